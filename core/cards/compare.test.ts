import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCard } from "./cards.ts";
import { compareWithCard, settingAt } from "./compare.ts";

const FILE = new URL("../../fixtures/cards/slack-like.json", import.meta.url);
const card = parseCard(readFileSync(FILE, "utf8"), "slack-like.json");

const application = {
  jit: {
    noMatch: "create",
    laterLogins: "nothing",
    requiredClaims: ["User.Email"],
    match: [{ account: "email", from: { claim: "User.Email" }, compare: "ignoreCase" }],
  },
  accountAttributes: [{ name: "userName", maxLength: 20 }],
  mappings: [{ id: "email", target: "email", source: { kind: "attribute", attribute: "User.Email" } }],
};
const connection = { saml: { nameId: { format: "persistent" } } };

function standingOf(path: string, subject: Parameters<typeof compareWithCard>[1]) {
  return compareWithCard(card, subject).find((comparison) => comparison.path === path)?.standing;
}

test.each([
  { what: "a member", path: "jit.noMatch", value: "create" },
  { what: "an item of a list by id", path: "mappings.email.target", value: "email" },
  { what: "an item of a list by name", path: "accountAttributes.userName.maxLength", value: 20 },
  { what: "a match attribute by its account attribute", path: "jit.match.email.compare", value: "ignoreCase" },
  { what: "the identity provider's side", path: "connection.saml.nameId.format", value: "persistent" },
  { what: "nothing where a member is missing", path: "saml.want", value: undefined },
  { what: "nothing where an item is missing", path: "mappings.phone.source", value: undefined },
  { what: "nothing that is inherited", path: "jit.toString", value: undefined },
])("finds $what", ({ path, value }) => {
  expect(settingAt({ application, connection }, path)).toEqual(value);
});

test.each([
  { standing: "asDocumented", path: "jit.noMatch", change: {} },
  { standing: "asAssumed", path: "jit.laterLogins", change: {} },
  { standing: "changed", path: "jit.noMatch", change: { noMatch: "hold" } },
  { standing: "changed", path: "jit.laterLogins", change: { laterLogins: "updateAll" } },
  { standing: "changed", path: "jit.requiredClaims", change: { requiredClaims: ["User.Email", "User.Username"] } },
])("says $standing of $path with $change", ({ standing, path, change }) => {
  const subject = { application: { ...application, jit: { ...application.jit, ...change } }, connection };
  expect(standingOf(path, subject)).toBe(standing);
});

test("a rule that wants entries of a list leaves room for others", () => {
  const settings = [{ path: "jit.requiredClaims", includes: ["User.LastName"] }];
  const rules = card.rules.slice(0, 1).map((rule) => ({ ...rule, settings }));
  const standings = [["User.LastName", "User.Email"], ["User.Email"], undefined].map(
    (requiredClaims) => compareWithCard({ ...card, rules }, { application: { jit: { requiredClaims } } })[0]?.standing,
  );
  expect(standings).toEqual(["asDocumented", "changed", "changed"]);
});

test("without a connection, what the card says of it counts as changed", () => {
  expect(standingOf("connection.saml.nameId.format", { application })).toBe("changed");
});

test("goes through every setting of every rule, in order", () => {
  const paths = compareWithCard(card, { application, connection }).map(({ path, rule }) => [rule.id, path]);
  expect(paths).toEqual(card.rules.flatMap((rule) => rule.settings.map(({ path }) => [rule.id, path])));
});
