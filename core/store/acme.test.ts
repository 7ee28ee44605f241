import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Account } from "../accounts/account.ts";
import { valuesOf } from "../attribute-value.ts";
import { findCard, parseCard } from "../cards/cards.ts";
import { compareWithCard } from "../cards/compare.ts";
import { type DirectoryUser, groupsOfUser } from "../directory/directory.ts";
import { evaluateClaims } from "../mapping/claims.ts";
import { evaluateSource } from "../mapping/evaluate.ts";
import { buildScimSettings } from "../sp/default-scim.ts";
import { checkWorkspace } from "./check.ts";
import { parseWorkspace } from "./parse.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, FIXTURES), "utf8");
const text = textOf("workspaces/acme.json");
const acme = parseWorkspace(text, "acme.json");
const { users } = acme.directory;
const cards = ["slack-like", "salesforce-like", "jira-like"].map((id) => parseCard(textOf(`cards/${id}.json`), id));

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The sample has no ${what}.`);
  return value;
}

const provider = found(acme.identityProviders[0], "identity provider");
const person = (id: string): DirectoryUser =>
  found(
    users.find((user) => user.id === id),
    `person ${id}`,
  );
const application = (id: string) =>
  found(
    acme.applications.find((entry) => entry.id === id),
    `application ${id}`,
  );
const connection = (id: string) =>
  found(
    provider.connections.find((entry) => entry.application === id),
    `connection ${id}`,
  );
const accountsBy = (app: string, wanted: (account: Account) => boolean) => application(app).accounts.filter(wanted);
const withEmail = (app: string, email: unknown) => accountsBy(app, ({ attributes }) => attributes.email === email);
const accountOf = (app: string, id: string) => accountsBy(app, (account) => account.id === `acc-${id.slice(2)}`)[0];
const rolesOf = (app: string, id: string) => accountOf(app, id)?.roles.map(({ role }) => role);

test("reads by its schema, fits together, and is written as the program writes it", () => {
  expect(checkWorkspace(acme)).toEqual([]);
  expect(text).toBe(`${JSON.stringify(acme, null, 2)}\n`);
});

test("starts with the clock at rest and nothing remembered", () => {
  const { $schema, clock, seed, people, runtime, actions } = acme;
  expect({ $schema, clock, seed, people, runtime, actions }).toEqual({
    $schema: "../workspace.schema.json",
    clock: { now: "2026-03-02T09:00:00.000Z" },
    seed: "acme",
    people: "sample",
    runtime: { identityProviders: {}, applications: {} },
    actions: 0,
  });
  expect(Object.keys(JSON.parse(text))).not.toContain("journal");
});

test("has 24 people, the four plain ones first", () => {
  expect(users.map(({ id }) => id.slice(2))).toEqual([
    ...["ada", "mara", "liam", "grace"],
    ...["sukarti", "aoife", "zoe", "tomas", "meiling", "rosa", "priya", "nadia", "oskar", "wanjiru"],
    ...["dmitri", "ingrid", "carlos", "fatima", "anna", "anna-2", "max", "hanako", "ben", "sofia"],
  ]);
});

test.each([
  { what: "the joiner is in Finance", actual: () => person("u-ada").attributes.department, expected: "Finance" },
  {
    what: "the joiner has no account anywhere",
    actual: () => acme.applications.flatMap(({ id }) => withEmail(id, "ada.lovelace@acme.test")),
    expected: [],
  },
  {
    what: "the mover is in Engineering and her accounts are not",
    actual: () => [
      person("u-mara").attributes.department,
      ...["salesforce", "jira", "expenses"].map((app) => rolesOf(app, "u-mara")),
      accountOf("expenses", "u-mara")?.attributes.department,
    ],
    expected: ["Engineering", ["finance-user"], ["jira-users", "finance-users"], ["finance-user"], "Finance"],
  },
  {
    what: "the leaver is disabled and his accounts are not",
    actual: () => [person("u-liam").active, acme.applications.map(({ id }) => accountOf(id, "u-liam")?.active)],
    expected: [false, [true, true, true, true]],
  },
  {
    what: "the administrator is in app-admins, has a second factor and privileged roles",
    actual: () => {
      const { groups, secondFactors } = person("u-grace");
      return [groups.includes("g-app-admins"), secondFactors, ["salesforce", "jira", "expenses"].map(privilegedOf)];
    },
    expected: [true, ["otp", "hwk"], [["system-administrator"], ["jira-administrators"], ["admin"]]],
  },
])("plain people: $what", ({ actual, expected }) => {
  expect(actual()).toEqual(expected);
});

function privilegedOf(app: string): readonly string[] {
  const privileged = application(app).roles.filter((role) => role.privileged === true);
  return privileged.map(({ id }) => id).filter((id) => rolesOf(app, "u-grace")?.includes(id));
}

test.each([
  { what: "one name only", holds: () => person("u-sukarti").attributes.surname === undefined },
  {
    what: "an apostrophe, also in the address",
    holds: () =>
      /'/.test(`${person("u-aoife").attributes.surname}`) && /'.*@/.test(`${person("u-aoife").attributes.mail}`),
  },
  { what: "diacritics", holds: () => /ë.*Šk.*á/.test(`${person("u-zoe").attributes.displayName}`) },
  {
    what: "two addresses, of which an application knows the older",
    holds: () => {
      const others = valuesOf(person("u-tomas").attributes.otherMails);
      return others.length === 2 && others.includes(`${accountOf("slack", "u-tomas")?.attributes.email}`);
    },
  },
  {
    what: "a mixed-case userName whose account is in small letters",
    holds: () => {
      const identifier = accountOf("salesforce", "u-meiling")?.attributes.federationIdentifier;
      const { userName } = person("u-meiling");
      return userName !== identifier && userName.toLowerCase() === identifier;
    },
  },
  {
    what: "a guest with #EXT#",
    holds: () => person("u-rosa").userName.includes("#EXT#") && person("u-rosa").attributes.userType === "Guest",
  },
  { what: "somebody in 151 groups", holds: () => new Set(person("u-priya").groups).size === 151 },
  {
    what: "a renamed person whose link keeps the old name",
    holds: () => {
      const subjects = accountOf("salesforce", "u-nadia")?.links.map(({ subject }) => subject);
      return subjects?.[0] === "nadia.petrova@acme.test" && person("u-nadia").userName !== subjects[0];
    },
  },
  {
    what: "two people who manage each other",
    holds: () =>
      person("u-nadia").attributes.manager === "u-oskar" && person("u-oskar").attributes.manager === "u-nadia",
  },
  {
    what: "a deactivated account whose owner is back",
    holds: () => person("u-oskar").active && accountOf("expenses", "u-oskar")?.active === false,
  },
  {
    what: "another leaver, of whom one account was forgotten",
    holds: () =>
      !person("u-wanjiru").active &&
      accountOf("slack", "u-wanjiru")?.active === false &&
      accountOf("salesforce", "u-wanjiru")?.active === true,
  },
  {
    what: "a contractor with an address elsewhere",
    holds: () =>
      !/@acme\.test$/.test(`${person("u-dmitri").attributes.mail}`) &&
      person("u-dmitri").groups.includes("g-contractors"),
  },
  { what: "somebody without an address", holds: () => person("u-ingrid").attributes.mail === undefined },
  { what: "a suspended person", holds: () => person("u-carlos").suspended === true && person("u-carlos").active },
  { what: "an empty text", holds: () => person("u-carlos").attributes.jobTitle === "" },
  {
    what: "an employee number whose zeros an application lost",
    holds: () =>
      person("u-fatima").attributes.employeeId === "000417" &&
      accountOf("expenses", "u-fatima")?.attributes.employeeNumber === "417",
  },
  {
    what: "two people with one display name",
    holds: () => person("u-anna").attributes.displayName === person("u-anna-2").attributes.displayName,
  },
  { what: "an explicit null", holds: () => person("u-anna").attributes.mobilePhone === null },
  { what: "a department in small letters", holds: () => person("u-anna-2").attributes.department === "finance" },
  {
    what: "an unverified address that an account without a link has too",
    holds: () =>
      person("u-anna-2").attributes.emailVerified === false && accountOf("expenses", "u-anna-2")?.links.length === 0,
  },
  { what: "a very long name", holds: () => `${person("u-max").attributes.displayName}`.length > 60 },
  { what: "a Japanese name", holds: () => /\p{Script=Han}/u.test(`${person("u-hanako").attributes.displayName}`) },
  {
    what: "local accounts with the same address and no link",
    holds: () =>
      ["salesforce", "jira", "expenses"].every((app) =>
        withEmail(app, person("u-ben").attributes.mail).every(({ links }) => links.length === 0),
      ) && withEmail("expenses", person("u-ben").attributes.mail).length === 1,
  },
  {
    what: "an address that two accounts have",
    holds: () => withEmail("expenses", person("u-sofia").attributes.mail).length === 2,
  },
  {
    what: "somebody assigned where a second factor is needed, who has none",
    holds: () =>
      person("u-fatima").groups.includes("g-app-salesforce") && person("u-fatima").secondFactors === undefined,
  },
  {
    what: "notes: decisions, assumptions and questions, some with an owner",
    holds: () =>
      new Set(users.map(({ note }) => note?.kind)).size === 4 && users.some(({ note }) => note?.owner !== undefined),
  },
])("the awkwardness of real people: $what", ({ holds }) => {
  expect(holds()).toBe(true);
});

test("gives each party a registrable domain of its own, so that cookies do not cross", () => {
  const origins = [provider.origin, ...acme.applications.map(({ origin }) => origin)];
  const domains = origins.map((origin) => new URL(origin).hostname.split(".").slice(-2).join("."));
  expect(domains).toEqual([
    "acme-id.test",
    "slack-like.test",
    "salesforce-like.test",
    "jira-like.test",
    "expenses-acme.test",
  ]);
});

test("has applications that differ in sign-on and policy", () => {
  expect(
    acme.applications.map(({ id, signOn, saml, jit }) => ({
      id,
      signOn,
      signs: saml?.signRequests ?? false,
      assigned: connection(id).assignment.required,
      secondFactor: connection(id).requireSecondFactor ?? false,
      nameId: connection(id).saml?.nameId.format ?? "sub",
      response: connection(id).saml?.sign ?? "ID token",
      policy: [jit.emailOnlyMatch, jit.deactivated, jit.laterLogins, jit.roles].join(" "),
    })),
  ).toEqual([
    {
      ...{ id: "slack", signOn: "saml", signs: false, assigned: false, secondFactor: false },
      ...{ nameId: "persistent", response: "assertion", policy: "link refuse nothing firstLogin" },
    },
    {
      ...{ id: "salesforce", signOn: "saml", signs: true, assigned: true, secondFactor: true },
      ...{ nameId: "unspecified", response: "both", policy: "createSecond refuse updateAll replace" },
    },
    {
      ...{ id: "jira", signOn: "saml", signs: false, assigned: false, secondFactor: false },
      ...{ nameId: "emailAddress", response: "response", policy: "refuse refuse updateAll replace" },
    },
    {
      ...{ id: "expenses", signOn: "oidc", signs: false, assigned: false, secondFactor: false },
      ...{ nameId: "sub", response: "ID token", policy: "linkIfVerified reactivate updateAll replace" },
    },
  ]);
});

test("marks the keys of the identity provider as published", () => {
  expect(provider.keys.map(({ algorithm, status, sample }) => [algorithm, status, sample])).toEqual([
    ["RS256", "active", true],
    ["ES256", "active", true],
  ]);
});

test.each([
  {
    card: "slack-like",
    assumed: ["signatures", "email-case", "attribute-names", "update", "roles", "deactivated", "sign-on-limits"],
  },
  {
    card: "salesforce-like",
    assumed: ["sign-on", "subject-form", "email-required", "unknown-profile", "profile-later", "inactive-standard"],
  },
  { card: "jira-like", assumed: ["sign-on", "match", "no-group", "deactivated"] },
])("the $card application is as its card says, and rests on its assumptions about $assumed", ({ card, assumed }) => {
  const behaving = found(
    acme.applications.find((entry) => entry.card === card),
    `${card} application`,
  );
  const subject = { application: behaving, connection: connection(behaving.id) };
  const comparisons = compareWithCard(findCard(cards, card), subject);
  const rulesWith = (wanted: string) => [
    ...new Set(comparisons.filter(({ standing }) => standing === wanted).map(({ rule }) => rule.id)),
  ];
  expect(rulesWith("changed")).toEqual([]);
  expect(rulesWith("asAssumed").toSorted()).toEqual(assumed.toSorted());
  expect(rulesWith("asDocumented").length).toBeGreaterThan(3);
});

test.each(acme.applications)(
  "$id offers SCIM, with every attribute in its usual place",
  ({ id, scim, ...application }) => {
    const { bindings, behaviour } = buildScimSettings(application);
    expect(scim).toMatchObject({ bindings, behaviour, bearerToken: `${id}-scim-token-published-with-the-sample` });
  },
);

test("gives roles over SCIM in different ways: none, those listed, by groups, by rules on attributes", () => {
  expect(acme.applications.map(({ id, scim }) => [id, scim?.roles.from])).toEqual([
    ["slack", "none"],
    ["salesforce", "roles"],
    ["jira", "groups"],
    ["expenses", "rules"],
  ]);
  const named = acme.applications.flatMap(({ scim }) => (scim?.roles.from === "groups" ? scim.roles.groups : []));
  const groups = acme.directory.groups.map(({ name }) => name);
  expect(named.map(({ displayName }) => displayName)).toEqual(["Finance", "Engineering", "app-admins"]);
  expect(named.filter(({ displayName }) => !groups.includes(displayName))).toEqual([]);
});

test("an application that is made in-house has no card", () => {
  expect(application("expenses").card).toBeUndefined();
});

test("links of accounts are those that a login of today would bring, but for the person who was renamed", () => {
  const stale = acme.applications.flatMap(({ id, accounts }) =>
    accounts.flatMap((account) =>
      account.links
        .filter(({ subject }) => subject !== subjectToday(id, person(`u-${account.id.slice(4)}`)))
        .map(() => [id, account.id]),
    ),
  );
  expect(stale).toEqual([["salesforce", "acc-nadia"]]);
});

test("stores no pairwise subject: a workspace that is made from the sample has a salt of its own", () => {
  const pairwise = provider.connections.filter(
    ({ saml, oidc }) => saml?.nameId.format === "persistent" || oidc?.subject === "pairwise",
  );
  expect(pairwise.map((entry) => entry.application)).toEqual(["slack"]);
  expect(application("slack").accounts.flatMap(({ links }) => links)).toEqual([]);
});

/** The NameID or `sub` that the identity provider would send; not for pairwise ones. */
function subjectToday(app: string, { id, userName, attributes }: DirectoryUser): unknown {
  const { saml } = connection(app);
  if (saml === undefined) return id;
  return evaluateSource(saml.nameId.source, (name) => (name === "userName" ? userName : attributes[name])).value;
}

test.each([
  { app: "salesforce", department: "Finance", claim: "User.ProfileId", value: "Finance User", role: "Finance User" },
  {
    app: "salesforce",
    department: "Engineering",
    claim: "User.ProfileId",
    value: "Engineering User",
    role: "Engineering User",
  },
  { app: "jira", department: "Finance", claim: "department", value: "Finance", role: "finance-users" },
  { app: "jira", department: "Engineering", claim: "department", value: "Engineering", role: "engineering-users" },
  { app: "expenses", department: "Finance", claim: "department", value: "Finance", role: "Finance User" },
  { app: "expenses", department: "Engineering", claim: "department", value: "Engineering", role: "Engineering User" },
])("in $app, Ada of $department is a $role", ({ app, department, claim, value, role }) => {
  const ada = person("u-ada");
  const user = { ...ada, attributes: { ...ada.attributes, department } };
  const { saml, oidc } = connection(app);
  const claims = evaluateClaims(
    saml?.claims ?? oidc?.claims ?? [],
    { user, groups: groupsOfUser(acme.directory, user) },
    "",
  );
  expect(claims.attributes.find((entry) => entry.mapping.claim === claim)?.value).toBe(value);
  const { roleRules, roles } = application(app);
  const granting = roleRules.filter(({ when }) => "value" in when && when.claim === claim && when.value === value);
  expect(granting.map((rule) => roles.find(({ id }) => id === rule.role)?.name)).toEqual([role]);
});
