import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeptMembers } from "../accounts/account.ts";
import { extensionUrn } from "../sp/scim-shape.ts";
import { createPseudonymiser } from "./pseudonym.ts";
import { createUserPseudonymiser } from "./pseudonym-user.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** What becomes of members that an account of `wiki` keeps, and whether any were left out. */
function replaced(kept: KeptMembers) {
  const pseudonyms = createPseudonymiser("seed");
  pseudonyms.learnId("acc-1", "account");
  const users = createUserPseudonymiser(pseudonyms);
  return { members: users.replace(kept, "wiki"), leftOut: users.hasLeftOut(), pseudonyms };
}

describe("what an account keeps of its SCIM user", () => {
  it("loses names, addresses and numbers, the same as everywhere else", () => {
    const { members, leftOut, pseudonyms } = replaced({
      externalId: "acc-1",
      name: { givenName: "Ada", familyName: "Lovelace", formatted: "Ada Lovelace" },
      nickName: "Ada",
      emails: [{ value: "ada@acme.test", display: "Ada", type: "work", primary: true }],
      phoneNumbers: [{ value: "+44 20 7946 0123", type: "Mobile" }],
      [ENTERPRISE]: { employeeNumber: "100101", manager: { value: "acc-1", displayName: "Ada Lovelace" } },
    });
    const { personal } = pseudonyms;
    expect(members).toEqual({
      externalId: "account-1",
      name: { givenName: personal("Ada"), familyName: personal("Lovelace"), formatted: personal("Ada Lovelace") },
      nickName: personal("Ada"),
      emails: [{ value: personal("ada@acme.test"), display: personal("Ada"), type: "work", primary: true }],
      phoneNumbers: [{ value: personal("+44 20 7946 0123"), type: "Mobile" }],
      [ENTERPRISE]: {
        employeeNumber: personal("100101"),
        manager: { value: "account-1", displayName: personal("Ada Lovelace") },
      },
    });
    expect(leftOut).toBe(false);
  });

  it("keeps what says something about somebody's place, as attributes of these names do", () => {
    const kept = {
      title: "Clerk",
      userType: "Employee",
      preferredLanguage: "en-GB",
      locale: "en-GB",
      timezone: "Europe/London",
      roles: [{ value: "Finance User", display: "Finance", primary: true }],
      addresses: [{ country: "GB", region: "Kent", type: "work" }],
      [ENTERPRISE]: { department: "Finance", costCenter: "4711", division: "Europe", organization: "Acme" },
    };
    expect(replaced(kept)).toMatchObject({ members: kept, leftOut: false });
  });

  it.each([
    { what: "a picture", kept: { photos: [{ value: "https://photos.test/ada.jpg", type: "photo" }] } },
    { what: "a certificate", kept: { x509Certificates: [{ value: "QWRhIExvdmVsYWNl" }] } },
    { what: "a password", kept: { password: "lovelace1815" } },
    { what: "a page", kept: { profileUrl: "https://people.test/ada" } },
    { what: "an extension of somebody else", kept: { "urn:example:User": { motto: "Ada was here" } } },
    { what: "a member that is not in its schema", kept: { lovelace: "Ada" } },
    { what: "a value of another type", kept: { displayName: 1815, title: { of: "Ada" } } },
    { what: "an extension that is a text", kept: { [ENTERPRISE]: "Ada" } },
    { what: "lists in lists", kept: { emails: [[{ value: "ada@acme.test" }]] }, left: { emails: [] } },
    {
      what: "where a manager is",
      kept: { [ENTERPRISE]: { manager: { $ref: "https://a.test/Users/acc-1" } } },
      left: { [ENTERPRISE]: { manager: {} } },
    },
  ])("is left without $what", ({ kept, left }) => {
    expect(replaced(kept)).toMatchObject({ leftOut: true });
    expect(replaced(kept).members).toEqual(left ?? {});
  });

  it("leaves the application's own extension to the attributes of the account, which hold the same", () => {
    expect(replaced({ [extensionUrn("wiki")]: { badge: "Ada" } })).toMatchObject({ members: {}, leftOut: false });
  });

  it("never shows a word that only a person could have brought, whatever was kept", () => {
    const word = fc.constant("Zyxwvuts");
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        word,
        fc.boolean(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("value", "display", "type", "givenName", "$ref", "x"), tie("value")),
      ),
    })).value;
    const names = ["name", "emails", "photos", "externalId", "displayName", "addresses", "x", ENTERPRISE, "manager"];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), tree), (kept) => {
        expect(JSON.stringify(replaced(JSON.parse(JSON.stringify(kept))).members)).not.toMatch(/zyxwvuts/i);
      }),
    );
  });
});
