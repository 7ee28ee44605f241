import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { lookupInUser } from "../mapping/claims.ts";
import { buildPersonWorld } from "../mapping/person-world.ts";
import { WITHOUT_REST } from "../pace.ts";
import { mapUser } from "../provisioning/map-user.ts";
import { decideScope } from "../provisioning/scope.ts";
import { checkWorkspace } from "../store/check.ts";
import { parseWorkspace } from "../store/parse.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportOptions, ImportPlan } from "./import-plan.ts";
import { planImport } from "./plan-import.ts";

const FIXTURE = new URL("../../fixtures/imports/entra-schema.json", import.meta.url);
const IMPORTED_AT = "2026-03-02T10:00:00.000Z";

type Json = Record<string, unknown>;

let acme: Workspace;
let fixture: string;
beforeAll(async () => {
  acme = await readSample("acme");
  fixture = await readFile(FIXTURE, "utf8");
});

function plan(
  document: unknown,
  options: ImportOptions = { application: "jira" },
  name = "schema.json",
  into: Workspace = acme,
) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const file = { name, bytes: new TextEncoder().encode(text) };
  return planImport(into, file, options, { pace: WITHOUT_REST, importedAt: IMPORTED_AT });
}

/** The schema of one mapping of people with these attribute mappings, and with other members of the object mapping. */
function schemaOf(attributeMappings: readonly Json[], more: Json = {}): Json {
  const mapping = {
    flowTypes: "Add, Update",
    sourceObjectName: "User",
    targetObjectName: SCIM,
    attributeMappings,
    ...more,
  };
  return { id: "scim.1", version: "6.0", synchronizationRules: [{ name: "USER", objectMappings: [mapping] }] };
}

const SCIM = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PLACE = "synchronizationRules[0].objectMappings[0].attributeMappings";

function attributeMapping(target: string, source: unknown, more: Json = {}): Json {
  return { targetAttributeName: target, source, flowType: "Always", matchingPriority: 0, ...more };
}

/** A source by its text alone. */
function text(expression: string): Json {
  return { type: "Function", name: "", expression, parameters: [] };
}

function provisioningOf({ next }: ImportPlan, application = "jira") {
  const connections = next.identityProviders.flatMap((provider) => provider.connections);
  const found = connections.find((each) => each.application === application)?.provisioning;
  if (found?.way !== "scim") throw new Error("It is not provisioned by SCIM.");
  return found;
}

function lineAbout({ report }: ImportPlan, subject: string) {
  return report.lines.find((line) => line.subject === subject);
}

function person(workspace: Workspace, userName: string) {
  const user = workspace.directory.users.find((each) => each.userName === userName);
  if (user === undefined) throw new Error(`There is no ${userName}.`);
  return { user, world: buildPersonWorld({ directory: workspace.directory, user, now: 0 }) };
}

describe("a schema that is imported again", () => {
  const again = async (mappings: readonly Json[], more: Json = {}): Promise<ImportPlan> => {
    const first = await plan(
      schemaOf([attributeMapping("title", text("[jobTitle]")), attributeMapping("nickName", text("[mailNickname]"))], {
        scope: { groups: [{ name: "a", clauses: [CLAUSE] }] },
      }),
    );
    return plan(schemaOf(mappings, more), { application: "jira" }, "schema.json", first.next);
  };
  const CLAUSE = { operatorName: "EQUALS", sourceOperandName: "department", targetOperand: { values: ["Sales"] } };

  it("says of each row whether it is new, changed, unchanged or gone, and of the scope", async () => {
    const second = await again([
      attributeMapping("title", text("[department]")),
      attributeMapping("displayName", text("[displayName]")),
    ]);
    expect(second.what).toMatch(/: 1 new, 1 changed, 1 removed$/);
    expect(lineAbout(second, "title")?.message).toMatch(/Changed: source\.$/);
    expect(lineAbout(second, "displayName")?.message).toMatch(/A new row\.$/);
    expect(lineAbout(second, "nickName")?.message).toBe("Removed: the file has no such row.");
    expect(lineAbout(second, "Jira-like")?.message).toMatch(/^Removed: the file has no scoping filter/);
  });

  it("says that everything is as it was", async () => {
    const second = await again([
      attributeMapping("title", text("[jobTitle]")),
      attributeMapping("nickName", text("[mailNickname]")),
    ]);
    expect(second.what).toMatch(/: 2 unchanged$/);
    expect(lineAbout(second, "title")?.message).toMatch(/The row that is there, unchanged\.$/);
  });
});

describe("the example of the reference", () => {
  it("becomes rows, a scope and a client", async () => {
    const planned = await plan(fixture);
    const { mappings, scope, client } = provisioningOf(planned);
    expect(mappings).toEqual([
      {
        id: "userName",
        target: "userName",
        source: { kind: "attribute", attribute: "userName" },
        apply: "always",
        required: true,
        matching: 1,
      },
      {
        id: "active",
        target: "active",
        source: {
          kind: "expression",
          dialect: "entra",
          text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
        },
        apply: "always",
      },
      { id: "userType", target: "userType", source: { kind: "constant", value: "Employee" }, apply: "create" },
      {
        id: "preferredLanguage",
        target: "preferredLanguage",
        source: { kind: "constant", value: "en-US" },
        apply: "create",
      },
    ]);
    expect(scope).toEqual({
      entraFilters: [
        {
          title: "Staff in sales",
          clauses: [
            { attribute: "department", operator: "EQUALS", values: ["Sales"] },
            { attribute: "employeeId", operator: "IS NOT NULL", values: [] },
          ],
        },
      ],
    });
    expect(client).toEqual({
      dialect: "entra",
      runs: { on: "cycle", everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
    });
    expect(planned.what).toBe("4 of 4 attribute mappings from schema.json for Jira-like");
    expect(planned.questions).toEqual([]);
  });

  it("is kept whole, and the workspace can be written and read", async () => {
    const { next } = await plan(fixture);
    const connection = next.identityProviders[0]?.connections.find(({ application }) => application === "jira");
    expect(connection?.imported).toEqual([
      { kind: "entraSchema", file: "schema.json", importedAt: IMPORTED_AT, document: JSON.parse(fixture) },
    ]);
    expect(parseWorkspace(JSON.stringify(next), "acme.json")).toEqual(next);
    expect(checkWorkspace(next).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("gives a person what Entra would send, at creation and later", async () => {
    const planned = await plan(fixture);
    const { user, world } = person(planned.next, "ada.lovelace@acme.test");
    const { mappings } = provisioningOf(planned);
    const map = (moment: "create" | "update") =>
      mapUser(mappings, lookupInUser(user), moment, "rows", world).values.map(({ mapping, value }) => [
        mapping.target,
        value,
      ]);
    const always = [
      ["userName", "ada.lovelace@acme.test"],
      ["active", "True"],
    ];
    expect(map("create")).toEqual([...always, ["userType", "Employee"], ["preferredLanguage", "en-US"]]);
    expect(map("update")).toEqual(always);
  });

  it("takes in whom the filters take, and lists each clause with why", async () => {
    const planned = await plan(fixture);
    const { user } = person(planned.next, "ada.lovelace@acme.test");
    const facts = { userName: user.userName, applicationName: "Jira", assigned: "directly", connectionPath: "c" };
    const decide = (department: string) =>
      decideScope({
        ...facts,
        user: { ...user, attributes: { ...user.attributes, department } },
        condition: provisioningOf(planned).scope,
      });
    expect(decide("Sales").inScope).toBe(true);
    const { reason, checks } = decide("Legal");
    expect(reason).toBe("conditionFails");
    expect(
      checks
        .filter(({ code }) => code === "PROVISIONING_FILTER")
        .map(({ name, result, actual }) => [name, result, actual]),
    ).toEqual([
      ["Staff in sales department EQUALS Sales", "failed", 'found "Legal"'],
      ["Staff in sales employeeId IS NOT NULL", "passed", 'found "100101"'],
    ]);
  });

  it("leaves the workspace that it was planned for as it was", async () => {
    const before = JSON.stringify(acme);
    await plan(fixture);
    expect(JSON.stringify(acme)).toBe(before);
  });
});

describe("the application", () => {
  it("is asked for where nothing names it, and nothing is taken until it is said", async () => {
    const planned = await plan(fixture, {});
    expect(planned.questions).toMatchObject([
      { id: "application", choices: acme.applications.map(({ id }) => ({ id })) },
    ]);
    expect(planned.next).toBe(acme);
    const answered = await plan(fixture, { answers: { application: "slack" } });
    expect(provisioningOf(answered, "slack").mappings).toHaveLength(4);
  });

  it("is found by the name of its directory, or of the file", async () => {
    const schema = schemaOf([]);
    const named = { ...schema, synchronizationRules: [{ ...rulesOf(schema)[0], targetDirectoryName: "Salesforce" }] };
    expect((await plan(named, {})).what).toContain("for Salesforce-like");
    expect((await plan(schema, {}, "Slack.json")).what).toContain("for Slack-like");
  });

  it("that does not exist is refused, with the nearest", async () => {
    await expect(plan(fixture, { application: "jirra" })).rejects.toMatchObject({
      code: "IMPORT_UNKNOWN_APPLICATION",
      message: 'There is no application "jirra". Did you mean "jira"?',
    });
  });
});

function rulesOf(schema: Json): readonly Json[] {
  return schema.synchronizationRules as readonly Json[];
}

describe("an attribute mapping", () => {
  it("reads Entra's names for what everybody has, and expressions for what is worked out", async () => {
    const planned = await plan(
      schemaOf([
        attributeMapping("externalId", { type: "Attribute", name: "objectId" }),
        attributeMapping("title", { type: "Attribute", name: "jobTitle", expression: "[jobTitle]" }),
        attributeMapping("active", { type: "Attribute", name: "accountEnabled" }),
        attributeMapping("nickName", { type: "Constant", name: 'a "b"', expression: '"a \\"b\\""' }),
      ]),
    );
    expect(provisioningOf(planned).mappings.map(({ source }) => source)).toEqual([
      { kind: "attribute", attribute: "id" },
      { kind: "attribute", attribute: "jobTitle" },
      { kind: "expression", dialect: "entra", text: "[accountEnabled]" },
      { kind: "constant", value: 'a "b"' },
    ]);
  });

  it.each([
    ["ObjectAddOnly", "create", "taken"],
    ["Always", "always", "taken"],
    ["MultiValueAddOnly", "create", "adapted"],
    ["ValueAddOnly", "create", "adapted"],
    ["AttributeAddOnly", "create", "adapted"],
  ])("of flow type %s is applied: %s", async (flowType, apply, result) => {
    const planned = await plan(
      schemaOf([attributeMapping("title", { type: "Attribute", name: "jobTitle" }, { flowType })]),
    );
    expect(provisioningOf(planned).mappings[0]?.apply).toBe(apply);
    expect(lineAbout(planned, "title")?.result).toBe(result);
  });

  it("with FlowAlways says that values are sent when they change", async () => {
    const more = { flowBehavior: "FlowAlways", defaultValue: "Clerk" };
    const planned = await plan(schemaOf([attributeMapping("title", { type: "Attribute", name: "jobTitle" }, more)]));
    expect(lineAbout(planned, "title")).toMatchObject({
      result: "adapted",
      message: expect.stringContaining("FlowAlways"),
    });
    expect(provisioningOf(planned).mappings[0]?.defaultIfNull).toBe("Clerk");
  });

  it("whose text and tree differ is not used until a person chooses", async () => {
    const tree = {
      type: "Function",
      name: "ToLower",
      expression: "ToUpper([mail])",
      parameters: [{ key: "source", value: { type: "Attribute", name: "mail" } }],
    };
    const schema = schemaOf([attributeMapping("nickName", tree)]);
    const planned = await plan(schema);
    expect(provisioningOf(planned).mappings).toEqual([]);
    expect(planned.questions).toEqual([
      {
        id: `${PLACE}[0]`,
        place: `${PLACE}[0]`,
        text: expect.stringContaining("nickName"),
        choices: [
          { id: "text", text: "The text: ToUpper([mail])" },
          { id: "tree", text: "The tree: ToLower([mail])" },
        ],
      },
    ]);
    const choose = async (choice: string) =>
      provisioningOf(await plan(schema, { application: "jira", answers: { [`${PLACE}[0]`]: choice } })).mappings[0]
        ?.source;
    expect(await choose("text")).toMatchObject({ text: "ToUpper([mail])" });
    expect(await choose("tree")).toMatchObject({ text: "ToLower([mail])" });
  });

  it("with a tree alone gets the text that the tree reads as", async () => {
    const tree = {
      type: "Function",
      name: "Append",
      parameters: [
        { key: "source", value: { type: "Attribute", name: "mail" } },
        { key: "suffix", value: { type: "Constant", name: ".x" } },
      ],
    };
    const planned = await plan(schemaOf([attributeMapping("nickName", tree)]));
    expect(provisioningOf(planned).mappings[0]?.source).toMatchObject({ text: 'Append([mail], ".x")' });
    expect(lineAbout(planned, "nickName")?.result).toBe("adapted");
  });

  it("with a comparison goes by its text, for a tree of it was never seen", async () => {
    const source = {
      type: "Function",
      name: "IIF",
      expression: 'IIF([country]="USA",[country],[department])',
      parameters: [{ key: "x", value: { type: "Constant", name: "?" } }],
    };
    const planned = await plan(schemaOf([attributeMapping("title", source)]));
    expect(provisioningOf(planned).mappings[0]?.source).toMatchObject({ text: source.expression });
  });

  it.each([
    ["SingleAppRoleAssignment", 'roles[primary eq "True"].value'],
    ["AppRoleAssignmentsComplex", "roles"],
    ["AssertiveAppRoleAssignmentsComplex", "urn:ietf:params:scim:schemas:core:2.0:User:roles"],
  ])("with %s is a row, which cannot tell until the app roles are known", async (name, target) => {
    const expression = `${name}([appRoleAssignments])`;
    const schema = schemaOf([attributeMapping(target, text(expression))]);
    const planned = await plan(schema);
    expect(provisioningOf(planned).mappings).toMatchObject([{ target, source: { text: expression } }]);
    expect(lineAbout(planned, target)?.result).toBe("taken");
    expect(lineAbout(planned, "appRoleAssignments")?.message).toContain("cannot tell");
  });

  it("takes the list of roles for app roles alone", async () => {
    const planned = await plan(schemaOf([attributeMapping("roles", text("ToLower([department])"))]));
    expect(provisioningOf(planned).mappings).toEqual([]);
    expect(lineAbout(planned, "roles")).toMatchObject({ result: "notUnderstood" });
  });

  it.each([
    ["unbalanced brackets", 'Append([mail, "x")', "EXPRESSION_UNCLOSED"],
    ["an unknown function", "ToUper([mail])", "did you mean `ToUpper`"],
    ["10,001 characters", `ToLower("${"x".repeat(9_990)}")`, "EXPRESSION_TOO_LONG"],
    ["200 levels", `${"ToLower(".repeat(200)}[mail]${")".repeat(200)}`, "EXPRESSION_TOO_DEEP"],
  ])("with %s is kept and not used", async (_, expression, said) => {
    const planned = await plan(schemaOf([attributeMapping("nickName", text(expression))]));
    expect(provisioningOf(planned).mappings).toEqual([]);
    expect(lineAbout(planned, "nickName")).toMatchObject({
      result: "notUnderstood",
      place: `${PLACE}[0]`,
      message: expect.stringContaining(said),
    });
  });

  it("says what the check finds of one that can be used, and that it has to be looked at", async () => {
    const planned = await plan(schemaOf([attributeMapping("nickName", text("ToLower([mial])"))]));
    expect(provisioningOf(planned).mappings).toMatchObject([{ target: "nickName" }]);
    expect(lineAbout(planned, "nickName")).toMatchObject({
      result: "adapted",
      message: expect.stringContaining("`mial`"),
    });
  });

  it("of the type None without a default needs no row", async () => {
    const planned = await plan(schemaOf([attributeMapping("title", null)]));
    expect(provisioningOf(planned).mappings).toEqual([]);
    expect(lineAbout(planned, "title")?.result).toBe("taken");
  });

  it("to what SCIM users do not have is kept and not used", async () => {
    const planned = await plan(schemaOf([attributeMapping("favouriteColour", text("[mail]"))]));
    expect(lineAbout(planned, "favouriteColour")?.result).toBe("notUnderstood");
  });

  it("rows have ids of their own, whatever the targets are", async () => {
    const targets = ["title", "title", 'emails[type eq "work"].value', `${SCIM}:department`, "nickName"];
    const planned = await plan(schemaOf(targets.map((target) => attributeMapping(target, text("[mail]")))));
    expect(provisioningOf(planned).mappings.map(({ id }) => id)).toEqual([
      "title",
      "title-2",
      "emails-work-value",
      "User-department",
      "nickName",
    ]);
  });
});

describe("an application of the gallery that does not speak SCIM", () => {
  it("keeps the names of its targets, and SCIM stands in for its API", async () => {
    const planned = await plan(
      schemaOf(
        [
          attributeMapping("Username", text("[userPrincipalName]"), { matchingPriority: 1 }),
          attributeMapping("Email", text("[mail]")),
          attributeMapping("ProfileName", text('"Standard"')),
        ],
        { targetObjectName: "User" },
      ),
      { application: "salesforce" },
    );
    const urn = "urn:rehearsal:scim:schemas:extension:salesforce:2.0:User";
    expect(provisioningOf(planned, "salesforce").mappings).toMatchObject([
      { target: "Username", matching: 1 },
      { vendorTarget: "Email" },
      { target: `${urn}:ProfileName`, vendorTarget: "ProfileName" },
    ]);
    expect(lineAbout(planned, "ProfileName")).toMatchObject({
      result: "adapted",
      message: expect.stringContaining("SCIM stands in for the vendor's own API"),
    });
    const application = planned.next.applications.find(({ id }) => id === "salesforce");
    expect(application?.accountAttributes.map(({ name }) => name)).toContain("ProfileName");
    expect(checkWorkspace(planned.next).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("what else stands in a schema", () => {
  it("is told: groups, filters that are not understood, mappings that are not used", async () => {
    const group = {
      enabled: true,
      sourceObjectName: "Group",
      targetObjectName: "urn:ietf:params:scim:schemas:core:2.0:Group",
      attributeMappings: [
        attributeMapping("displayName", text("[displayName]")),
        attributeMapping("externalId", text("[objectId]")),
        attributeMapping("members", text("[members]")),
        attributeMapping("description", text("[description]")),
      ],
    };
    const scope = {
      groups: [
        {
          name: "Odd",
          clauses: [{ operatorName: "LIKES", sourceOperandName: "mail", targetOperand: { values: ["x"] } }],
        },
        { name: "Empty", clauses: [] },
      ],
      inputFilterGroups: [{}],
    };
    const schema = schemaOf([], { scope });
    const [rule] = rulesOf(schema);
    const mappings = rule?.objectMappings as readonly Json[];
    const planned = await plan(
      {
        ...schema,
        synchronizationRules: [{ ...rule, objectMappings: [...mappings, group, { ...group, name: "More" }] }],
      },
      { application: "salesforce" },
    );
    expect(planned.report.lines.map(({ result, subject }) => `${result} ${subject}`)).toEqual([
      'notUnderstood scoping filter "Odd"',
      "notUnderstood scoping filter",
      "notUnderstood inputFilterGroups",
      "taken displayName",
      "taken externalId",
      "taken members",
      "notUnderstood description",
      "notUnderstood More",
    ]);
    const { client, scope: kept } = provisioningOf(planned, "salesforce");
    expect(client.groups).toEqual(["g-app-salesforce"]);
    expect(client.actions).toEqual({ create: true, update: true, disable: true, delete: false });
    expect(kept).toMatchObject({ entraFilters: [{ title: "Odd" }] });
  });

  it("is told: a mapping of people that is switched off, and what the application requires", async () => {
    const directories = [
      {
        name: "app",
        objects: [
          {
            name: SCIM,
            attributes: [
              { name: "id", anchor: true, required: true },
              { name: "userName", required: true },
              { name: "title", required: true, defaultValue: "Clerk" },
            ],
          },
        ],
      },
    ];
    const schema = schemaOf([attributeMapping("title", text("[jobTitle]"))], { enabled: false });
    const rules = [{ ...rulesOf(schema)[0], targetDirectoryName: "app" }];
    const planned = await plan({ ...schema, synchronizationRules: rules, directories });
    expect(provisioningOf(planned).client.actions).toEqual({
      create: false,
      update: false,
      disable: false,
      delete: false,
    });
    expect(provisioningOf(planned).mappings).toMatchObject([
      { target: "title", required: true, defaultIfNull: "Clerk" },
    ]);
    expect(lineAbout(planned, "userName")).toMatchObject({ result: "notUnderstood", place: "directories" });
  });
});

/** A name that is refused wherever it stands, which is another test's. */
const hasReservedName = (value: unknown): boolean =>
  /"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value));

describe("what is no schema", () => {
  it.each([
    ["cut off", '{"synchronizationRules": [{"objectMappings": [', "IMPORT_NOT_JSON", "line 1, column 47"],
    ["another shape", { synchronizationRules: "none" }, "IMPORT_INVALID", "synchronizationRules"],
    ["a mapping without a target", schemaOf([{ source: null }]), "IMPORT_INVALID", `${PLACE}[0].targetAttributeName`],
    [
      "a number for a switch",
      schemaOf([], { enabled: 1 }),
      "IMPORT_INVALID",
      "synchronizationRules[0].objectMappings[0].enabled",
    ],
    ["nobody in it", { synchronizationRules: [] }, "IMPORT_NO_USERS", "synchronizationRules"],
    ["a reserved name", '{"synchronizationRules":[],"__proto__":{"a":1}}', "IMPORT_INVALID", "__proto__"],
    [
      "200 levels",
      `{"synchronizationRules":[],"x":${"[".repeat(150)}${"]".repeat(150)}}`,
      "IMPORT_TOO_DEEP",
      undefined,
    ],
  ])("is refused: %s", async (_, document, code, path) => {
    const place = path === undefined ? { file: "schema.json" } : { file: "schema.json", path };
    await expect(plan(document, { application: "jira", as: "entraSchema" })).rejects.toMatchObject({ code, place });
  });

  it("whatever stands in a mapping, a plan comes of it, and the workspace stays sound", async () => {
    const source = fc.oneof(
      fc.string().map(text),
      fc.jsonValue({ maxDepth: 3 }).filter((value) => !hasReservedName(value)),
      fc.record({
        type: fc.constantFrom("Attribute", "Constant", "Function"),
        name: fc.string(),
        expression: fc.string(),
      }),
    );
    const target = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom("userName", "title", "constructor", "urn:x:y"),
    );
    const mappings = fc.array(fc.tuple(target, source), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(mappings, async (rows) => {
        const planned = await plan(schemaOf(rows.map(([to, from]) => attributeMapping(to, from))));
        expect(planned.report.lines.length).toBeGreaterThanOrEqual(rows.length);
        expect(parseWorkspace(JSON.stringify(planned.next), "acme.json").applications).toHaveLength(
          acme.applications.length,
        );
      }),
      { numRuns: 50 },
    );
  });
});
