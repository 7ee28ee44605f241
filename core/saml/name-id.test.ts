import { describe, expect, it } from "vitest";
import { createSeededRandom } from "../random.ts";
import { buildMappedNameId, buildPersistentNameId, buildTransientNameId, nameIdFormatName } from "./name-id.ts";
import { NAME_ID_FORMAT } from "./names.ts";

const PAIRWISE = {
  user: "u-1",
  nameQualifier: "https://idp.test",
  spNameQualifier: "https://app.test",
  salt: "0123456789abcdef",
};

describe("a persistent NameID", () => {
  const { value, ...rest } = buildPersistentNameId(PAIRWISE);

  it("is the same at every login, and says between whom it holds", () => {
    expect(buildPersistentNameId(PAIRWISE).value).toBe(value);
    expect(rest).toEqual({
      format: NAME_ID_FORMAT.persistent,
      nameQualifier: "https://idp.test",
      spNameQualifier: "https://app.test",
    });
  });

  it.each([
    ["application", { spNameQualifier: "https://other.test" }],
    ["person", { user: "u-2" }],
    ["secret", { salt: "fedcba9876543210" }],
  ])("is another one for another %s", (_, other) => {
    expect(buildPersistentNameId({ ...PAIRWISE, ...other }).value).not.toBe(value);
  });

  it("is short, opaque, and never the same for what merely joins to the same text", () => {
    expect(value).toMatch(/^[\w-]{43}$/);
    const left = buildPersistentNameId({ ...PAIRWISE, user: 'a","b', spNameQualifier: "c" });
    const right = buildPersistentNameId({ ...PAIRWISE, user: "a", spNameQualifier: 'b","c' });
    expect(left.value).not.toBe(right.value);
  });
});

describe("other NameIDs", () => {
  it("are new for every login where they are transient", () => {
    const random = createSeededRandom("name-id");
    const [first, second] = [0, 1].map(() => buildTransientNameId(random, "https://idp.test", "https://app.test"));
    expect(first).toEqual({
      value: expect.stringMatching(/^_[0-9a-f]{32}$/),
      format: NAME_ID_FORMAT.transient,
      nameQualifier: "https://idp.test",
      spNameQualifier: "https://app.test",
    });
    expect(second?.value).not.toBe(first?.value);
  });

  it("have no qualifiers where their value means the same everywhere", () => {
    expect(buildMappedNameId("emailAddress", "ada@acme.test")).toEqual({
      value: "ada@acme.test",
      format: NAME_ID_FORMAT.emailAddress,
    });
  });

  it("are known by the URI of their format", () => {
    expect(nameIdFormatName(NAME_ID_FORMAT.persistent)).toBe("persistent");
    expect(nameIdFormatName("urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos")).toBeUndefined();
  });
});
