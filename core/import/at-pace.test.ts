import { describe, expect, it } from "vitest";
import { cancelled, type Pace, type Progress } from "../pace.ts";
import { readSample } from "../store/preset.ts";
import type { ImportKind } from "./import-kind.ts";
import { planOf } from "./test-import.ts";

const MANY = 40;
const list = <Entry>(make: (index: number) => Entry) => Array.from({ length: MANY }, (_, index) => make(index));
const SCIM_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const SCIM_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** What is imported as JSON, many of each, and what its progress counts. */
const documents: readonly (readonly [ImportKind, object, string])[] = [
  ["graphUsers", { value: list((i) => ({ id: `i${i}`, userPrincipalName: `u${i}@acme.test` })) }, "people"],
  ["graphGroups", { value: list((i) => ({ id: `g${i}`, displayName: `G${i}`, securityEnabled: true })) }, "groups"],
  ["oktaUsers", list((i) => ({ id: `i${i}`, status: "ACTIVE", profile: { login: `u${i}` } })), "people"],
  ["oktaGroups", list((i) => ({ id: `g${i}`, type: "OKTA_GROUP", profile: { name: `G${i}` } })), "groups"],
  ["scimUsers", { Resources: list((i) => ({ schemas: [SCIM_USER], id: `i${i}`, userName: `u${i}` })) }, "people"],
  ["scimGroups", { Resources: list((i) => ({ schemas: [SCIM_GROUP], id: `g${i}`, displayName: `G${i}` })) }, "groups"],
  ["accountsScim", { Resources: list((i) => ({ schemas: [SCIM_USER], id: `i${i}`, userName: `u${i}` })) }, "accounts"],
  ["oktaAppUsers", list((i) => ({ id: `i${i}`, externalId: `e${i}`, profile: { userName: `u${i}` } })), "accounts"],
  [
    "entraAppRoleAssignments",
    { value: list((i) => ({ appRoleId: "r", principalId: `u${i}`, principalType: "User" })) },
    "assignments",
  ],
  ["entraSchema", buildSchema(), "attribute mappings"],
  ["oktaMapping", buildMapping(), "properties"],
];

function buildSchema(): object {
  const attributeMappings = list((i) => ({
    targetAttributeName: `custom${i}`,
    source: { type: "Attribute", name: "department", expression: "[department]", parameters: [] },
  }));
  const objectMappings = [{ sourceObjectName: "User", targetObjectName: "User", attributeMappings }];
  return { id: "scim.1", synchronizationRules: [{ name: "USER", objectMappings }] };
}

function buildMapping(): object {
  const properties = list((i) => [`custom${i}`, { expression: "user.department", pushStatus: "PUSH" }] as const);
  return { source: { type: "user" }, target: { type: "appuser" }, properties: Object.fromEntries(properties) };
}

/** Rests at every thing; `until`: given up at this one. */
function everyThing(until = Number.POSITIVE_INFINITY): { readonly pace: Pace; readonly said: Progress[] } {
  const said: Progress[] = [];
  const rest = async (progress?: Progress): Promise<void> => {
    if (progress !== undefined) said.push(progress);
    if (said.length >= until) throw cancelled();
  };
  return { pace: { isDue: () => true, rest }, said };
}

const acme = await readSample("acme");

describe.each(documents)("%s", (as, document, what) => {
  const options = { as, application: "jira" };

  it("says how far it is", async () => {
    const { pace, said } = everyThing();
    await planOf(document, { into: acme, options, pace });
    const counted = said.filter((progress) => progress.what === what && progress.total === MANY);
    expect(counted.slice(0, 3).map(({ done }) => done)).toEqual([0, 1, 2]);
    expect(said.every(({ done, total }) => done <= total)).toBe(true);
  });

  it("is given up midway, and the workspace is as it was", async () => {
    const before = JSON.stringify(acme);
    const { pace } = everyThing(MANY / 2);
    await expect(planOf(document, { into: acme, options, pace })).rejects.toMatchObject({ code: "CANCELLED" });
    expect(JSON.stringify(acme)).toBe(before);
  });
});
