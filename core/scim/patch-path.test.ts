import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showPath } from "./attribute-path.ts";
import { type PatchPath, parsePatchPath } from "./patch-path.ts";
import { buildResourceTypes } from "./resource-types.ts";
import type { ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";
import { showValueFilter } from "./show-filter.ts";
import { ENTERPRISE, GROUP, USER } from "./test-patch-case.ts";

const { user, group } = buildResourceTypes();

function show(path: PatchPath): string {
  if (path.kind === "extension") return `all of ${path.schema.name}`;
  const { sub, ...whole } = path.path;
  if (path.elements === undefined) return showPath(path.path);
  return `${showPath(whole)}[${showValueFilter(path.elements.filter)}]${sub === undefined ? "" : `.${sub.name}`}`;
}

function refusalOf(text: string, type: ScimResourceType = user): string {
  try {
    parsePatchPath(text, type);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return `${error.status} ${error.scimType} ${error.message}`;
  }
  throw new Error(`\`${text}\` was not refused`);
}

describe("a path of a user", () => {
  it.each([
    ["userName", "userName"],
    ["USERNAME", "userName"],
    ["name.familyName", "name.familyName"],
    ["Name.FamilyName", "name.familyName"],
    ["externalId", "externalId"],
    ["meta.location", "meta.location"],
    ["emails", "emails"],
    ["emails.value", "emails.value"],
    ['emails[type eq "work"]', 'emails[type eq "work"]'],
    ['emails[type eq "work"].value', 'emails[type eq "work"].value'],
    [
      'EMAILS[Type EQ "work" and Value ew "example.com"].Value',
      'emails[type eq "work" and value ew "example.com"].value',
    ],
    ['addresses[type eq "a]b"].locality', 'addresses[type eq "a]b"].locality'],
    [' emails [ type eq "work" ] ', 'emails[type eq "work"]'],
    [`${USER}:userName`, "userName"],
    [`${USER.toUpperCase()}:name.givenName`, "name.givenName"],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`],
    [`${ENTERPRISE.toUpperCase()}:Manager.DisplayName`, `${ENTERPRISE}:manager.displayName`],
    [ENTERPRISE, "all of EnterpriseUser"],
    [ENTERPRISE.toLowerCase(), "all of EnterpriseUser"],
  ])("%s", (text, shown) => {
    expect(show(parsePatchPath(text, user))).toBe(shown);
  });
});

describe("a path that names nothing", () => {
  it.each([
    ["", "At position 1: expected the name of an attribute, found the end."],
    ["  ", "At position 3: expected the name of an attribute, found the end."],
    ["usrName", "At position 1: `usrName` is no attribute of User; did you mean `userName`?"],
    ["name.familName", "At position 6: `name` has no sub-attribute `familName`; did you mean `familyName`?"],
    ["userName.value", "At position 10: `userName` has no sub-attributes, so `userName.value` names nothing."],
    ["name.familyName.x", "At position 16: `familyName` has no sub-attributes."],
    [".familyName", "At position 1: A name is missing."],
    ["name.", "At position 6: A name is missing."],
    ["emails[]", "At position 8: expected an attribute, `not (` or `(`, found `]`."],
    ['emails[type eq "work"', "At position 22: expected `and`, `or` or `]`, found the end."],
    [
      "emails[type eq]",
      "At position 15: expected text in double quotes, a number, `true`, `false` or `null`, found `]`.",
    ],
    ['emails[kind eq "work"]', "At position 8: `emails` has no sub-attribute `kind`"],
    ['emails[type eq "work"].', "At position 24: A name is missing."],
    ['emails[type eq "work"].vale', "At position 24: `emails` has no sub-attribute `vale`; did you mean `value`?"],
    [
      'emails[type eq "work"]value',
      "At position 23: expected `.` and a sub-attribute, or the end of the path, found `value`.",
    ],
    ['emails[type eq "work"].value x', "At position 30: expected the end of the path, found `x`."],
    ['emails.value[type eq "work"]', "At position 13: brackets follow an attribute, and `value` is none."],
    ['name[familyName eq "x"]', "At position 5: `name` has one value, so brackets choose nothing."],
    ["userName eq", "At position 10: expected `[` or the end of the path, found `eq`."],
    ['"userName"', 'At position 1: expected the name of an attribute, found `"userName"`.'],
    [`${ENTERPRISE}:departement`, "At position 60: "],
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:Usr:manager", `did you mean \`${ENTERPRISE}\`?`],
    ["urn:x", "At position 1: `urn:x` begins with no schema of User; its schemas are"],
    [USER, "names the whole resource; leave the path out"],
    ["__proto__", "At position 1: `__proto__` is no attribute."],
    ["__proto__.polluted", "At position 1: `__proto__` is no attribute."],
    ["constructor.prototype.polluted", "At position 1: `constructor` is no attribute."],
    ["name.__proto__", "At position 6: `__proto__` is no attribute."],
    ['emails[type eq "work"].constructor', "At position 24: `constructor` is no attribute."],
    ['emails[__proto__ eq "x"]', "At position 8: "],
    [`${ENTERPRISE}:__proto__`, "`__proto__` is no attribute."],
    ["a".repeat(9000), "A path has 8192 characters at most, not 9000."],
  ])("%s", (text, sentence) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatch(/^400 invalidPath /);
    expect(refusal).toContain(sentence);
    expect(refusal.length).toBeLessThan(500);
  });

  it("is told by the schema: members have a `display`, whatever the RFC's example says", () => {
    const refusal = refusalOf('members[value eq "2819c223-7f76-453a-919d-413861904646"].displayName', group);
    expect(refusal).toContain("At position 58: `members` has no sub-attribute `displayName`");
    expect(show(parsePatchPath(`${GROUP}:members`, group))).toBe("members");
  });
});

describe("a filter in a path", () => {
  it("is compiled: it tells which values are meant", () => {
    const path = parsePatchPath('emails[type eq "WORK" and not (primary eq true)]', user);
    const matches = path.kind === "attribute" ? path.elements?.matches : undefined;
    expect(matches?.({ type: "work", value: "a" })).toBe(true);
    expect(matches?.({ type: "work", primary: true })).toBe(false);
  });

  it('takes `"True"` for true only where it is told to (F29)', () => {
    expect(refusalOf('roles[primary eq "True"].value')).toContain("At position 18: `primary` is a boolean");
    expect(show(parsePatchPath('roles[primary eq "True"].value', user, { lenientBooleans: true }))).toBe(
      "roles[primary eq true].value",
    );
  });
});

describe("any text", () => {
  const names = ["userName", "emails", "name", "familyName", "value", "type", ENTERPRISE, "__proto__", "constructor"];
  const pieces = [...names, "[", "]", "(", ")", ".", ":", " ", '"', '"x"', "\\", "eq", "and", "not", "pr", "true", "1"];
  const paths = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")),
  );

  it("is a path, or is refused as one", () => {
    fc.assert(
      fc.property(paths, (text) => {
        try {
          expect(["attribute", "extension"]).toContain(parsePatchPath(text, user).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
          expect(error).toMatchObject({ status: 400, scimType: "invalidPath" });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("reads a path again as it shows it", () => {
    const subs = user.schema.attributes.flatMap(({ name, multiValued, subAttributes = [] }) =>
      subAttributes.map((sub) => (multiValued ? `${name}[${sub.name} pr].${sub.name}` : `${name}.${sub.name}`)),
    );
    for (const text of [...user.schema.attributes.map(({ name }) => name), ...subs]) {
      expect(show(parsePatchPath(text.toUpperCase(), user))).toBe(text);
    }
  });
});
