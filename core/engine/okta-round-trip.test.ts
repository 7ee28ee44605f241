import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { exportWorkspace } from "../export/export-workspace.ts";
import type { ImportPlan } from "../import/import-plan.ts";
import { planImport } from "../import/plan-import.ts";
import type { Source } from "../mapping/source.ts";
import { WITHOUT_REST } from "../pace.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";

type Json = Record<string, unknown>;

let acme: Workspace;
let fixture: Json[];
beforeAll(async () => {
  acme = await readSample("acme");
  fixture = JSON.parse(await readFile(new URL("../../fixtures/imports/okta-mapping.json", import.meta.url), "utf8"));
});

function plan(document: unknown, workspace: Workspace): Promise<ImportPlan> {
  const file = { name: "mapping.json", bytes: new TextEncoder().encode(JSON.stringify(document)) };
  const options = { application: "jira" };
  return planImport(workspace, file, options, { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" });
}

async function imported(document: unknown, workspace = acme): Promise<Workspace> {
  return (await plan(document, workspace)).next;
}

async function exported(workspace: Workspace) {
  const { text, notCarried } = await exportWorkspace(workspace, "oktaMapping", { application: "jira" }, WITHOUT_REST);
  return { document: JSON.parse(text), notCarried };
}

function provisioningOf({ identityProviders }: Workspace): Provisioning | undefined {
  return identityProviders[0]?.connections.find(({ application }) => application === "jira")?.provisioning;
}

function rowsOf(workspace: Workspace): readonly ProvisioningMapping[] {
  return provisioningOf(workspace)?.mappings ?? [];
}

function withRows(workspace: Workspace, mappings: readonly ProvisioningMapping[]): Workspace {
  const provisioning: Provisioning = {
    way: "scim",
    client: {
      dialect: "oktaWizard",
      runs: { on: "events" },
      actions: { create: true, update: true, disable: true, delete: false },
      groups: [],
    },
    mappings: [...mappings],
  };
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((each) =>
      each.application === "jira" ? { ...each, provisioning: { ...each.provisioning, ...provisioning } } : each,
    ),
  }));
  return { ...workspace, identityProviders };
}

function row(id: string, target: string, source: Source, differs: Partial<ProvisioningMapping> = {}) {
  return { id, target, source, apply: "always", ...differs } as ProvisioningMapping;
}

const okta = (text: string): Source => ({ kind: "expression", dialect: "okta", text });

describe("an imported mapping", () => {
  it("comes back as it was, with what nobody here understands and the other direction", async () => {
    const { document } = await exported(await imported(fixture));
    expect(document).toEqual(fixture);
  });

  it("is not told to have lost anything but its settings and the user name", async () => {
    const { notCarried } = await exported(await imported(fixture));
    expect(notCarried.map(({ place }) => place)).toEqual(["provisioning/mappings/userName", "provisioning/client"]);
  });

  it("changes where a row was changed, and nowhere else", async () => {
    const workspace = await imported(fixture);
    const rows = rowsOf(workspace).flatMap((each) => {
      if (each.id === "displayName") return [];
      return each.id === "email" ? [{ ...each, source: okta("user.email"), apply: "create" as const }] : [each];
    });
    const { document } = await exported(withRows(workspace, rows));
    const [first = {}, second] = fixture;
    const { displayName: _, ...others } = first.properties as Json;
    const email = { expression: "user.email", pushStatus: "DONT_PUSH", _comment: "kept" };
    expect(document).toEqual([{ ...first, properties: { ...others, email } }, second]);
  });

  it("comes back whatever it says", async () => {
    const expression = fc.oneof(
      fc.constantFrom("user.firstName", "user.login", 'String.len("a")', "'x'", '"x"', "12", "true", "null"),
      fc.constantFrom('user.a ?: "b"', "user.", "", "user.a  +  user.b", "user.userName", "Unknown.fn()"),
      fc.string(),
    );
    // Refused wherever it comes from outside.
    const more = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__"));
    const property = fc.oneof(
      fc.constant(null),
      fc.record(
        {
          expression: fc.option(expression),
          pushStatus: fc.constantFrom("PUSH", "DONT_PUSH", null, "SOMETIMES"),
          more,
        },
        { requiredKeys: [] },
      ),
    );
    const name = fc.constantFrom("userName", "givenName", "name", "emails", "title", "own_1", "manager", "constructor");
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, property), async (properties) => {
        const mapping = { source: { type: "user" }, target: { type: "appuser", name: "x" }, properties };
        // Through JSON, as every file comes: there is no -0 in it.
        const document = JSON.parse(JSON.stringify(mapping));
        expect((await exported(await imported(document))).document).toEqual(document);
      }),
      { numRuns: 100 },
    );
  });
});

describe("rows that were made here", () => {
  interface Case {
    readonly what: string;
    readonly made: ProvisioningMapping;
    readonly properties: Json;
    /** What it comes back as; absent: as it was. */
    readonly source?: Source;
  }
  const nested = 'user.department == "Finance" ? "F" : user.department == "Sales" ? "S" : user.department';
  const table = { Finance: "F", Sales: "S" };
  const manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
  const cases: readonly Case[] = [
    {
      what: "an attribute",
      made: row("given-name", "name.givenName", { kind: "attribute", attribute: "givenName" }),
      properties: { givenName: { expression: "user.givenName", pushStatus: "PUSH" } },
    },
    {
      what: "the user name",
      made: row("u", "userName", { kind: "attribute", attribute: "userName" }),
      properties: { userName: { expression: "user.login", pushStatus: "PUSH" } },
    },
    {
      what: "a constant with quotes",
      made: row("t", "title", { kind: "constant", value: 'the "one" \\ only' }, { apply: "create" }),
      properties: { title: { expression: '"the ""one"" \\ only"', pushStatus: "DONT_PUSH" } },
    },
    {
      what: "a manager",
      made: row("m", manager, { kind: "attribute", attribute: "manager" }),
      properties: { manager: { expression: "user.manager", pushStatus: "PUSH" } },
    },
    {
      what: "a table",
      made: row("d", "userType", { kind: "table", attribute: "department", table, otherwise: "keep" }),
      properties: { userType: { expression: nested, pushStatus: "PUSH" } },
      source: okta(nested),
    },
  ];
  it.each(cases)("$what is written and read again", async ({ made, properties, source = made.source }) => {
    const { document } = await exported(withRows(acme, [made]));
    expect(document.properties).toEqual(properties);
    const [name = ""] = Object.keys(properties);
    const read = rowsOf(await imported(document)).find(({ id }) => id === name);
    expect(read).toMatchObject({ target: made.target, apply: made.apply, source });
  });

  it("are listed where Okta has no way to say them", async () => {
    const rows = [
      row("active", "active", { kind: "attribute", attribute: "active" }),
      row("entra", "title", { kind: "expression", dialect: "entra", text: "[jobTitle]" }),
      row("template", "userName", { kind: "expression", dialect: "okta-template", text: `\${source.login}` }),
      row("home", 'emails[type eq "home"].value', { kind: "attribute", attribute: "mail" }),
      row("twice", "nickName", { kind: "attribute", attribute: "displayName" }),
      row("again", "nickName", { kind: "attribute", attribute: "givenName" }),
      row("name", "displayName", { kind: "attribute", attribute: "cost centre" }),
      row(
        "default",
        "locale",
        { kind: "attribute", attribute: "locale" },
        { defaultIfNull: "en-GB", required: true, matching: 2 },
      ),
    ];
    const { document, notCarried } = await exported(withRows(acme, rows));
    expect(Object.keys(document.properties)).toEqual(["nickName", "locale"]);
    const places = notCarried.map(({ place }) => place.replace("provisioning/mappings/", ""));
    expect(places).toEqual([
      "active",
      "entra",
      "template",
      "home",
      "again",
      "name",
      "default",
      "default",
      "default",
      "provisioning/client",
      "",
    ]);
  });

  it("come back but for what is listed", async () => {
    const attribute = fc.constantFrom("department", "userName", "givenName", "id", "a b", "active");
    const text = fc.string();
    const source: fc.Arbitrary<Source> = fc.oneof(
      fc.record({ kind: fc.constant("attribute" as const), attribute }),
      fc.record({ kind: fc.constant("constant" as const), value: fc.oneof(text, fc.boolean(), fc.integer()) }),
      fc.record({
        kind: fc.constant("table" as const),
        attribute,
        table: fc.dictionary(text, text, { maxKeys: 4 }),
        otherwise: fc.oneof(fc.constantFrom("keep" as const, "drop" as const), fc.record({ value: text })),
      }),
      fc.constantFrom(okta("String.len(user.a)"), okta("user.b == null"), okta("'x'")),
    );
    const target = fc.constantFrom(
      "userName",
      "name.givenName",
      "title",
      'emails[type eq "work"].value',
      'emails[type eq "home"].value',
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
    );
    const apply = fc.constantFrom("always" as const, "create" as const);
    const rows = fc.uniqueArray(fc.record({ target, source, apply }), { selector: (each) => each.target });
    await fc.assert(
      fc.asyncProperty(rows, async (made) => {
        const own = made.map((each, index) => ({ ...each, id: `row-${index}` }));
        const { document, notCarried } = await exported(withRows(acme, own));
        const listed = new Set(notCarried.map(({ place }) => place));
        const read = rowsOf(await imported(document));
        for (const each of own.filter(({ id }) => !listed.has(`provisioning/mappings/${id}`))) {
          const found = read.find((candidate) => candidate.target === each.target);
          expect(found).toMatchObject({ target: each.target, apply: each.apply });
          const [first] = rowsOf(withRows(acme, [each]));
          expect((await exported(withRows(acme, found === undefined ? [] : [found]))).document.properties).toEqual(
            (await exported(withRows(acme, first === undefined ? [] : [first]))).document.properties,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("group rules", () => {
  const rules = (workspace: Workspace) => workspace.identityProviders[0]?.groupRules;
  const exportRules = async (workspace: Workspace) => {
    const { text, notCarried } = await exportWorkspace(workspace, "oktaGroupRules", {}, WITHOUT_REST);
    return { document: JSON.parse(text), notCarried };
  };
  const document = async () =>
    JSON.parse(await readFile(new URL("../../fixtures/imports/okta-group-rules.json", import.meta.url), "utf8"));

  it("come back as they were, and again", async () => {
    const original = await document();
    const workspace = await imported(original);
    const written = await exportRules(workspace);
    expect(written).toEqual({ document: original, notCarried: [] });
    expect(rules(await imported(written.document))).toEqual(rules(workspace));
  });

  it("change where they were changed, and nowhere else", async () => {
    const original = await document();
    const workspace = await imported(original);
    const identityProviders = workspace.identityProviders.map((provider) => ({
      ...provider,
      groupRules: {
        whoStopsMatching: "stays" as const,
        rules: (provider.groupRules?.rules ?? []).map((rule) => ({ ...rule, active: true, groups: ["g-sales"] })),
      },
    }));
    const written = await exportRules({ ...workspace, identityProviders });
    const actions = { assignUserToGroups: { groupIds: ["g-sales"] } };
    expect(written.document).toEqual(original.map((rule: Json) => ({ ...rule, status: "ACTIVE", actions })));
    expect(written.notCarried.map(({ place }) => place)).toEqual(["groupRules/whoStopsMatching"]);
  });

  it("of other kinds are listed, and nothing is exported where there are none", async () => {
    const when = { operator: "isPresent", claim: "department" } as const;
    const rule = { id: "own", name: "Own", active: true, when, groups: ["g-sales"] };
    const identityProviders = acme.identityProviders.map((provider) => ({
      ...provider,
      groupRules: { whoStopsMatching: "leaves" as const, rules: [rule] },
    }));
    const written = await exportRules({ ...acme, identityProviders });
    expect(written.document).toEqual([]);
    expect(written.notCarried).toMatchObject([{ place: "groupRules/rules/own" }]);
    await expect(exportRules(acme)).rejects.toMatchObject({ code: "EXPORT_NOTHING" });
  });
});
