import { describe, expect, it } from "vitest";
import type { RowPopulation } from "../contract/expression-results.ts";
import type { Configuration } from "../contract/methods.ts";
import type { ProvisioningMapping } from "../contract/model.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();

/** Expenses, provisioned by SCIM with these rows alone. */
async function provisioned(...mappings: readonly ProvisioningMapping[]): Promise<Configuration> {
  const configuration = await at.configuration("expenses");
  const derived = await at.client().call("applications.derive", { workspace, application: "expenses", way: "scim" });
  const { application, connection } = configuration;
  return {
    ...configuration,
    application: { ...application, ...(derived.scim === undefined ? {} : { scim: derived.scim }) },
    connection: { ...connection, provisioning: { ...derived.provisioning, mappings: [...mappings] } },
  };
}

function row(target: string, text: string, others: Partial<ProvisioningMapping> = {}): ProvisioningMapping {
  return { id: "row", target, source: { kind: "expression", dialect: "entra", text }, apply: "always", ...others };
}

async function count(configuration: Configuration): Promise<RowPopulation> {
  return at.client().call("mappings.count", { workspace, configuration, row: { kind: "provisioning", id: "row" } });
}

describe("an expression of a provisioning row", () => {
  const person = "u-ada";
  const attempt = async (text: string) => {
    const expression = { dialect: "entra", text, place: "mapping" } as const;
    const { evaluated } = await at
      .client()
      .call("expressions.try", { workspace, person, application: "expenses", expression });
    return evaluated?.outcome === "value" ? evaluated.value : evaluated;
  };

  it("goes by what a cycle decides: whoever is not in scope is soft-deleted, though they are active", async () => {
    const configuration = await provisioned(row("active", "Not([IsSoftDeleted])"));
    await at.client().call("applications.save", { workspace, configuration });
    expect(await attempt("[IsSoftDeleted]")).toBe("False");
    const scope = { operator: "equals", claim: "department", value: "Sales" } as const;
    const { connection } = configuration;
    if (connection.provisioning === undefined) throw new TypeError("It is provisioned.");
    const scoped = {
      ...configuration,
      connection: { ...connection, provisioning: { ...connection.provisioning, scope } },
    };
    await at.client().call("applications.save", { workspace, configuration: scoped });
    expect(await attempt("[IsSoftDeleted]")).toBe("True");
    await at.client().call("history.undo", { workspace });
    const action = { type: "delete", user: "ada.lovelace@acme.test" } as const;
    await at.client().call("runs.act", { workspace, action });
    expect(await attempt("[IsSoftDeleted]")).toBe("True");
  });

  it("draws what the cycle of this moment draws", async () => {
    const text = "RandomString(12, 0, 0, 0, 0, )";
    const configuration = await provisioned(
      { id: "name", target: "userName", source: { kind: "attribute", attribute: "userName" }, apply: "always" },
      row("displayName", text),
    );
    await at.client().call("applications.save", { workspace, configuration });
    const drawn = await attempt(text);
    expect(drawn).toMatch(/^.{12}$/);
    await at.client().call("runs.act", { workspace, action: { type: "cycle", application: "expenses" } });
    const { person: people, displayName } = await at
      .client()
      .call("accounts.table", { workspace, application: "expenses" });
    expect(displayName[people.indexOf(person)]).toBe(drawn);
  });
});

describe("an expression that is being written", () => {
  const attempt = (text: string, saved?: string) =>
    at.client().call("expressions.try", {
      workspace,
      person: "u-ada",
      expression: { dialect: "entra", text, place: "mapping" },
      ...(saved === undefined ? {} : { saved: { dialect: "entra", text: saved, place: "mapping" } }),
    });

  it("gives each sub-expression's value with its place, beside what the saved one gives", async () => {
    const tried = await attempt("ToUpper(Left([mail], 3))", "ToLower([mail])");
    expect(tried).toMatchObject({
      findings: [{ severity: "info", from: 0, to: 7 }],
      evaluated: { outcome: "value", value: "ADA" },
      inputs: [{ name: "mail" }],
      saved: { outcome: "value", value: "ada.lovelace@acme.test" },
    });
    expect(tried.evaluated?.log?.map(({ from, to, text }) => [from, to, text])).toEqual([
      [13, 19, "ada.lovelace@acme.test"],
      [8, 23, "ada"],
      [0, 24, "ADA"],
    ]);
  });

  it("that cannot be read is a finding with its place, and nothing is evaluated", async () => {
    const { findings, evaluated } = await attempt("ToUpper([mail]");
    expect(findings).toMatchObject([{ severity: "error", from: expect.any(Number) }]);
    expect(evaluated).toBeUndefined();
  });

  it("comes with the text that would be right, where there is one", async () => {
    const { findings } = await attempt("ToUper([mail])");
    expect(findings).toMatchObject([{ code: "EXPRESSION_UNKNOWN_FUNCTION", fix: "ToUpper([mail])" }]);
  });

  it("of any length is answered", async () => {
    const { findings } = await attempt(`"${"x".repeat(50_000)}"`);
    expect(findings).toMatchObject([{ code: "EXPRESSION_TOO_LONG" }]);
  });

  it("is checked without a person, too", async () => {
    const expression = { dialect: "okta", text: "user.nobodyHasThis", place: "mapping" } as const;
    const tried = await at.client().call("expressions.try", { workspace, expression });
    expect(tried).toMatchObject({ findings: [{ code: "EXPRESSION_UNKNOWN_ATTRIBUTE" }] });
    expect(tried.evaluated).toBeUndefined();
  });

  it("goes by the settings that are handed in", async () => {
    const written = { dialect: "okta", text: 'user.nickName + "x"', place: "mapping" } as const;
    const ask = (oktaNullInText: "spel" | "empty") =>
      at.client().call("expressions.try", {
        workspace,
        person: "u-ada",
        expression: { ...written, settings: { oktaNullInText } },
      });
    expect((await ask("spel")).evaluated).toMatchObject({ value: "nullx" });
    expect(await ask("empty")).toMatchObject({ evaluated: { value: "x" }, settings: ["oktaNullInText"] });
  });
});

describe("a language", () => {
  it("says what can be written in it", async () => {
    const entra = await at.client().call("expressions.language", { workspace, dialect: "entra" });
    expect(entra.functions.map(({ name }) => name)).toEqual(expect.arrayContaining(["Switch", "SelectUniqueValue"]));
    expect(entra.attributes).toEqual(expect.arrayContaining(["userPrincipalName", "mail", "extensionAttribute3"]));
    expect(entra).toMatchObject({ attributesAfter: ["["], keywords: expect.arrayContaining(["IgnoreAttributeFlow"]) });
    const okta = await at.client().call("expressions.language", { workspace, dialect: "okta" });
    expect(okta).toMatchObject({ attributesAfter: ["user.", "source."], roots: expect.arrayContaining(["appuser"]) });
  });
});

describe("a row over everybody", () => {
  it("counts what the preview of each person says", async () => {
    const text = 'IIF([department]="Finance", IgnoreAttributeFlow, Mid([jobTitle], 1, 3))';
    const counted = await count(await provisioned(row("title", text)));
    const { id, state } = await at.client().call("directory.table", { workspace });
    const inScope = id.filter((_, index) => state[index] === "active");
    const tried = await Promise.all(
      inScope.map((person) =>
        at.client().call("expressions.try", {
          workspace,
          person,
          expression: { dialect: "entra", text, place: "mapping" },
        }),
      ),
    );
    const values = tried.filter(({ evaluated }) => evaluated?.outcome === "value" && evaluated.value !== undefined);
    const alone = tried.filter(
      ({ evaluated }) => evaluated?.outcome === "value" && evaluated.effects.includes("ignoreAttribute"),
    );
    expect(alone.length).toBeGreaterThan(0);
    expect(counted).toMatchObject({ people: inScope.length, others: id.length - inScope.length });
    expect(counted.counts).toMatchObject({ value: values.length, leftAlone: alone.length });
  });

  it("names people with the same value where no two may have it", async () => {
    const counted = await count(await provisioned(row("userName", '"same"')));
    expect(counted.collision).toBe(counted.people);
    expect(counted.samples.collision?.length).toBeGreaterThan(1);
    expect(counted.edgeCases[0]).toMatchObject({ kind: "collision" });
    expect((await count(await provisioned(row("title", '"same"')))).collision).toBeUndefined();
  });

  it("finds errors, and what is missing where it is required", async () => {
    const failing = await count(await provisioned(row("title", "CDate([userPrincipalName])")));
    expect(failing.counts.error).toBe(failing.people);
    expect(failing.edgeCases[0]).toMatchObject({ kind: "error" });
    const required = await count(await provisioned(row("title", "[nickname]", { required: true })));
    expect(required.counts.error).toBe(required.people);
    const lenient = await count(await provisioned(row("title", "[nickname]")));
    expect(lenient.counts.nothing).toBe(lenient.people);
    const other = await count(await provisioned(row("title", "[nickname]", { defaultIfNull: "none" })));
    expect(other.counts.default).toBe(other.people);
  });

  it("is held against the length of its target", async () => {
    const configuration = await provisioned(row('emails[type eq "work"].value', "[mail]"));
    const { application } = configuration;
    const accountAttributes = application.accountAttributes.map((each) => ({ ...each, maxLength: 20 }));
    const short = { ...configuration, application: { ...application, accountAttributes } };
    const { counts, edgeCases } = await count(short);
    expect(counts.tooLong).toBeGreaterThan(0);
    expect(edgeCases[0]).toMatchObject({ kind: "tooLong", why: expect.stringContaining("at most 20") });
  });

  it("tells what changes against the saved row", async () => {
    const configuration = await provisioned(row("userName", "[userPrincipalName]"), {
      ...row("title", "[jobTitle]"),
      id: "title",
    });
    expect((await count(configuration)).changed).toBeUndefined();
    await at.client().call("applications.save", { workspace, configuration });
    expect((await count(configuration)).changed).toBe(0);
    const changed = await count(await provisioned(row("userName", "ToUpper([userPrincipalName])")));
    expect(changed.changed).toBe(changed.people);
  });

  it("whose expression cannot be read is refused with the place", async () => {
    const configuration = await provisioned(row("title", "Mid([mail]"));
    await expect(count(configuration)).rejects.toMatchObject({ details: { path: expect.stringContaining("column") } });
  });

  it("is counted for claims as well, groups included", async () => {
    const configuration = await at.configuration("expenses");
    const claims = configuration.connection.oidc?.claims ?? [];
    const groups = claims.find(({ source }) => source.kind === "groups");
    const id = groups?.id ?? "";
    const counted = await at.client().call("mappings.count", { workspace, configuration, row: { kind: "oidc", id } });
    expect(counted.counts.value).toBeGreaterThan(0);
    expect(counted.edgeCases.some(({ kind }) => kind === "several")).toBe(true);
  });

  it("that is not there is said to be so", async () => {
    const configuration = await at.configuration("expenses");
    const missing = { workspace, configuration, row: { kind: "saml", id: "nothing" } } as const;
    await expect(at.client().call("mappings.count", missing)).rejects.toMatchObject({ code: "ROW_UNKNOWN" });
  });
});

describe("a row that asks for unique values", () => {
  const taken = row("displayName", 'SelectUniqueValue("Same", Append("Same ", [department]))', { apply: "create" });

  it("is counted as if everybody were given their account in turn, so that some wait", async () => {
    const { counts } = await count(await provisioned(taken));
    expect(counts.error).toBe(0);
    expect(counts.waits).toBeGreaterThan(0);
  });

  it.each([
    { about: { application: "expenses", target: "displayName" }, outcome: { outcome: "value", value: "Free" } },
    { about: { application: "expenses", target: "userName" }, outcome: { effects: ["nextUnique"], value: "Free" } },
    { about: { application: "expenses" }, outcome: { outcome: "error", code: "EXPRESSION_NO_TARGET" } },
    { about: {}, outcome: { outcome: "error", code: "EXPRESSION_NO_TARGET" } },
  ])("is tried against the accounts, where there are some: $about", async ({ about, outcome }) => {
    const text = `SelectUniqueValue("${about.target === "userName" ? "mara.okafor@acme.test" : "Free"}", "Free")`;
    const expression = { dialect: "entra", text, place: "mapping" } as const;
    const { evaluated } = await at
      .client()
      .call("expressions.try", { workspace, person: "u-ada", expression, ...about });
    expect(evaluated).toMatchObject(outcome);
  });
});
