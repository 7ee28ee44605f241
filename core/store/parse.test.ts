import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { InvalidWorkspaceError, parseWorkspace, parseWorkspaceDocument } from "./parse.ts";
import { valueAt } from "./problem.ts";
import { buildTestWorkspace } from "./test-workspace.ts";

const FILE = "acme.json";

/** What parsing a text throws. */
function failure(text: string): RehearsalError {
  try {
    parseWorkspace(text, FILE);
  } catch (error) {
    if (error instanceof RehearsalError) return error;
    throw error;
  }
  throw new Error("It was read.");
}

/** What somebody with an editor writes at a place, such as `directory.users.2.userName`; undefined: takes it out. */
type Edit = readonly [place: string, value: unknown];

/** The text of the test workspace after these edits. */
function edited(...edits: readonly Edit[]): string {
  const document: unknown = JSON.parse(JSON.stringify(buildTestWorkspace()));
  for (const [place, value] of edits) {
    const parts = place.split(".");
    Object.assign(Object(valueAt(document, parts.slice(0, -1))), { [parts.at(-1) ?? ""]: value });
  }
  return JSON.stringify(document, null, 2);
}

it("reads back what was written", () => {
  const workspace = buildTestWorkspace();
  expect(parseWorkspace(JSON.stringify(workspace), FILE)).toEqual(workspace);
});

it("reads a file that begins with a byte order mark", () => {
  expect(parseWorkspace(`\uFEFF${JSON.stringify(buildTestWorkspace())}`, FILE).name).toBe("Test");
});

describe("a text that is not JSON", () => {
  const whole = JSON.stringify(buildTestWorkspace(), null, 2);
  const cases = [
    { what: "is empty", text: "", place: undefined, message: "The file is empty; a workspace in JSON would be right." },
    {
      what: "holds only space",
      text: " \n",
      place: undefined,
      message: "The file is empty; a workspace in JSON would be right.",
    },
    {
      what: "was written only half",
      text: whole.slice(0, whole.indexOf('"people"')),
      place: "line 4, column 3",
      message: "The file is not JSON: found the end of the file where a member name in double quotes would be right.",
    },
    {
      what: "lost a comma",
      text: whole.replace('"Test",', '"Test"'),
      place: "line 4, column 3",
      message: 'The file is not JSON: found "\\"" where "," or "}" would be right.',
    },
  ];
  it.each(cases)("is refused where it $what", ({ text, place, message }) => {
    const error = failure(text);
    expect(error.code).toBe("WORKSPACE_NOT_JSON");
    expect(error.message).toBe(message);
    expect(error.place).toEqual(place === undefined ? { file: FILE } : { file: FILE, path: place });
  });
});

describe("JSON that is no workspace", () => {
  const cases: readonly { what: string; text: string; path: string; message: string }[] = [
    { what: "a list", text: "[1]", path: "", message: "Found a list of 1; a workspace is an object." },
    { what: "a number", text: "1", path: "", message: "Found 1; a workspace is an object." },
    {
      what: "a missing version",
      text: edited(["version", undefined]),
      path: "version",
      message: "Is missing; 1 belongs here.",
    },
    {
      what: "version 0",
      text: edited(["version", 0]),
      path: "version",
      message: "Found 0; 1 would be right.",
    },
    {
      what: "a number for a userName",
      text: edited(["directory.users.2.userName", 7]),
      path: "directory.users[2].userName",
      message: "Found 7; a text would be right.",
    },
    {
      what: "an empty name",
      text: edited(["name", ""]),
      path: "name",
      message: 'Found ""; a text that is not empty would be right.',
    },
    {
      what: "a misspelt member",
      text: edited(["directory.users.0.departmnt", "x"]),
      path: "directory.users[0]",
      message:
        'There is no member "departmnt" here; there are id, userName, active, suspended, deletedAt, attributes, groups, groupsByRule, secondFactors, source, note.',
    },
    {
      what: "a member in the wrong case",
      text: edited(["directory.users.0.username", "x"]),
      path: "directory.users[0]",
      message: 'There is no member "username" here; did you mean "userName"?',
    },
    {
      what: "a misspelt choice",
      text: edited(["applications.0.jit.noMatch", "crate"]),
      path: "applications[0].jit.noMatch",
      message: 'Found "crate"; "create" or "hold" or "refuse" would be right. Did you mean "create"?',
    },
    {
      what: "an object for an attribute",
      text: edited(["directory.users.0.attributes.job title", {}]),
      path: 'directory.users[0].attributes["job title"]',
      message: "Found an object; a text or a number or true or false or null or a list would be right.",
    },
    {
      what: "an attribute that reaches a prototype",
      text: edited(["directory.users.0.attributes.constructor", "x"]),
      path: "directory.users[0].attributes.constructor",
      message: "This name is reserved by JavaScript and cannot be used.",
    },
    {
      what: "a prototype as a member",
      text: JSON.stringify(buildTestWorkspace()).replace('"givenName"', '"\\u005f_proto__"'),
      path: "directory.users[0].attributes.__proto__",
      message: "The name `__proto__` is reserved by JavaScript and cannot be used.",
    },
    {
      what: "a relative URL",
      text: edited(["applications.0.origin", "wiki.test"]),
      path: "applications[0].origin",
      message: 'Found "wiki.test"; a complete `http` or `https` URL such as `https://idp.acme.test` would be right.',
    },
    {
      what: "an origin with a path",
      text: edited(["applications.0.origin", "https://wiki.test/start"]),
      path: "applications[0].origin",
      message: 'Found "https://wiki.test/start"; an origin has no path and no slash at its end: "https://wiki.test".',
    },
    {
      what: "a lifetime that no date can hold",
      text: edited(["identityProviders.0.connections.0.saml.assertionLifetimeSeconds", 9e12]),
      path: "identityProviders[0].connections[0].saml.assertionLifetimeSeconds",
      message: "Found 9000000000000; a number of at most 31536000 would be right.",
    },
    {
      what: "a code that lasts for centuries",
      text: edited(["identityProviders.0.connections.1.oidc.codeLifetimeSeconds", 31_536_001]),
      path: "identityProviders[0].connections[1].oidc.codeLifetimeSeconds",
      message: "Found 31536001; a number of at most 31536000 would be right.",
    },
    {
      what: "a token that lasts for centuries",
      text: edited(["identityProviders.0.connections.1.oidc.tokenLifetimeSeconds", 31_536_001]),
      path: "identityProviders[0].connections[1].oidc.tokenLifetimeSeconds",
      message: "Found 31536001; a number of at most 31536000 would be right.",
    },
    {
      what: "a session at the identity provider that lasts for centuries",
      text: edited(["identityProviders.0.signOnPolicy.sessionMinutes", 525_601]),
      path: "identityProviders[0].signOnPolicy.sessionMinutes",
      message: "Found 525601; a number of at most 525600 would be right.",
    },
    {
      what: "a session in SAML that lasts for centuries",
      text: edited(["identityProviders.0.connections.0.saml.sessionMinutes", 525_601]),
      path: "identityProviders[0].connections[0].saml.sessionMinutes",
      message: "Found 525601; a number of at most 525600 would be right.",
    },
    {
      what: "a session that lasts for centuries",
      text: edited(["applications.0.sessionMinutes", 525_601]),
      path: "applications[0].sessionMinutes",
      message: "Found 525601; a number of at most 525600 would be right.",
    },
    {
      what: "a name that would split the line of its error",
      text: edited(["directory.users.0.\u009b\nnothing like it", 1]),
      path: "directory.users[0]",
      message:
        'There is no member "\\u009b\\nnothing like it" here; there are id, userName, active, suspended, deletedAt, attributes, groups, groupsByRule, secondFactors, source, note.',
    },
    {
      what: "a local time",
      text: edited(["clock.now", "2026-03-02 09:00"]),
      path: "clock.now",
      message: 'Found "2026-03-02 09:00"; an instant in UTC such as `2026-03-02T09:00:00Z` would be right.',
    },
    {
      what: "half a minute",
      text: edited(["applications.0.sessionMinutes", 0.5]),
      path: "applications[0].sessionMinutes",
      message: "Found 0.5; a whole number would be right.",
    },
    {
      what: "a negative count",
      text: edited(["actions", -1]),
      path: "actions",
      message: "Found -1; a number of at least 0 would be right.",
    },
    {
      what: "an unknown source",
      text: edited(["applications.0.mappings.0.source.kind", "constnt"]),
      path: "applications[0].mappings[0].source.kind",
      message:
        'Found "constnt"; "attribute" or "constant" or "table" or "expression" would be right. Did you mean "constant"?',
    },
    {
      what: "a condition without its value",
      text: edited(["applications.0.roleRules.0.when.value", undefined]),
      path: "applications[0].roleRules[0].when.value",
      message: "Is missing; a text belongs here.",
    },
    {
      what: "a condition of conditions with a misspelt operator",
      text: edited(["applications.0.roleRules.0.when", { all: [{ operator: "equal", claim: "a", value: "b" }] }]),
      path: "applications[0].roleRules[0].when.all[0].operator",
      message:
        'Found "equal"; "equals" or "notEquals" or "contains" or "startsWith" or "matches" or "isMemberOf" or "isPresent" would be right. Did you mean "equals"?',
    },
    {
      what: "a note of a pinned trust with a misspelt member",
      text: edited(["applications.0.saml.trust.ssoURL", "https://a.test"]),
      path: "applications[0].saml.trust",
      message: 'There is no member "ssoURL" here; did you mean "ssoUrl"?',
    },
    {
      what: "a segment in another folder",
      text: edited([
        "journal",
        { segment: "../x.journal", bytes: 1, records: 0, lastLine: "x", head: null, state: "x" },
      ]),
      path: "journal.segment",
      message: "A segment is a file in the same folder whose name ends in `.journal`.",
    },
  ];
  it.each(cases)("is refused: $what", ({ text, path, message }) => {
    const error = failure(text);
    expect(error).toMatchObject({ code: "WORKSPACE_INVALID", message, place: { file: FILE, path } });
  });

  it.each([
    "identityProviders.0.origin",
    "identityProviders.0.connections.0.saml.acsUrls.0",
    "identityProviders.0.connections.1.oidc.redirectUris.0",
    "applications.0.origin",
    "applications.0.saml.acsUrl",
    "applications.0.saml.trust.ssoUrl",
    "applications.1.oidc.issuer",
    "applications.1.oidc.redirectUri",
  ])("is refused: a URL at %s that a browser would run", (place) => {
    for (const url of ["javascript:alert(1)", "https:wiki.test", "file:///etc/passwd"]) {
      expect(failure(edited([place, url]))).toMatchObject({
        code: "WORKSPACE_INVALID",
        message: `Found ${JSON.stringify(url)}; a complete \`http\` or \`https\` URL such as \`https://idp.acme.test\` would be right.`,
        place: { file: FILE, path: place.replace(/\.(\d+)/g, "[$1]") },
      });
    }
  });

  it("is refused: metadata at an address that a browser would run", () => {
    const trust = { kind: "metadata", url: "javascript:alert(1)", entityId: "x" };
    expect(failure(edited(["applications.0.saml.trust", trust])).place.path).toBe("applications[0].saml.trust.url");
  });

  it.each([
    "identityProviders.0.id",
    "identityProviders.0.keys.0.id",
    "identityProviders.0.connections.0.saml.claims.0.id",
    "applications.0.id",
    "applications.0.accounts.0.id",
    "applications.0.roles.0.id",
    "applications.0.mappings.0.id",
    "applications.0.roleRules.0.id",
    "applications.0.accountAttributes.0.name",
    "directory.users.0.id",
    "directory.groups.0.id",
  ])("is refused: a name at %s that reaches a prototype", (place) => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      expect(failure(edited([place, name]))).toMatchObject({
        code: "WORKSPACE_INVALID",
        message: "This name is reserved by JavaScript and cannot be used.",
        place: { file: FILE, path: place.replace(/\.(\d+)/g, "[$1]") },
      });
    }
  });

  it("may name things like the members of every object", () => {
    for (const id of ["toString", "valueOf", "hasOwnProperty"]) {
      expect(parseWorkspace(edited(["identityProviders.0.id", id]), FILE).identityProviders[0]?.id).toBe(id);
    }
  });

  it("is refused where it nests without end", () => {
    const deep = `${'{"all":['.repeat(50_000)}${"]}".repeat(50_000)}`;
    const text = JSON.stringify(buildTestWorkspace()).replace(/"when":\{[^}]*\}/, `"when":${deep}`);
    expect(failure(text)).toMatchObject({
      code: "WORKSPACE_INVALID",
      message: "Objects and lists nest more than 200 levels deep.",
    });
  });

  it("has all its problems reported at once", () => {
    const error = failure(edited(["name", ""], ["directory.users.1.active", "yes"], ["seed", undefined]));
    expect(error).toBeInstanceOf(InvalidWorkspaceError);
    expect(error.message).toBe('Found ""; a text that is not empty would be right. There are 2 more problems.');
    expect((error as InvalidWorkspaceError).problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'name: Found ""; a text that is not empty would be right.',
      "seed: Is missing; a text belongs here.",
      'directory.users[1].active: Found "yes"; true or false would be right.',
    ]);
  });
});

describe("a file from a newer version", () => {
  it("is read without the members that this version does not know", () => {
    const text = edited(["version", 7], ["directory.users.0.pronouns", "she"], ["lessons", []]);
    expect(parseWorkspaceDocument(text, FILE)).toEqual({ document: buildTestWorkspace(), newerVersion: 7 });
  });

  it("is refused with its version where it cannot be understood", () => {
    const text = edited(["version", 7], ["directory", "elsewhere"]);
    expect(failure(text)).toMatchObject({
      code: "WORKSPACE_NEWER",
      message:
        "The file has version 7; this program knows versions up to 1 and cannot read it. It was left as it is: open it with a newer Rehearsal.",
      place: { file: FILE, path: "version" },
    });
  });
});

describe("whatever the file holds, a coded error is all that comes of it", () => {
  const expectCoded = (text: string): void => {
    try {
      parseWorkspace(text, FILE);
    } catch (error) {
      expect(error).toBeInstanceOf(RehearsalError);
    }
  };

  it("with any text or JSON", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), expectCoded));
  });

  it("with anything in the place of any member", () => {
    const paths = pathsOf(buildTestWorkspace());
    const replaced = fc
      .tuple(fc.constantFrom(...paths), fc.jsonValue())
      .map(([path, value]) => edited([path.join("."), value]));
    fc.assert(fc.property(replaced, expectCoded), { numRuns: 300 });
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}
