import { expect, test } from "vitest";
import { checkClaimMappings, checkMappings, type MappedApplication } from "./check.ts";

const SOUND: MappedApplication = {
  accountAttributes: [{ name: "email" }],
  roles: [{ id: "finance", name: "Finance User" }],
  mappings: [
    { id: "a", target: "userName", source: { kind: "attribute", attribute: "subject" }, apply: "create" },
    { id: "b", target: "email", source: { kind: "attribute", attribute: "email" }, apply: "always" },
  ],
  roleRules: [{ id: "r", role: "finance", when: { operator: "matches", claim: "department", value: "Fin.*" } }],
};

test("finds nothing wrong with an application that fits together", () => {
  expect(checkMappings(SOUND, "applications[0]")).toEqual([]);
});

const [first, second] = SOUND.mappings;
const [rule] = SOUND.roleRules;

test.each([
  {
    title: "a target that does not exist, with the nearest that does",
    parts: { mappings: [{ ...second, target: "emial" }] },
    problem: {
      code: "MAPPING_UNKNOWN_TARGET",
      path: "applications[0].mappings[0].target",
      message: "The accounts have no attribute `emial`; did you mean `email`?",
    },
  },
  {
    title: "a target that is like nothing there is",
    parts: { mappings: [{ ...second, target: "costCentre" }] },
    problem: {
      code: "MAPPING_UNKNOWN_TARGET",
      path: "applications[0].mappings[0].target",
      message: "The accounts have no attribute `costCentre`; known are `userName`, `active`, `email`.",
    },
  },
  {
    title: "two rows with one id",
    parts: { mappings: [first, { ...second, id: "a" }] },
    problem: {
      code: "MAPPING_DUPLICATE_ID",
      path: "applications[0].mappings[1].id",
      message: '"a" is the id of applications[0].mappings[0] already; each needs its own.',
    },
  },
  {
    title: "two rows with one target",
    parts: { mappings: [first, { ...second, target: "userName" }] },
    problem: {
      code: "MAPPING_DUPLICATE_TARGET",
      path: "applications[0].mappings[1].target",
      message: '"userName" is the target of applications[0].mappings[0] already; each needs its own.',
    },
  },
  {
    title: "an unknown role",
    parts: { roleRules: [{ ...rule, role: "finanse" }] },
    problem: {
      code: "MAPPING_UNKNOWN_ROLE",
      path: "applications[0].roleRules[0].role",
      message: "The application has no role `finanse`; did you mean `finance`?",
    },
  },
  {
    title: "a role where there are none",
    parts: { roles: [] },
    problem: {
      code: "MAPPING_UNKNOWN_ROLE",
      path: "applications[0].roleRules[0].role",
      message: "The application has no role `finance`; there is none.",
    },
  },
  {
    title: "an invalid pattern deep in a rule",
    parts: { roleRules: [{ ...rule, when: { all: [{ any: [{ operator: "matches", claim: "x", value: "[" }] }] } }] },
    problem: {
      code: "MAPPING_INVALID_PATTERN",
      path: "applications[0].roleRules[0].when.all[0].any[0].value",
      message: "The pattern `[` is not valid: missing closing ]: `[`.",
    },
  },
  {
    title: "two rules with one id",
    parts: { roleRules: [rule, rule] },
    problem: {
      code: "MAPPING_DUPLICATE_ID",
      path: "applications[0].roleRules[1].id",
      message: '"r" is the id of applications[0].roleRules[0] already; each needs its own.',
    },
  },
  {
    title: "two account attributes with one name",
    parts: { accountAttributes: [{ name: "email" }, { name: "email" }] },
    problem: {
      code: "MAPPING_DUPLICATE_NAME",
      path: "applications[0].accountAttributes[1].name",
      message: '"email" is the name of applications[0].accountAttributes[0] already; each needs its own.',
    },
  },
])("reports $title", ({ parts, problem }) => {
  const application = { ...SOUND, ...parts } as MappedApplication;
  expect(checkMappings(application, "applications[0]")).toEqual([problem]);
});

test("reports an invalid group filter and a claim that is sent twice", () => {
  const groups = { kind: "groups", emit: "name", filter: { operator: "matches", value: "(" } } as const;
  const found = checkClaimMappings(
    [
      { id: "a", claim: "groups", source: groups },
      { id: "b", claim: "groups", source: { kind: "constant", value: "x" } },
    ],
    "saml.claims",
  );
  expect(found).toEqual([
    {
      code: "MAPPING_DUPLICATE_CLAIM",
      path: "saml.claims[1].claim",
      message: '"groups" is the claim of saml.claims[0] already; each needs its own.',
    },
    {
      code: "MAPPING_INVALID_PATTERN",
      path: "saml.claims[0].source.filter.value",
      message: "The pattern `(` is not valid: missing closing ): `(`.",
    },
  ]);
});
