import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRequired, checkResource, withSchemas } from "./check-resource.ts";
import type { CheckOptions } from "./check-value.ts";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { GROUP_SCHEMA } from "./group-schema.ts";
import { buildExtensionSchema, buildResourceTypes } from "./resource-types.ts";
import { attribute, type ScimResourceType } from "./schema.ts";
import { refusalOf } from "./test-refusal.ts";
import { USER_SCHEMA } from "./user-schema.ts";

const USER = USER_SCHEMA.id;
const GROUP = GROUP_SCHEMA.id;
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const CRM = "urn:example:scim:schemas:extension:crm:2.0:User";
const { user, group } = buildResourceTypes({
  userExtension: buildExtensionSchema(CRM, "CrmUser", [{ name: "region" }, { name: "quota", type: "integer" }]),
});

describe("a body that is right", () => {
  test("comes back as it is", () => {
    const body = {
      schemas: [USER, ENTERPRISE],
      externalId: "701984",
      userName: "ada@acme.test",
      name: { familyName: "Byron", givenName: "Ada" },
      active: true,
      emails: [{ value: "ada@acme.test", type: "work", primary: true }],
      [ENTERPRISE]: { department: "Mathematics", manager: { value: "7" } },
    };
    expect(checkResource(body, user, {})).toStrictEqual({ resource: body, ignored: [] });
  });

  test("is brought to the spelling and the order of its schemas", () => {
    const body = {
      [CRM.toUpperCase()]: { REGION: "north" },
      USERNAME: "ada",
      Schemas: [USER.toUpperCase(), CRM],
      externalid: "1",
    };
    const { resource } = checkResource(body, user, {});
    expect(JSON.stringify(resource)).toBe(
      JSON.stringify({ schemas: [USER, CRM], externalId: "1", userName: "ada", [CRM]: { region: "north" } }),
    );
  });

  test("loses what is no value", () => {
    const body = {
      schemas: [USER],
      userName: "ada",
      title: null,
      emails: [],
      name: { givenName: null },
      [ENTERPRISE]: { manager: {} },
      [CRM]: null,
    };
    expect(checkResource(body, user, {}).resource).toStrictEqual({ schemas: [USER], userName: "ada" });
  });

  test("loses what only the server writes and what no schema has, and says so", () => {
    const body = {
      schemas: [USER],
      id: "42",
      userName: "ada",
      meta: { version: "1" },
      groups: [{ value: "1" }],
      shoe: 42,
      emails: [{ value: "ada@acme.test", verified: true }],
      [ENTERPRISE]: { manager: { value: "7", displayName: "Grace" } },
    };
    expect(checkResource(body, user, {})).toStrictEqual({
      resource: {
        schemas: [USER, ENTERPRISE],
        userName: "ada",
        emails: [{ value: "ada@acme.test" }],
        [ENTERPRISE]: { manager: { value: "7" } },
      },
      ignored: ["id", "meta", "emails[0].verified", "groups", "shoe", `${ENTERPRISE}:manager.displayName`],
    });
  });

  test("gets the URN of an extension that it forgot to list, and loses that of one it has nothing of", () => {
    const body = { schemas: [USER, ENTERPRISE], userName: "ada", [CRM]: { quota: 3 } };
    expect(checkResource(body, user, {}).resource.schemas).toEqual([USER, CRM]);
  });

  test("may be a group with an externalId", () => {
    const body = { schemas: [GROUP], externalId: "g", displayName: "Staff", members: [{ value: "1", type: "User" }] };
    expect(checkResource(body, group, {})).toStrictEqual({ resource: body, ignored: [] });
  });
});

interface Refused {
  readonly what: string;
  readonly body: unknown;
  readonly type?: ScimResourceType;
  readonly options?: CheckOptions;
  readonly scimType: string;
  readonly detail: string | RegExp;
}

const refused: readonly Refused[] = [
  { what: "text", body: "ada", scimType: "invalidSyntax", detail: "The body is no JSON object; a User is." },
  { what: "a list", body: [], scimType: "invalidSyntax", detail: "The body is no JSON object; a User is." },
  { what: "nothing", body: undefined, scimType: "invalidSyntax", detail: "The body is no JSON object; a User is." },
  {
    what: "no schemas",
    body: { userName: "ada" },
    scimType: "invalidSyntax",
    detail: `\`schemas\` is missing; a User lists \`${USER}\`.`,
  },
  {
    what: "schemas as text",
    body: { schemas: USER, userName: "ada" },
    scimType: "invalidSyntax",
    detail: `\`schemas\` is no list of URNs; a User lists \`${USER}\`.`,
  },
  {
    what: "schemas with a number",
    body: { schemas: [USER, 1], userName: "ada" },
    scimType: "invalidSyntax",
    detail: /no list of URNs/,
  },
  {
    what: "no schema at all",
    body: { schemas: [], userName: "ada" },
    scimType: "invalidSyntax",
    detail: `\`schemas\` does not list \`${USER}\`, which a User does.`,
  },
  {
    what: "the extension's schema alone",
    body: { schemas: [ENTERPRISE], userName: "ada" },
    scimType: "invalidSyntax",
    detail: /does not list/,
  },
  {
    what: "the schema of another kind of resource",
    body: { schemas: [GROUP], displayName: 3 },
    scimType: "invalidValue",
    detail: `\`schemas\` lists \`${GROUP}\`, which no User has.`,
  },
  {
    what: "no user name",
    body: { schemas: [USER] },
    scimType: "invalidValue",
    detail: "A User needs `userName`; found no value.",
  },
  {
    what: "an empty user name",
    body: { schemas: [USER], userName: "" },
    scimType: "invalidValue",
    detail: "A User needs `userName`; found no value.",
  },
  {
    what: "a group without a name",
    body: { schemas: [GROUP], members: [{ value: "1" }] },
    type: group,
    scimType: "invalidValue",
    detail: "A Group needs `displayName`; found no value.",
  },
  {
    what: "a name in two spellings",
    body: { schemas: [USER], userName: "ada", username: "eve" },
    scimType: "invalidSyntax",
    detail: "`userName` and `username` are one and the same; keep one.",
  },
  {
    what: "an extension in two spellings",
    body: { schemas: [USER], userName: "ada", [CRM]: {}, [CRM.toUpperCase()]: {} },
    scimType: "invalidSyntax",
    detail: `\`${CRM}\` is there twice, in different case; keep one.`,
  },
  {
    what: "an extension that is text",
    body: { schemas: [USER, CRM], userName: "ada", [CRM]: "north" },
    scimType: "invalidValue",
    detail: `\`${CRM}\` holds the members of an extension; it is an object.`,
  },
  {
    what: "a wrong value in an extension",
    body: { schemas: [USER, CRM], userName: "ada", [CRM]: { quota: "3" } },
    scimType: "invalidValue",
    detail: `\`${CRM}:quota\` is the text \`3\`; it is a whole number.`,
  },
  {
    what: "an extension that is not listed, where that is asked",
    body: { schemas: [USER], userName: "ada", [CRM]: { quota: 3 } },
    options: { strictSchemas: true },
    scimType: "invalidValue",
    detail: `The body has members of \`${CRM}\`, which \`schemas\` does not list.`,
  },
  {
    what: "an unknown member, where that is asked",
    body: { schemas: [USER], userName: "ada", nickname: "A", nickNam: "B" },
    options: { unknown: "refuse" },
    scimType: "invalidSyntax",
    detail: "No schema of the resource has `nickNam`; did you mean `nickName`?",
  },
  {
    what: "Entra's text for a boolean",
    body: { schemas: [USER], userName: "ada", active: "False" },
    scimType: "invalidValue",
    detail: "`active` is the text `False`; it is true or false.",
  },
  {
    what: "a name that reaches a prototype",
    body: JSON.parse(`{"schemas":["${USER}"],"userName":"ada","shoe":{"__proto__":{"active":true}}}`),
    scimType: "invalidSyntax",
    detail: "`__proto__` cannot be the name of a member.",
  },
];

test.each(refused)("refuses $what", ({ body, type = user, options = {}, scimType, detail }) => {
  const error = refusalOf(() => checkResource(body, type, options));
  expect(error).toMatchObject({ status: 400, scimType });
  if (typeof detail === "string") expect(error?.message).toBe(detail);
  else expect(error?.message).toMatch(detail);
});

test("switches reach every value", () => {
  const body = {
    schemas: [USER],
    userName: "ada",
    active: "True",
    emails: { value: "ada@acme.test" },
    title: "",
    [ENTERPRISE]: { manager: "7" },
  };
  const options = { lenient: true, lenientBooleans: true, lenientManager: true, emptyClears: true };
  expect(checkResource(body, user, options).resource).toStrictEqual({
    schemas: [USER, ENTERPRISE],
    userName: "ada",
    active: true,
    emails: [{ value: "ada@acme.test" }],
    [ENTERPRISE]: { manager: { value: "7" } },
  });
});

describe("what is required", () => {
  const needing: ScimResourceType = {
    ...user,
    schema: {
      ...USER_SCHEMA,
      attributes: [
        ...USER_SCHEMA.attributes,
        attribute("serial", "The server's.", { required: true, mutability: "readOnly" }),
        attribute("keys", "Keys.", {
          type: "complex",
          multiValued: true,
          subAttributes: [attribute("value", "A key.", { required: true }), attribute("type", "A label.")],
        }),
      ],
    },
    extensions: [
      {
        required: true,
        schema: {
          id: CRM,
          name: "Crm",
          description: "Crm",
          attributes: [attribute("region", "A region.", { required: true })],
        },
      },
    ],
  };

  test("is told all at once, in parts of values and in extensions too", () => {
    const keys = [{ value: "a" }, { type: "b" }];
    expect(refusalOf(() => checkRequired({ keys, [CRM]: { other: 1 } }, needing))?.message).toBe(
      `A User needs \`userName\`, \`keys[1].value\`, \`${CRM}:region\`; found no value.`,
    );
  });

  test("may be a whole extension", () => {
    expect(refusalOf(() => checkRequired({ userName: "ada" }, needing))?.message).toBe(
      `A User needs \`${CRM}\`; found no value.`,
    );
  });

  test("is not asked of a client where only the server writes it", () => {
    expect(refusalOf(() => checkRequired({ userName: "ada", [CRM]: { region: "n" } }, needing))).toBeUndefined();
  });
});

test("a resource lists the schemas that it is made of", () => {
  expect(withSchemas({ schemas: [USER, ENTERPRISE], [CRM]: { region: "n" } }, user)).toEqual({
    schemas: [USER, CRM],
    [CRM]: { region: "n" },
  });
});

describe("whatever JSON comes", () => {
  const options = fc.record(
    {
      unknown: fc.constantFrom("ignore", "refuse"),
      strictSchemas: fc.boolean(),
      lenient: fc.boolean(),
      lenientBooleans: fc.boolean(),
      lenientManager: fc.boolean(),
      emptyClears: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  test("it is taken, or refused with 400", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), bodies()), options, (body, switches) => {
        expect(refusalOf(() => checkResource(body, user, switches))?.status ?? 400).toBe(400);
      }),
    );
  });

  test("what was taken is taken again as it is, with nothing passed over, by the strictest server", () => {
    let takenOnes = 0;
    fc.assert(
      fc.property(bodies(), options, (body, switches) => {
        if (refusalOf(() => checkResource(body, user, switches)) !== undefined) return;
        takenOnes += 1;
        const { resource } = checkResource(body, user, switches);
        const again = checkResource(resource, user, { unknown: "refuse", strictSchemas: true });
        expect(again).toStrictEqual({ resource, ignored: [] });
        expect(JSON.stringify(again.resource)).toBe(JSON.stringify(resource));
      }),
    );
    expect(takenOnes).toBeGreaterThan(5);
  });

  test("no name of an object's prototype comes through, wherever it stands", () => {
    const dangerous = fc.constantFrom("__proto__", "constructor", "prototype");
    fc.assert(
      fc.property(bodies(), dangerous, fc.constantFrom("", "name", "emails", CRM, "shoe"), (body, name, place) => {
        const poison = `{"${name}":{"active":true}}`;
        const held: unknown = JSON.parse(place === "" ? poison : `{"${place}":${poison}}`);
        const error = refusalOf(() => checkResource(Object.assign(Object.create(null), body, held), user, {}));
        expect(error).toMatchObject({ status: 400, scimType: "invalidSyntax" });
      }),
    );
    expect(Object.hasOwn(Object.prototype, "active")).toBe(false);
  });
});

/** Bodies that are right more often than not. */
function bodies(): fc.Arbitrary<Record<string, unknown>> {
  const text = fc.oneof(fc.string(), fc.constantFrom("True", "false", ""));
  const simple = mostly(text, fc.oneof(fc.boolean(), fc.constant(null), fc.integer()));
  const part = fc.dictionary(fc.constantFrom("value", "Value", "type", "display", "other"), simple, { maxKeys: 2 });
  const flag = mostly(fc.constant(false), fc.constantFrom(true, "True", "False"));
  const list = fc.array(fc.record({ value: text, primary: flag, x: simple }, { requiredKeys: [] }), { maxLength: 3 });
  const own = fc.record(
    {
      schemas: fc.constantFrom([USER], [USER, ENTERPRISE], [CRM, USER.toLowerCase()]),
      userName: fc.string({ minLength: 1 }),
      TITLE: text,
      active: flag,
      name: fc.dictionary(fc.constantFrom("givenName", "FAMILYNAME", "shoe"), text),
      emails: mostly(list, part),
      roles: list,
      groups: list,
      id: simple,
      [ENTERPRISE]: fc.record({ department: text, manager: mostly(part, text) }, { requiredKeys: [] }),
      [CRM.toUpperCase()]: mostly(fc.record({ quota: fc.integer(), region: simple }), fc.constant(null)),
    },
    { requiredKeys: ["schemas", "userName"] },
  );
  return fc.tuple(own, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 })).map(([a, b]) => ({ ...b, ...a }));
}

function mostly<Usual, Other>(usual: fc.Arbitrary<Usual>, other: fc.Arbitrary<Other>): fc.Arbitrary<Usual | Other> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: other });
}
