import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPseudonymiser } from "./pseudonym.ts";

describe("a pseudonymiser", () => {
  it("keeps separators, capitals, short numbers and Entra's mark of a guest", () => {
    const { personal } = createPseudonymiser("seed");
    expect(personal("O'Brien-Smith")).toMatch(/^[A-Z][a-z]+'[A-Z][a-z]+-[A-Z][a-z]+$/);
    expect(personal("ADA")).toBe(personal("ada").toUpperCase());
    expect(personal("+44 20 7946 0123")).toMatch(/^\+44 20 [1-9]\d{3} [1-9]\d{3}$/);
    expect(personal("rosa_partner.test#EXT#@acme.test")).toMatch(/^[a-z]+_[a-z]+\.[a-z]+#EXT#@example\.test$/);
  });

  it("keeps what mappings depend on, and replaces every attribute that it does not know", () => {
    const { attributes } = createPseudonymiser("seed");
    const replaced = attributes({
      Department: "Sales",
      job_title: "Clerk",
      emailVerified: true,
      shoeSize: 43,
      badge: "B-4711",
      none: null,
    });
    expect(replaced).toMatchObject({
      Department: "Sales",
      job_title: "Clerk",
      emailVerified: true,
      shoeSize: 43,
      none: null,
    });
    expect(replaced.badge).toMatch(/^[A-Z]\w+-[1-9]\d{3}$/);
    expect(replaced.badge).not.toBe("B-4711");
  });

  it("does not change a setting because somebody has its name", () => {
    const { personal, reference, mention } = createPseudonymiser("seed");
    const name = personal("Sales Robot");
    expect(reference("Sales")).toBe("Sales");
    expect(reference("Sales Robot")).toBe(name);
    expect(mention("Made for Sales Robot.")).toBe(`Made for ${name}.`);
  });

  it("gives numbers their domains and ids in the order in which it meets them", () => {
    const { learnId, personal, reference } = createPseudonymiser("seed");
    learnId("u-1", "person");
    learnId("u-2", "person");
    expect([personal("u-2"), reference("u-1"), reference("u-3")]).toEqual(["person-2", "person-1", "u-3"]);
    personal("a@acme.test");
    personal("a@other.test");
    expect([reference("acme.test"), reference("OTHER.test"), reference("third.test")]).toEqual([
      "example.test",
      "example2.test",
      "third.test",
    ]);
  });

  it("replaces what issuers call people, always by the same, in links and in sentences", () => {
    const { learnId, personal, subject, mention, id } = createPseudonymiser("seed");
    learnId("u-ada", "person");
    const name = personal("ada@acme.test");
    const opaque = subject("gH3_x-0Qa");
    expect([subject("u-ada"), subject("ada@acme.test"), subject("gH3_x-0Qa")]).toEqual(["person-1", name, opaque]);
    expect(opaque).toMatch(/^[\w-]{43}$/);
    expect(mention("Linked to `gH3_x-0Qa` of https://a.test, by u-ada.")).toBe(
      `Linked to \`${opaque}\` of https://a.test, by person-1.`,
    );
    expect([id("u-ada"), id("users")]).toEqual(["person-1", "users"]);
  });

  it("replaces all of a text in which an address is only a part, and addresses without a dot", () => {
    const { personal, mention, reference } = createPseudonymiser("seed");
    expect(personal("Ada Lovelace <ada.lovelace@acme.test>")).toMatch(
      /^[A-Z][a-z]+ [A-Z][a-z]+ <[a-z]+\.[a-z]+@example\.test>$/,
    );
    expect(personal("Ada Lovelace <ada.lovelace@acme.test>")).not.toMatch(/ada|lovelace/i);
    const local = personal("grace@corp");
    expect(local).toMatch(/^[a-z]+@[a-z]+$/);
    expect([reference("grace@corp"), mention("Ask grace@corp.")]).toEqual([local, `Ask ${local}.`]);
    expect(reference(String.raw`ada\.lovelace@acme\.test`)).not.toMatch(/ada|lovelace/);
  });

  it("never makes two names one, but for capitals", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}[.'-][a-z]{1,4}$/), { maxLength: 200 });
    fc.assert(
      fc.property(names, (texts) => {
        const { personal } = createPseudonymiser("seed");
        return new Set(texts.map(personal)).size === texts.length;
      }),
    );
  });

  it("finds replacements for any number of short numbers", () => {
    const { personal } = createPseudonymiser("seed");
    const numbers = Array.from({ length: 900 }, (_, index) => String(index + 100));
    expect(new Set(numbers.map(personal)).size).toBe(900);
  });
});
