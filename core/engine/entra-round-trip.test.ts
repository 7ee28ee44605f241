import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AttributeValue } from "../attribute-value.ts";
import { exportWorkspace } from "../export/export-workspace.ts";
import { planImport } from "../import/plan-import.ts";
import type { Condition } from "../mapping/condition.ts";
import { evaluateCondition } from "../mapping/evaluate-condition.ts";
import type { Source } from "../mapping/source.ts";
import { WITHOUT_REST } from "../pace.ts";
import { valuesFor } from "../provisioning/map-user.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";

type Scim = Extract<Provisioning, { readonly way: "scim" }>;
type Json = Readonly<Record<string, unknown>>;

const FIXTURE = new URL("../../fixtures/imports/entra-schema.json", import.meta.url);
const SCIM = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

let acme: Workspace;
let fixture: Json;
beforeAll(async () => {
  acme = await readSample("acme");
  fixture = JSON.parse(await readFile(FIXTURE, "utf8"));
});

async function importInto(workspace: Workspace, document: unknown): Promise<Workspace> {
  const bytes = new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
  const asked = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
  return (await planImport(workspace, { name: "schema.json", bytes }, { application: "jira" }, asked)).next;
}

async function exportFrom(workspace: Workspace) {
  const { text, notCarried } = await exportWorkspace(workspace, "entraSchema", { application: "jira" }, WITHOUT_REST);
  return { text, document: JSON.parse(text) as Json, lost: notCarried.map(({ place }) => place) };
}

function provisioningOf({ identityProviders }: Workspace): Scim {
  const found = identityProviders
    .flatMap(({ connections }) => connections)
    .find(({ application }) => application === "jira");
  if (found?.provisioning?.way !== "scim") throw new Error("It is not provisioned by SCIM.");
  return found.provisioning;
}

function withProvisioning(workspace: Workspace, provisioning: Provisioning): Workspace {
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((each) => (each.application === "jira" ? { ...each, provisioning } : each)),
  }));
  return { ...workspace, identityProviders };
}

function changeRows(workspace: Workspace, change: (rows: readonly ProvisioningMapping[]) => ProvisioningMapping[]) {
  const provisioning = provisioningOf(workspace);
  return withProvisioning(workspace, { ...provisioning, mappings: change(provisioning.mappings) });
}

function mappingsIn(document: Json): readonly Json[] {
  const [rule] = document.synchronizationRules as readonly {
    objectMappings: readonly { attributeMappings: Json[] }[];
  }[];
  return rule?.objectMappings[0]?.attributeMappings ?? [];
}

function row(target: string, source: Source, more: Partial<ProvisioningMapping> = {}): ProvisioningMapping {
  return { id: target, target, source, apply: "always", ...more };
}

function scimOf(mappings: ProvisioningMapping[], more: Partial<Scim> = {}): Scim {
  return {
    way: "scim",
    mappings,
    client: {
      dialect: "entra",
      runs: { on: "cycle", everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
    },
    ...more,
  };
}

describe("a schema that was imported", () => {
  it("is given back to the letter where nothing has changed", async () => {
    const { document, lost } = await exportFrom(await importInto(acme, fixture));
    expect(document).toEqual(fixture);
    expect(lost).toEqual([]);
  });

  it("and is the same again when what was exported is imported", async () => {
    const once = await importInto(acme, fixture);
    const { text } = await exportFrom(once);
    expect(await importInto(acme, text)).toEqual(once);
  });

  it("has its changed rows replaced in place, without those that are gone, and with new ones last", async () => {
    const odd = { ...fixture, ours: { not: "known" } };
    const imported = await importInto(acme, odd);
    const changed = changeRows(imported, (rows) => [
      ...rows
        .filter(({ id }) => id !== "userType")
        .map((each) =>
          each.id === "userName" ? { ...each, source: { kind: "attribute", attribute: "mail" } as const } : each,
        ),
      row("title", { kind: "attribute", attribute: "jobTitle" }, { apply: "create", defaultIfNull: "Clerk" }),
    ]);
    const { document, lost } = await exportFrom(changed);
    expect(document.ours).toEqual({ not: "known" });
    expect(document.directories).toEqual(fixture.directories);
    expect(mappingsIn(document)).toEqual([
      { ...mappingsIn(fixture)[0], source: { type: "Attribute", name: "mail", expression: "[mail]", parameters: [] } },
      mappingsIn(fixture)[1],
      mappingsIn(fixture)[3],
      expect.objectContaining({ targetAttributeName: "title", flowType: "ObjectAddOnly", defaultValue: "Clerk" }),
    ]);
    expect(lost).toEqual([]);
    expect(provisioningOf(await importInto(acme, document)).mappings).toEqual(provisioningOf(changed).mappings);
  });

  it("gives rows of app roles back to the letter, and writes new ones", async () => {
    const mapping = (targetAttributeName: string, name: string) => ({
      targetAttributeName,
      source: {
        type: "Function",
        name,
        expression: `${name}([appRoleAssignments])`,
        parameters: [{ key: "source", value: { type: "Attribute", name: "appRoleAssignments" } }],
      },
    });
    const mappings = [
      mapping('roles[primary eq "True"].value', "SingleAppRoleAssignment"),
      mapping("roles", "AssertiveAppRoleAssignmentsComplex"),
    ];
    const rule = {
      name: "r",
      objectMappings: [{ sourceObjectName: "User", targetObjectName: SCIM, attributeMappings: mappings }],
    };
    const imported = await importInto(acme, { synchronizationRules: [rule] });
    expect(mappingsIn((await exportFrom(imported)).document)).toEqual(mappings);
    const added = row("roles", {
      kind: "expression",
      dialect: "entra",
      text: "AppRoleAssignmentsComplex([appRoleAssignments])",
    });
    const changed = changeRows(imported, ([single]) => (single === undefined ? [added] : [single, added]));
    const { document, lost } = await exportFrom(changed);
    expect(lost).toEqual([]);
    expect(provisioningOf(await importInto(acme, document)).mappings).toEqual(provisioningOf(changed).mappings);
  });

  it("keeps what is not understood, whatever else changes", async () => {
    const unknown = { type: "Function", name: "Mystery", expression: "Mystery([mail])" };
    const mappings = [
      { targetAttributeName: 'roles[primary eq "True"].value', source: unknown, mystery: [1, { a: null }] },
      { targetAttributeName: "title", source: null, defaultValue: null },
    ];
    const rule = {
      name: "r",
      objectMappings: [{ sourceObjectName: "User", targetObjectName: SCIM, attributeMappings: mappings }],
    };
    const imported = await importInto(acme, { synchronizationRules: [rule] });
    const { document } = await exportFrom(
      changeRows(imported, () => [
        row("title", { kind: "constant", value: "Clerk" }, { note: { kind: "decision", text: "So." } }),
      ]),
    );
    expect(mappingsIn(document)).toEqual([
      mappings[0],
      {
        ...mappings[1],
        source: { type: "Constant", name: "Clerk", expression: '"Clerk"', parameters: [] },
        flowType: "Always",
        matchingPriority: 0,
      },
    ]);
  });

  it("has its scope, its actions and its groups replaced where these have changed", async () => {
    const imported = provisioningOf(await importInto(acme, fixture));
    const scope: Condition = {
      entraFilters: [{ title: "All", clauses: [{ attribute: "mail", operator: "IS NOT NULL", values: [] }] }],
    };
    const client = {
      ...imported.client,
      actions: { create: true, update: false, disable: false, delete: false },
      groups: ["g-finance"],
    };
    const changed = withProvisioning(await importInto(acme, fixture), { ...imported, scope, client });
    const { document, lost } = await exportFrom(changed);
    const again = provisioningOf(await importInto(acme, document));
    expect(again.scope).toEqual(scope);
    expect(again.client.actions).toEqual(client.actions);
    expect(lost).toEqual(["provisioning/client/groups"]);
    expect(JSON.stringify(document)).toContain('"sourceObjectName":"Group"');
    const { scope: _, ...everybody } = imported;
    const open = await exportFrom(withProvisioning(changed, everybody));
    expect(provisioningOf(await importInto(acme, open.document)).scope).toBeUndefined();
  });
});

/** A person's values by name. */
function lookupIn(values: Readonly<Record<string, AttributeValue>>) {
  return (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
}

const PEOPLE: readonly Readonly<Record<string, AttributeValue>>[] = [
  { id: "1", userName: "ada@acme.test", active: true, country: "NO", jobTitle: "Director", mail: "a@b.test" },
  { id: "2", userName: "bo@acme.test", active: false, country: "SE", mail: 'say "hi"' },
  { id: "3", userName: "cy@acme.test", active: true, country: "XX", department: "R\\D" },
];

describe("rows that were made here", () => {
  const rows: readonly (readonly [string, ProvisioningMapping])[] = [
    ["an attribute", row("title", { kind: "attribute", attribute: "jobTitle" })],
    ["the user name, for matching", row("userName", { kind: "attribute", attribute: "userName" }, { matching: 1 })],
    ["the id", row("externalId", { kind: "attribute", attribute: "id" })],
    ["a constant with quotes", row("title", { kind: "constant", value: 'a "b" \\c' }, { apply: "create" })],
    ["a default", row("title", { kind: "attribute", attribute: "jobTitle" }, { defaultIfNull: "Clerk" })],
    ["an expression", row("nickName", { kind: "expression", dialect: "entra", text: 'Join(" ", [mail] , [country])' })],
    [
      "an expression with a comparison",
      row("title", { kind: "expression", dialect: "entra", text: 'IIF([country]="NO",[mail],"x")' }),
    ],
    [
      "an attribute of an extension",
      row(`${SCIM}:department`, { kind: "attribute", attribute: "department" }, { id: "User-department" }),
    ],
  ];

  it.each(rows)("come back as they were: %s", async (_, each) => {
    const { document } = await exportFrom(withProvisioning(acme, scimOf([each])));
    expect(provisioningOf(await importInto(acme, document)).mappings).toEqual([each]);
  });

  const adapted: readonly (readonly [string, ProvisioningMapping])[] = [
    ["`active`", row("active", { kind: "attribute", attribute: "active" })],
    [
      "a table that drops",
      row("title", { kind: "table", attribute: "country", table: { NO: "Oslo", SE: 'Sto"ckholm' }, otherwise: "drop" }),
    ],
    [
      "a table that keeps",
      row("title", { kind: "table", attribute: "country", table: { NO: "Oslo" }, otherwise: "keep" }),
    ],
    [
      "a table with another value",
      row("title", { kind: "table", attribute: "country", table: { NO: "Oslo" }, otherwise: { value: "Abroad" } }),
    ],
    ["a constant that is no text", row("title", { kind: "constant", value: 7 })],
  ];

  it.each(adapted)("come back in other words that give the same: %s", async (_, each) => {
    const { document } = await exportFrom(withProvisioning(acme, scimOf([each])));
    const back = provisioningOf(await importInto(acme, document)).mappings;
    for (const person of PEOPLE) {
      const texts = (mappings: readonly ProvisioningMapping[]) =>
        [...valuesFor(mappings, lookupIn(person), "create")].map(([target, value]) => [
          target,
          String(value).toLowerCase(),
        ]);
      expect(texts(back)).toEqual(texts([each]));
    }
  });

  it.each([
    [
      "an expression of Okta",
      row("title", { kind: "expression", dialect: "okta", text: "user.title" }),
      "provisioning/mappings/title/source",
    ],
    ["a list", row("title", { kind: "constant", value: ["a", "b"] }), "provisioning/mappings/title/source"],
    [
      "a table",
      row("title", { kind: "table", attribute: "country", table: { NO: "Oslo" }, otherwise: "drop" }),
      "provisioning/mappings/title/source",
    ],
    [
      "an empty table",
      row("title", { kind: "table", attribute: "country", table: {}, otherwise: "drop" }),
      "provisioning/mappings/title/source",
    ],
    [
      "a list as default",
      row("title", { kind: "attribute", attribute: "x" }, { defaultIfNull: ["a"] }),
      "provisioning/mappings/title/defaultIfNull",
    ],
    [
      "that it is required",
      row("title", { kind: "attribute", attribute: "x" }, { required: true }),
      "provisioning/mappings/title/required",
    ],
    [
      "a note",
      row("title", { kind: "attribute", attribute: "x" }, { note: { kind: "question", text: "?" } }),
      "provisioning/mappings/title/note",
    ],
  ])("are listed where Entra cannot carry it: %s", async (_, each, place) => {
    expect((await exportFrom(withProvisioning(acme, scimOf([each])))).lost).toContain(place);
  });

  it("and a second row for the same target, and settings that stand elsewhere", async () => {
    const title = row("title", { kind: "attribute", attribute: "jobTitle" });
    const { client } = scimOf([]);
    const settings = { ...client, deletionThreshold: 3, bearerToken: "t0ken", runs: { on: "events" } as const };
    const { lost, text } = await exportFrom(
      withProvisioning(acme, scimOf([title, { ...title, id: "b" }], { client: settings })),
    );
    expect(lost).toEqual(
      expect.arrayContaining([
        "provisioning/mappings/b",
        "provisioning/client/deletionThreshold",
        "provisioning/client/runs",
      ]),
    );
    expect(text).not.toContain("t0ken");
  });

  it.each<[string, Condition]>([
    ["a test", { operator: "equals", claim: "country", value: "NO" }],
    ["a test on the user name", { operator: "startsWith", claim: "userName", value: "a.*" }],
    [
      "all of several",
      {
        all: [
          { operator: "isPresent", claim: "mail" },
          { operator: "notEquals", claim: "country", value: "SE" },
        ],
      },
    ],
    [
      "any of several",
      {
        any: [
          { operator: "contains", claim: "mail", value: "@" },
          { operator: "equals", claim: "active", value: "false" },
        ],
      },
    ],
  ])("have a scope that is written as scoping filters: %s", async (_, scope) => {
    const { document, lost } = await exportFrom(withProvisioning(acme, scimOf([], { scope })));
    const back = provisioningOf(await importInto(acme, document)).scope;
    if (back === undefined) throw new Error("The scope is gone.");
    for (const person of PEOPLE)
      expect(evaluateCondition(back, lookupIn(person)).holds).toBe(evaluateCondition(scope, lookupIn(person)).holds);
    expect(lost).toContain("provisioning/scope");
  });

  it.each<[string, Condition]>([
    ["a pattern of RE2", { operator: "matches", claim: "mail", value: ".*" }],
    ["conditions within conditions", { all: [{ any: [{ operator: "isPresent", claim: "mail" }] }] }],
    ["an expression", { expression: { dialect: "okta", text: "true" } }],
  ])("have a scope that Entra cannot say, which is listed: %s", async (_, scope) => {
    const { lost, document } = await exportFrom(withProvisioning(acme, scimOf([], { scope })));
    expect(lost).toContain("provisioning/scope");
    expect(provisioningOf(await importInto(acme, document)).scope).toBeUndefined();
  });
});

describe("what is asked for", () => {
  it.each([
    [{ application: "jirra" }, "EXPORT_UNKNOWN_APPLICATION"],
    [{ application: "slack" }, "EXPORT_NOTHING"],
    [{}, "EXPORT_NOTHING"],
  ])("is refused where there is no such thing: %j", async (options, code) => {
    await expect(exportWorkspace(acme, "entraSchema", options, WITHOUT_REST)).rejects.toMatchObject({ code });
  });

  it("is taken where there is only one", async () => {
    const workspace = withProvisioning(acme, scimOf([]));
    const { fileName } = await exportWorkspace(workspace, "entraSchema", {}, WITHOUT_REST);
    expect(fileName).toBe("jira-entra-schema.json");
  });
});

/** Schemas as somebody could have them, with members that nobody here knows. */
const unknown = fc.dictionary(
  fc.string({ minLength: 1 }).map((name) => `x${name}`),
  // A file with such a name is refused as a whole.
  fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__")),
  { maxKeys: 2 },
);
const sources = fc.constantFrom<unknown>(
  null,
  { type: "Attribute", name: "mail", expression: "[mail]", parameters: [] },
  { type: "Attribute", name: "userPrincipalName" },
  { type: "Constant", name: "7", expression: '"7"' },
  {
    type: "Function",
    name: "ToLower",
    expression: "ToLower([mail], )",
    parameters: [{ key: "source", value: { type: "Attribute", name: "mail" } }],
  },
  {
    type: "Function",
    name: "ToLower",
    expression: "ToUpper([mail])",
    parameters: [{ key: "source", value: { type: "Attribute", name: "mail" } }],
  },
  { type: "Function", name: "IIF", expression: 'IIF([a]="b", [c], "d")', parameters: [] },
  { type: "Function", name: "?", expression: "not an expression", parameters: [] },
);
const attributeMappings = fc
  .tuple(
    fc.record({
      targetAttributeName: fc.constantFrom(
        "title",
        "userName",
        "externalId",
        'emails[type eq "work"].value',
        "nonsense",
      ),
      source: sources,
      defaultValue: fc.constantFrom(null, "", "x"),
      flowType: fc.constantFrom("Always", "ObjectAddOnly", "ValueAddOnly"),
      matchingPriority: fc.nat(2),
    }),
    unknown,
  )
  .map(([mapping, more]) => ({ ...more, ...mapping }));
const scopes = fc.option(
  fc.record({
    groups: fc.array(
      fc.record({
        name: fc.string(),
        clauses: fc.array(
          fc.record({
            operatorName: fc.constantFrom("EQUALS", "IS NULL", "Greater_Than", "ODD"),
            sourceOperandName: fc.constantFrom("mail", "country"),
            targetOperand: fc.record({ values: fc.array(fc.string(), { maxLength: 2 }) }),
          }),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 2 },
    ),
  }),
);
const schemas = fc
  .tuple(
    fc.array(attributeMappings, { maxLength: 6 }),
    scopes,
    fc.constantFrom("Add, Update", "Add,Update,Delete", ""),
    unknown,
    unknown,
  )
  .map(([mappings, scope, flowTypes, more, others]) => ({
    ...others,
    synchronizationRules: [
      {
        ...more,
        objectMappings: [
          { ...more, sourceObjectName: "User", targetObjectName: SCIM, flowTypes, scope, attributeMappings: mappings },
        ],
      },
    ],
  }));

describe("any schema", () => {
  it("comes back whole from an import and an export, and gives the same settings again", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, async (schema) => {
        const imported = await importInto(acme, schema);
        const { document, text } = await exportFrom(imported);
        expect(document).toEqual(JSON.parse(JSON.stringify(schema)));
        expect(await importInto(acme, text)).toEqual(imported);
      }),
      { numRuns: 60 },
    );
  });

  it("of which a row is changed differs in that mapping alone, and gives the changed rows again", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, fc.nat(5), async (schema, place) => {
        const imported = await importInto(acme, schema);
        const { mappings } = provisioningOf(imported);
        const chosen = mappings[place % Math.max(1, mappings.length)];
        fc.pre(chosen !== undefined);
        const changed = changeRows(imported, (rows) =>
          rows.map((each) =>
            each.id === chosen?.id ? { ...each, source: { kind: "constant", value: "new" }, apply: "create" } : each,
          ),
        );
        const { document } = await exportFrom(changed);
        const before = JSON.parse(JSON.stringify(schema)) as Json;
        const differing = mappingsIn(document).filter(
          (each, index) => JSON.stringify(each) !== JSON.stringify(mappingsIn(before)[index]),
        );
        expect(differing.length).toBeLessThanOrEqual(1);
        expect(provisioningOf(await importInto(acme, document)).mappings).toEqual(provisioningOf(changed).mappings);
      }),
      { numRuns: 60 },
    );
  });
});
