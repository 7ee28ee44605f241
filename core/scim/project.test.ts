import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { type ProjectionQuery, parseProjection, projectResource } from "./project.ts";
import { isScimObject, type ScimObject, type ScimValue } from "./resource.ts";
import { buildResourceTypes } from "./resource-types.ts";
import { attribute, type ScimResourceType } from "./schema.ts";
import { refusalOf } from "./test-refusal.ts";
import { USER_SCHEMA } from "./user-schema.ts";

const USER = USER_SCHEMA.id;
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const { user } = buildResourceTypes();

const ada: ScimObject = {
  schemas: [USER, ENTERPRISE],
  id: "1",
  userName: "ada",
  name: { familyName: "Byron", givenName: "Ada" },
  password: "secret",
  emails: [{ value: "ada@acme.test", type: "work" }, { type: "home" }],
  [ENTERPRISE]: { department: "Mathematics", manager: { value: "7", displayName: "Grace" } },
  meta: { resourceType: "User", version: 'W/"1"' },
};
const { schemas, id } = ada;

interface Shown {
  readonly what: string;
  readonly query: ProjectionQuery;
  /** Beside `schemas` and `id`. */
  readonly shows: ScimObject;
}

const { password: _, schemas: _schemas, id: _id, ...usual } = ada;
const { emails: _emails, ...withoutEmails } = usual;
const { [ENTERPRISE]: _enterprise, ...withoutEnterprise } = usual;

const shown: readonly Shown[] = [
  { what: "everything but what is never told", query: {}, shows: usual },
  { what: "the same for an empty wish", query: { attributes: "", excludedAttributes: " , " }, shows: usual },
  { what: "one attribute", query: { attributes: "userName" }, shows: { userName: "ada" } },
  {
    what: "several, with spaces",
    query: { attributes: "userName, name" },
    shows: { userName: "ada", name: usual.name ?? null },
  },
  { what: "without regard to case", query: { attributes: "USERNAME" }, shows: { userName: "ada" } },
  { what: "with the URN of the schema", query: { attributes: `${USER}:userName` }, shows: { userName: "ada" } },
  { what: "a part", query: { attributes: "name.familyName" }, shows: { name: { familyName: "Byron" } } },
  {
    what: "a part with the URN",
    query: { attributes: `${USER}:NAME.familyname` },
    shows: { name: { familyName: "Byron" } },
  },
  {
    what: "a part and the whole",
    query: { attributes: "name.familyName,name" },
    shows: { name: usual.name ?? null },
  },
  {
    what: "a part of several values",
    query: { attributes: "emails.value" },
    shows: { emails: [{ value: "ada@acme.test" }] },
  },
  { what: "a part that no value has", query: { attributes: "emails.display" }, shows: {} },
  {
    what: "an attribute of an extension",
    query: { attributes: `${ENTERPRISE}:department` },
    shows: { [ENTERPRISE]: { department: "Mathematics" } },
  },
  {
    what: "a part in an extension",
    query: { attributes: `${ENTERPRISE}:manager.value` },
    shows: { [ENTERPRISE]: { manager: { value: "7" } } },
  },
  {
    what: "a whole extension",
    query: { attributes: ENTERPRISE.toUpperCase() },
    shows: { [ENTERPRISE]: usual[ENTERPRISE] ?? null },
  },
  { what: "a whole schema", query: { attributes: USER }, shows: withoutEnterprise },
  { what: "never a password", query: { attributes: "password,userName" }, shows: { userName: "ada" } },
  { what: "nothing for unknown names", query: { attributes: "shoe,name.shoe,a.b.c,,urn:x:y:z,department" }, shows: {} },
  { what: "no excluded attribute", query: { excludedAttributes: "Emails" }, shows: withoutEmails },
  {
    what: "no excluded part",
    query: { excludedAttributes: "emails.type" },
    shows: { ...usual, emails: [{ value: "ada@acme.test" }] },
  },
  { what: "no excluded extension", query: { excludedAttributes: ENTERPRISE }, shows: withoutEnterprise },
  {
    what: "no excluded attribute of an extension",
    query: { excludedAttributes: `${ENTERPRISE}:manager` },
    shows: { ...usual, [ENTERPRISE]: { department: "Mathematics" } },
  },
  { what: "what is always told, also when excluded", query: { excludedAttributes: "id,schemas,shoe" }, shows: usual },
  {
    what: "no object of which nothing is left",
    query: { excludedAttributes: `${ENTERPRISE}:manager,${ENTERPRISE}:department` },
    shows: withoutEnterprise,
  },
  {
    what: "nothing of a whole schema but what is always told",
    query: { excludedAttributes: USER },
    shows: { [ENTERPRISE]: usual[ENTERPRISE] ?? null },
  },
];

test.each(shown)("shows $what", ({ query, shows }) => {
  expect(projectResource(ada, parseProjection(query, user))).toStrictEqual({ schemas, id, ...shows });
});

test("a client asks for some, or for all but some: not both", () => {
  const query = { attributes: "userName", excludedAttributes: "emails" };
  expect(refusalOf(() => parseProjection(query, user))).toMatchObject({
    status: 400,
    scimType: "invalidSyntax",
    message: "Found both `attributes` and `excludedAttributes`; use one of them.",
  });
});

test("one projection serves many resources, and leaves each as it is", () => {
  const projection = parseProjection({ attributes: "name.givenName" }, user);
  const frozen = Object.freeze({ ...ada });
  const all = [frozen, { ...ada, id: "2" }].map((each) => projectResource(each, projection));
  expect(all.map((each) => each.id)).toEqual(["1", "2"]);
  expect(frozen).toEqual(ada);
});

describe("what a schema says of being returned", () => {
  const type: ScimResourceType = {
    ...user,
    extensions: [],
    schema: {
      id: USER,
      name: "User",
      description: "User",
      attributes: [
        attribute("steady", "Always.", { returned: "always" }),
        attribute("asked", "When asked.", { returned: "request" }),
        attribute("mixed", "Of all sorts.", {
          type: "complex",
          multiValued: true,
          subAttributes: [
            attribute("steady", "Always.", { returned: "always" }),
            attribute("usual", "Usually."),
            attribute("asked", "When asked.", { returned: "request" }),
            attribute("secret", "Never.", { returned: "never" }),
          ],
        }),
      ],
    },
  };
  const whole = { steady: "s", asked: "a", mixed: [{ steady: "s", usual: "u", asked: "a", secret: "x" }] };

  test.each<{ readonly query: ProjectionQuery; readonly shows: ScimObject }>([
    { query: {}, shows: { steady: "s", mixed: [{ steady: "s", usual: "u" }] } },
    { query: { attributes: "asked" }, shows: { steady: "s", asked: "a" } },
    { query: { attributes: USER }, shows: { steady: "s", mixed: [{ steady: "s", usual: "u" }] } },
    { query: { attributes: "mixed" }, shows: { steady: "s", mixed: [{ steady: "s", usual: "u" }] } },
    { query: { attributes: "mixed.asked" }, shows: { steady: "s", mixed: [{ steady: "s", asked: "a" }] } },
    { query: { attributes: "mixed.secret" }, shows: { steady: "s" } },
    {
      query: { excludedAttributes: "steady,mixed.steady,mixed.usual" },
      shows: { steady: "s", mixed: [{ steady: "s" }] },
    },
    { query: { excludedAttributes: "other" }, shows: { steady: "s", mixed: [{ steady: "s", usual: "u" }] } },
  ])("$query", ({ query, shows }) => {
    expect(projectResource(whole, parseProjection(query, type))).toStrictEqual(shows);
  });

  test("whatever is asked, what is never returned is not, and `schemas` and `id` are", () => {
    const names = fc.constantFrom(
      "password",
      "mixed",
      "mixed.secret",
      "secret",
      USER,
      `${USER}:mixed.secret`,
      "steady",
      "x",
    );
    const list = fc.array(fc.oneof(names, fc.string()), { maxLength: 5 }).map((each) => each.join(","));
    const queries = fc.oneof(fc.record({ attributes: list }), fc.record({ excludedAttributes: list }), fc.constant({}));
    fc.assert(
      fc.property(queries, fc.jsonValue(), (query, other) => {
        const resource = { ...ada, ...whole, other: other as ScimValue };
        const told = projectResource(resource, parseProjection(query, withPassword(type)));
        expect(namesIn(told)).not.toContain("password");
        expect(namesIn(told)).not.toContain("secret");
        expect(told).toMatchObject({ schemas, id, steady: "s" });
        expect(Object.keys(told)).not.toContain("other");
      }),
    );
  });
});

function withPassword(type: ScimResourceType): ScimResourceType {
  return { ...type, schema: { ...type.schema, attributes: [...type.schema.attributes, ...USER_SCHEMA.attributes] } };
}

function namesIn(value: ScimValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isScimObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
}
