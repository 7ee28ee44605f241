import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { findImported } from "../imported-document.ts";
import { WITHOUT_REST } from "../pace.ts";
import { checkWorkspace } from "../store/check.ts";
import { parseWorkspace } from "../store/parse.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportOptions, ImportPlan } from "./import-plan.ts";
import { planImport } from "./plan-import.ts";

const IMPORTED_AT = "2026-03-02T10:00:00.000Z";

let acme: Workspace;
const fixtures = new Map<string, string>();
beforeAll(async () => {
  acme = await readSample("acme");
  for (const name of ["okta-mapping", "okta-app-user-schema", "okta-user-name-template"])
    fixtures.set(name, await readFile(new URL(`../../fixtures/imports/${name}.json`, import.meta.url), "utf8"));
});

type Json = Record<string, unknown>;

function plan(document: unknown, workspace = acme, options: ImportOptions = {}, name = "export.json") {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const file = { name, bytes: new TextEncoder().encode(text) };
  return planImport(workspace, file, options, { pace: WITHOUT_REST, importedAt: IMPORTED_AT });
}

function fixture(name: string): string {
  return fixtures.get(name) ?? "";
}

function mappingOf(properties: Json, more: Json = {}): Json {
  return { source: { name: "user", type: "user" }, target: { name: "jira", type: "appuser" }, properties, ...more };
}

function connectionOf(workspace: Workspace, application = "jira") {
  const connections = workspace.identityProviders.flatMap((provider) => provider.connections);
  const found = connections.find((each) => each.application === application);
  if (found === undefined) throw new Error(`${application} is not connected.`);
  return found;
}

function rowsOf(workspace: Workspace) {
  return connectionOf(workspace).provisioning?.mappings ?? [];
}

function lineAbout({ report }: ImportPlan, subject: string) {
  return report.lines.find((line) => line.subject === subject);
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof RehearsalError ? `${error.code} at ${error.place.path ?? ""}` : String(error);
  }
}

describe("a profile mapping", () => {
  it("becomes the rows of the application that it names", async () => {
    const planned = await plan(fixture("okta-mapping"));
    expect(planned.kind).toBe("oktaMapping");
    expect(planned.what).toBe("9 provisioning rows from export.json for Jira-like");
    const okta = (text: string) => ({ kind: "expression", dialect: "okta", text });
    const jira = "urn:rehearsal:scim:schemas:extension:jira:2.0:User";
    const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    expect(rowsOf(planned.next)).toMatchObject([
      {
        id: "userName",
        target: "userName",
        source: { dialect: "okta-template", text: `\${source.login}` },
        matching: 1,
      },
      { id: "givenName", target: "name.givenName", source: { kind: "attribute", attribute: "firstName" } },
      { id: "familyName", target: "name.familyName", source: { kind: "attribute", attribute: "lastName" } },
      { id: "displayName", target: "displayName", source: okta('user.firstName + " " + user.lastName') },
      { id: "email", source: okta("String.toLowerCase(user.email)"), apply: "always" },
      { id: "nickName", target: "nickName", apply: "create" },
      { id: "locale", target: "locale", source: okta("'en-GB'") },
      { id: "preferredLanguage", target: "preferredLanguage", source: { kind: "constant", value: "en-GB" } },
      { id: "department", target: `${enterprise}:department`, source: okta('user.department ?: "None"') },
      { id: "licence", target: `${jira}:licence`, vendorTarget: "licence" },
    ]);
    expect(connectionOf(planned.next).provisioning).toMatchObject({
      way: "scim",
      client: { dialect: "oktaWizard", runs: { on: "events" }, actions: { delete: false } },
    });
  });

  it("says of every property what became of it", async () => {
    const planned = await plan(fixture("okta-mapping"));
    expect(lineAbout(planned, "displayName")).toMatchObject({
      result: "taken",
      place: "[0].properties.displayName",
    });
    expect(lineAbout(planned, "givenName")?.message).toBe("Nobody in the directory has a value for `firstName`.");
    expect(lineAbout(planned, "People")?.message).toContain("`firstName`, `lastName`");
    expect(lineAbout(planned, "title")).toMatchObject({
      result: "taken",
      message: "It is not mapped: nothing is sent.",
    });
    expect(lineAbout(planned, "licence")).toMatchObject({ result: "adapted" });
    expect(lineAbout(planned, "licence")?.message).toContain("SCIM stands in for the vendor's own API");
    expect(lineAbout(planned, "costCenter")?.result).toBe("notUnderstood");
    expect(lineAbout(planned, "costCenter")?.message).toContain("EXPRESSION_UNKNOWN_FUNCTION");
    expect(lineAbout(planned, "division")).toMatchObject({ result: "notUnderstood" });
    expect(lineAbout(planned, "jira to user")).toMatchObject({ result: "notUnderstood", place: "[1].properties" });
    expect(lineAbout(planned, "userName")?.message).toContain("default template");
  });

  it("leaves a workspace that can be saved and read, with the documents whole", async () => {
    const { next } = await plan(fixture("okta-mapping"));
    expect(parseWorkspace(JSON.stringify(next), "acme.json")).toEqual(next);
    expect(checkWorkspace(next).filter(({ severity }) => severity === "error")).toEqual([]);
    const kept = findImported(connectionOf(next).imported, "oktaMapping");
    expect(kept?.document).toEqual(JSON.parse(fixture("okta-mapping")));
  });

  it("changes nothing in the workspace that it was handed", async () => {
    const before = JSON.stringify(acme);
    await plan(fixture("okta-mapping"));
    expect(JSON.stringify(acme)).toBe(before);
  });

  it("keeps what an import of the other direction left", async () => {
    const both: Json[] = JSON.parse(fixture("okta-mapping"));
    const first = await plan(both[1]);
    expect(rowsOf(first.next)).toEqual([]);
    const second = await plan(both[0], first.next);
    expect(findImported(connectionOf(second.next).imported, "oktaMapping")?.document).toEqual(both);
  });

  it("asks which application is meant where no name tells", async () => {
    const unknown = mappingOf({}, { target: { name: "some_app", type: "appuser" } });
    const asked = await plan(unknown);
    expect(asked.questions).toMatchObject([{ id: "application", choices: [{ id: "slack" }, {}, {}, {}] }]);
    expect(asked.next).toBe(acme);
    const answered = await plan(unknown, acme, { answers: { application: "jira" } });
    expect(answered.questions).toEqual([]);
    expect(rowsOf(answered.next)).toHaveLength(1);
  });

  it("goes to the identity provider that is said", async () => {
    const [provider] = acme.identityProviders;
    if (provider === undefined) throw new Error("There is no identity provider.");
    const other = {
      ...provider,
      id: "other",
      origin: "https://other.test",
      entityId: "https://other.test",
      connections: [],
    };
    const workspace = { ...acme, identityProviders: [provider, other] };
    const { next } = await plan(fixture("okta-mapping"), workspace, { identityProvider: "other" });
    expect(next.identityProviders[0]).toBe(provider);
    expect(next.identityProviders[1]?.connections).toMatchObject([
      { application: "jira", provisioning: { way: "scim" }, imported: [{ kind: "oktaMapping" }] },
    ]);
  });

  it("takes mappings of several applications, each to its own", async () => {
    const other = (name: string) =>
      mappingOf(
        { nickName: { expression: "user.nickName", pushStatus: "PUSH" } },
        { target: { name, type: "appuser" } },
      );
    const planned = await plan([other("jira"), other("slack"), other("nobody")]);
    expect(rowsOf(planned.next)).toHaveLength(2);
    expect(connectionOf(planned.next, "slack").provisioning?.mappings).toHaveLength(2);
    expect(lineAbout(planned, "user to nobody")).toMatchObject({ result: "refused" });
  });

  it.each([
    { dialect: "oktaCatalog" as const, told: undefined },
    { dialect: "entra" as const, told: expect.stringContaining("stays as it is set, with the dialect `entra`") },
    { dialect: "rfc" as const, told: expect.stringContaining("stays as it is set, with the dialect `rfc`") },
  ])("keeps a client of the dialect $dialect, and the scope, and says so where it is not Okta's", async (each) => {
    const first = await plan(mappingOf({}));
    const connection = connectionOf(first.next);
    if (connection.provisioning?.way !== "scim") throw new Error("It is not provisioned by SCIM.");
    const scope = { operator: "isPresent", claim: "department" } as const;
    const changed = {
      ...connection,
      provisioning: {
        ...connection.provisioning,
        scope,
        client: { ...connection.provisioning.client, dialect: each.dialect },
      },
    };
    const [provider] = first.next.identityProviders;
    if (provider === undefined) throw new Error("There is no identity provider.");
    const connections = provider.connections.map((present) => (present === connection ? changed : present));
    const workspace = { ...first.next, identityProviders: [{ ...provider, connections }] };
    const again = await plan(mappingOf({}), workspace);
    expect(connectionOf(again.next).provisioning).toMatchObject({ scope, client: { dialect: each.dialect } });
    expect(lineAbout(again, "Jira-like")?.message).toEqual(each.told);
  });

  it("says of each row whether it is new, changed, unchanged or gone", async () => {
    const first = await plan(mappingOf({ nickName: { expression: "user.nickName", pushStatus: "PUSH" } }));
    const second = await plan(mappingOf({ title: { expression: "user.title", pushStatus: "PUSH" } }), first.next);
    expect(rowsOf(second.next).map(({ id }) => id)).toEqual(["userName", "title"]);
    expect(second.what).toBe("1 provisioning row from export.json for Jira-like: 1 new, 1 unchanged, 1 removed");
    expect(lineAbout(second, "nickName")).toEqual({
      result: "adapted",
      place: "provisioning/mappings/nickName",
      subject: "nickName",
      message: "Removed: the file has no such row.",
    });
    expect(lineAbout(second, "title")?.message).toMatch(/A new row\.$/);
    const third = await plan(mappingOf({ title: { expression: "user.nickName", pushStatus: "PUSH" } }), second.next);
    expect(lineAbout(third, "title")?.message).toMatch(/Changed: source\.$/);
  });
});

describe("what cannot be a mapping", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["a list without properties", [mappingOf({}, { properties: undefined })], "IMPORT_NO_PROPERTIES at [0].properties"],
    ["truncated", fixtureStart, "IMPORT_NOT_JSON at line 1, column 22"],
    [
      "an expression that is a number",
      mappingOf({ a: { expression: 1 } }),
      "IMPORT_INVALID at properties.a.expression",
    ],
    ["a property that is a text", mappingOf({ a: "user.a" }), "IMPORT_INVALID at properties.a"],
    [
      "reserved names",
      '{"source":{"type":"user"},"target":{"type":"appuser"},"properties":{"__proto__":{"x":1}}}',
      "IMPORT_INVALID at properties.__proto__",
    ],
    ["unknown application", mappingOf({}), "IMPORT_UNKNOWN_APPLICATION at "],
  ];
  it.each(cases)("%s", async (name, document, code) => {
    const options = name === "unknown application" ? { application: "jirra" } : {};
    expect(await codeOf(plan(document, acme, options))).toBe(code);
  });

  it("reads no expression that is too long or too deep, and goes on with the others", async () => {
    const properties = {
      long: { expression: `"${"a".repeat(10_001)}"`, pushStatus: "PUSH" },
      deep: { expression: `${"(".repeat(200)}1${")".repeat(200)}`, pushStatus: "PUSH" },
      open: { expression: "String.len((user.a", pushStatus: "PUSH" },
      title: { expression: "user.title", pushStatus: "PUSH" },
    };
    const planned = await plan(mappingOf(properties));
    expect(rowsOf(planned.next).map(({ id }) => id)).toEqual(["userName", "title"]);
    expect(planned.report.counts).toMatchObject({ notUnderstood: 3, taken: 1 });
  });

  it("takes any properties without throwing anything but coded errors", async () => {
    const property = fc.oneof(
      fc.constant(null),
      fc.record({ expression: fc.string(), pushStatus: fc.constantFrom("PUSH", "DONT_PUSH", null, "SOMETIMES") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), property), async (properties) => {
        const failure = await codeOf(plan(mappingOf(properties)));
        expect(failure ?? "IMPORT_").toMatch(/^IMPORT_/);
      }),
      { numRuns: 60 },
    );
  });
});

const fixtureStart = '[{"source": {"type": ';

describe("an application's user schema", () => {
  it("tells where the targets stand, whichever file comes first", async () => {
    const mapped = await plan(fixture("okta-mapping"));
    const schemaAfter = await plan(fixture("okta-app-user-schema"), mapped.next);
    const schema = await plan(fixture("okta-app-user-schema"));
    const schemaBefore = await plan(fixture("okta-mapping"), schema.next);
    for (const { next } of [schemaAfter, schemaBefore]) {
      const target = (id: string) => rowsOf(next).find((row) => row.id === id);
      expect(target("licence")).toMatchObject({
        target: "urn:example:params:scim:schemas:extension:jira:2.0:User:licence",
      });
      expect(target("licence")).not.toHaveProperty("vendorTarget");
      expect(target("email")?.target).toBe('emails[type eq "work"].value');
      expect(target("givenName")).toMatchObject({ target: "name.givenName", required: true });
    }
  });

  it("says what each attribute is, and which of the required ones no row gives", async () => {
    const mapped = await plan(mappingOf({ nickName: { expression: "user.nickName", pushStatus: "PUSH" } }));
    const planned = await plan(fixture("okta-app-user-schema"), mapped.next);
    expect(lineAbout(planned, "badge")).toMatchObject({ result: "adapted" });
    expect(lineAbout(planned, "badge")?.message).toContain("read-only");
    const given = planned.report.lines.filter(({ subject }) => subject === "givenName");
    expect(given.map(({ result }) => result)).toEqual(["taken", "notUnderstood"]);
  });

  it("leaves a row alone that somebody has moved meanwhile", async () => {
    const mapped = await plan(fixture("okta-mapping"));
    const moved = JSON.parse(JSON.stringify(mapped.next).replaceAll('"target":"displayName"', '"target":"title"'));
    const planned = await plan(fixture("okta-app-user-schema"), moved);
    expect(rowsOf(planned.next).find(({ id }) => id === "displayName")?.target).toBe("title");
  });
});

describe("a user name template", () => {
  it("becomes the row for user names and the NameID, with its suffix", async () => {
    const mapped = await plan(mappingOf({}));
    const planned = await plan(fixture("okta-user-name-template"), mapped.next);
    const source = {
      kind: "expression",
      dialect: "okta-template",
      text: `\${fn:substringBefore(source.login, "@")}.jira`,
    };
    expect(rowsOf(planned.next)).toMatchObject([
      { id: "userName", target: "userName", source, apply: "always", matching: 1 },
    ]);
    expect(connectionOf(planned.next).saml?.nameId.source).toEqual(source);
    expect(checkWorkspace(planned.next).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  const template = (differs: Json) => ({
    label: "Jira",
    credentials: { userNameTemplate: { template: "user.email", ...differs } },
  });
  const cases: readonly (readonly [string, Json, Json])[] = [
    [
      "custom",
      { type: "CUSTOM", pushStatus: "DONT_PUSH" },
      { source: { dialect: "okta", text: "user.email" }, apply: "create" },
    ],
    ["not configured", { type: "CUSTOM", pushStatus: "NOT_CONFIGURED" }, { apply: "create" }],
    ["none", { type: "NONE", template: null }, { source: { text: `\${source.login}` } }],
    ["unreadable", { type: "CUSTOM", template: "user." }, { source: { text: `\${source.login}` } }],
  ];
  it.each(cases)("%s", async (_, differs, row) => {
    const mapped = await plan(mappingOf({}));
    const planned = await plan(template(differs), mapped.next);
    expect(rowsOf(planned.next)).toMatchObject([row]);
  });

  it("keeps nothing of the application that may be a secret", async () => {
    const secret = { label: "Jira", credentials: { userNameTemplate: {}, oauthClient: { client_secret: "hidden" } } };
    const planned = await plan(secret);
    expect(JSON.stringify(planned)).not.toContain("hidden");
  });
});
