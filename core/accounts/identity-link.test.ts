import { expect, test } from "vitest";
import { describeLink, findOtherLink, isLinkOf, type SubjectKey } from "./identity-link.ts";
import { buildTestAccount } from "./test-account.ts";

const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const KEY: SubjectKey = { issuer: "https://idp.test", subject: "a1", format: PERSISTENT, spNameQualifier: "sp" };
const { format: _format, ...BARE } = KEY;

test.each([
  { title: "the very same", link: KEY, key: KEY, same: true },
  { title: "another subject", link: KEY, key: { ...KEY, subject: "a2" }, same: false },
  { title: "a subject that differs by case", link: KEY, key: { ...KEY, subject: "A1" }, same: false },
  { title: "another issuer", link: KEY, key: { ...KEY, issuer: "https://other.test" }, same: false },
  { title: "another format", link: KEY, key: { ...KEY, format: UNSPECIFIED }, same: false },
  { title: "an absent format, which means unspecified", link: BARE, key: { ...BARE, format: UNSPECIFIED }, same: true },
  { title: "an absent format and persistent", link: BARE, key: KEY, same: false },
  { title: "another SPNameQualifier", link: KEY, key: { ...KEY, spNameQualifier: "other" }, same: false },
  {
    title: "a NameQualifier that repeats the issuer",
    link: KEY,
    key: { ...KEY, nameQualifier: KEY.issuer },
    same: true,
  },
  { title: "a NameQualifier of its own", link: KEY, key: { ...KEY, nameQualifier: "branch" }, same: false },
])("compares with $title", ({ link, key, same }) => {
  expect(isLinkOf(link, key)).toBe(same);
  expect(isLinkOf(key, link)).toBe(same);
});

test("finds a link to another subject of the same issuer, and of no other", () => {
  const linkedAt = "2026-01-05T08:00:00.000Z";
  const foreign = { issuer: "https://other.test", subject: "b", linkedAt };
  const other = { ...KEY, subject: "a2", linkedAt };
  expect(findOtherLink(buildTestAccount("ada", { links: [foreign, other] }), KEY)).toEqual(other);
  expect(findOtherLink(buildTestAccount("ada", { links: [foreign] }), KEY)).toBeUndefined();
});

test("puts a link in words", () => {
  expect(describeLink(KEY)).toBe("`a1` of https://idp.test (persistent)");
  expect(describeLink(BARE)).toBe("`a1` of https://idp.test");
});
