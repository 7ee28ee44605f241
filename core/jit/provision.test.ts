import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Account, accountSchema } from "../accounts/account.ts";
import { applyChanges, valuesByPath } from "../accounts/changes.ts";
import { buildTestAccount } from "../accounts/test-account.ts";
import type { NewStep } from "../trace/step.ts";
import type { JitTarget } from "./gather.ts";
import type { VerifiedIdentity } from "./identity.ts";
import type { JitPolicy } from "./policy.ts";
import { ADA, ADA_LINK, AT, buildTarget, ISSUER, logIn, NOW } from "./test-target.ts";

const EMAIL = "ada@acme.test";
const LATER = NOW + 3_600_000;

function linesOf(steps: readonly NewStep[]): readonly string[] {
  return steps.map((step) => `${step.phase} ${step.status}: ${step.title}`);
}

function changesOf(steps: readonly NewStep[]) {
  return steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
}

function evaluationsOf(steps: readonly NewStep[]) {
  return steps.flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
}

function withAccounts(target: JitTarget, accounts: readonly Account[]): JitTarget {
  return { ...target, accounts };
}

describe("a first login", () => {
  const { result, steps } = logIn(buildTarget(), ADA);

  test("makes an account whose every value and grant says who wrote it, when and why", () => {
    const mapped = (why: string, cause: string) => ({ writer: "jit", at: AT, why, cause });
    expect(result.account).toEqual({
      id: expect.stringMatching(/^acc-[0-9a-f]{16}$/),
      userName: EMAIL,
      active: true,
      attributes: { email: EMAIL, department: "Finance" },
      roles: [
        {
          role: "finance",
          ...mapped("Rule `in-finance` grants Finance User: claim `department` equals `Finance`.", "in-finance"),
        },
      ],
      links: [ADA_LINK],
      written: {
        userName: mapped("Row `name`: the subject.", "name"),
        active: mapped("No account matches, so Acme makes one.", "jit.noMatch.create"),
        email: mapped("Row `mail`: claim `email`.", "mail"),
        department: mapped("Row `dept`: claim `department`.", "dept"),
      },
      createdAt: AT,
      lastSignInAt: AT,
    });
    expect(result).toMatchObject({ signIn: true, decision: { result: "create", account: result.account?.id } });
    expect(result.refusal).toBeUndefined();
    expect(result.accounts).toEqual([result.account]);
  });

  test("shows the five moments in order", () => {
    expect(linesOf(steps)).toEqual([
      "import ok: Acme reads what the login brought",
      "scope ok: Acme finds the login in scope",
      "match ok: Acme looks for an account and finds none",
      "decide ok: Acme maps the claims to account attributes",
      "decide ok: Acme tries its role rules: 1 of 2 hold",
      "decide ok: Acme decides: make an account",
      "apply ok: Acme creates the account ada@acme.test",
      "apply ok: Acme links ada@acme.test to the subject",
      "apply ok: Acme grants Finance User",
    ]);
    expect(steps.filter((step) => step.from !== step.to).map(({ from, to }) => `${from} ${to}`)).toEqual(
      Array.from({ length: 4 }, () => "app:acme accounts:acme"),
    );
  });

  test("names each change with its writer, its reason and its cause", () => {
    expect(changesOf(steps).map(({ path, after, writer, cause }) => ({ path, after, writer, cause }))).toEqual([
      { path: "account", after: EMAIL, writer: "jit", cause: "jit.noMatch.create" },
      { path: "userName", after: EMAIL, writer: "jit", cause: "name" },
      { path: "active", after: true, writer: "jit", cause: "jit.noMatch.create" },
      { path: "attributes.email", after: EMAIL, writer: "jit", cause: "mail" },
      { path: "attributes.department", after: "Finance", writer: "jit", cause: "dept" },
      {
        path: "links",
        after: ["`ada@acme.test` of https://idp.test (emailAddress)"],
        writer: "jit",
        cause: "jit.storeLink",
      },
      { path: "roles.finance", after: true, writer: "jit", cause: "in-finance" },
    ]);
  });
});

test("a second login finds the account by its link and changes nothing but the sign-in time", () => {
  const target = buildTarget();
  const first = logIn(target, ADA).result;
  const { result, steps } = logIn(withAccounts(target, first.accounts), ADA, LATER);
  expect(result.decision.result).toBe("unchanged");
  expect(result.account).toEqual({ ...first.account, lastSignInAt: "2026-03-02T10:00:00.000Z" });
  expect(linesOf(steps).slice(-2)).toEqual([
    "decide ok: Acme decides: nothing to change",
    "apply skipped: Nothing changed",
  ]);
});

test("a mover loses the role of the old department, and the change says whose grant ended", () => {
  const target = buildTarget();
  const first = logIn(target, ADA).result;
  const moved = { ...ADA, claims: { ...ADA.claims, department: "Sales" } };
  const { result, steps } = logIn(withAccounts(target, first.accounts), moved, LATER);
  expect(result.account?.roles).toMatchObject([
    { role: "member", cause: "jit.defaultRole", why: "No role rule holds, so the default role Member is given." },
  ]);
  expect(linesOf(steps).slice(-3)).toEqual([
    "apply ok: Acme updates `department` of ada@acme.test",
    "apply ok: Acme grants Member",
    "apply ok: Acme takes away Finance User",
  ]);
  expect(changesOf(steps).at(-1)).toEqual({
    application: "acme",
    account: result.account?.id,
    path: "roles.finance",
    before: true,
    writer: "jit",
    why: "Roles are replaced by what the rules grant, and no rule grants this one; an earlier login had granted it on 2026-03-02.",
    cause: "jit.roles.replace",
  });
});

test("a privileged role is granted with a warning", () => {
  const { steps } = logIn(buildTarget(), { ...ADA, claims: { ...ADA.claims, groups: "App-Admins" } });
  expect(steps.at(-1)).toMatchObject({
    status: "warning",
    title: "Acme grants Finance User, Administrator",
    why: expect.stringContaining("Administrator is a privileged role"),
  });
});

test("a held account is stored, and nobody signs in to it until it is approved", () => {
  const target = buildTarget({ noMatch: "hold" });
  const { result, steps } = logIn(target, ADA);
  expect(result).toMatchObject({
    signIn: false,
    account: { held: true, active: true, userName: EMAIL },
    refusal: {
      code: "JIT_HELD",
      reason: "Refused for now: Acme made the account ada@acme.test and holds it until somebody approves it.",
      setting: "applications/acme/jit/noMatch",
    },
  });
  expect(result.account?.lastSignInAt).toBeUndefined();
  expect(linesOf(steps)).toContain("apply ok: Acme creates the account ada@acme.test and holds it");
  const again = logIn(withAccounts(target, result.accounts), ADA, LATER).result;
  expect(again.refusal?.code).toBe("JIT_HELD");
  expect(again.accounts).toBe(result.accounts);
});

test("a refusal changes nothing, says why and where, and shows what would have been written", () => {
  const target = buildTarget({ noMatch: "refuse" });
  const { result, steps } = logIn(target, ADA);
  expect(result).toEqual({
    decision: result.decision,
    accounts: target.accounts,
    signIn: false,
    refusal: {
      code: "JIT_CREATE_OFF",
      reason: "Refused, as Acme is set: no match, and creation is off. Nothing changed.",
      setting: "applications/acme/jit/noMatch",
    },
  });
  expect(result.accounts).toBe(target.accounts);
  expect(linesOf(steps).slice(-2)).toEqual(["decide refused: Acme decides: refuse", "apply skipped: Nothing changed"]);
  expect(evaluationsOf(steps).find(({ id }) => id === "mail")).toMatchObject({
    result: "skipped",
    value: EMAIL,
    why: "Row `mail`: claim `email`. Not written: the login is refused.",
  });
});

test("out of scope, nobody looks for an account", () => {
  const { steps } = logIn(buildTarget({ requiredClaims: ["email", "title"], allowedEmailDomains: ["acme.test"] }), ADA);
  expect(linesOf(steps)).toEqual([
    "import ok: Acme reads what the login brought",
    "scope warning: Acme finds the login out of scope",
    "decide ok: Acme maps the claims to account attributes",
    "decide refused: Acme decides: refuse",
    "apply skipped: Nothing changed",
  ]);
  const scope = steps.find((step) => step.kind === "checks");
  expect(scope?.checks.map(({ code, result, expected, actual }) => ({ code, result, expected, actual }))).toEqual([
    { code: "JIT_REQUIRED_CLAIM", result: "passed", expected: "a value", actual: '"ada@acme.test"' },
    { code: "JIT_REQUIRED_CLAIM", result: "failed", expected: "a value", actual: "(absent)" },
    { code: "JIT_EMAIL_DOMAIN", result: "passed", expected: "`acme.test`", actual: EMAIL },
  ]);
});

test("off: the account signs in, the link is stored, and neither mappings nor rules are tried", () => {
  const target = buildTarget({ enabled: false }, [buildTestAccount(EMAIL)]);
  const { result, steps } = logIn(target, ADA);
  expect(result).toMatchObject({ signIn: true, decision: { result: "link" } });
  expect(result.account).toEqual({ ...buildTestAccount(EMAIL), links: [ADA_LINK], lastSignInAt: AT });
  expect(linesOf(steps)).toEqual([
    "import ok: Acme reads what the login brought",
    "scope ok: Acme finds the login in scope",
    "match ok: Acme looks for an account and finds ada@acme.test by `userName`",
    "decide ok: Acme decides: link the account",
    "apply ok: Acme links ada@acme.test to the subject",
  ]);
});

test("a match row says what was looked for, what was found, and which rows were not needed", () => {
  const target = buildTarget({}, [buildTestAccount(EMAIL)]);
  const [link, byName, byEmail] = evaluationsOf(logIn(target, ADA).steps);
  expect(link).toMatchObject({ id: "jit.link", result: "absent", why: "No account is linked to this subject." });
  expect(byName).toMatchObject({
    id: "jit.match.1",
    rule: "where `userName` equals the subject, ignoring case",
    inputs: [{ name: "subject", value: EMAIL }],
    result: "applied",
    value: [EMAIL],
  });
  expect(byEmail).toMatchObject({
    id: "jit.match.2",
    result: "skipped",
    why: "Not looked at: a row above decides already.",
  });
});

test("a reactivation writes who opened the account again, and warns", () => {
  const closed = buildTestAccount(EMAIL, { active: false, links: [ADA_LINK] });
  const { result, steps } = logIn(buildTarget({ deactivated: "reactivate" }, [closed]), ADA);
  expect(result.account?.active).toBe(true);
  expect(result.account?.written.active).toMatchObject({ writer: "jit", at: AT, cause: "jit.deactivated.reactivate" });
  expect(linesOf(steps)).toContain("decide warning: Acme decides: reactivate the account");
  expect(linesOf(steps)).toContain("apply ok: Acme reactivates ada@acme.test");
});

test("a login that makes its own account deactivated does not get in", () => {
  const target = buildTarget();
  const off = { id: "off", target: "active", source: { kind: "constant", value: false }, apply: "always" } as const;
  const { result } = logIn({ ...target, mappings: [...target.mappings, off] }, ADA);
  expect(result).toMatchObject({
    signIn: false,
    decision: { result: "create" },
    refusal: {
      code: "JIT_ACCOUNT_DEACTIVATED",
      reason: "Refused, as Acme is set: the login's own value of `active` leaves ada@acme.test deactivated.",
      setting: "applications/acme/mappings/off",
    },
  });
});

test("a row for creation only, and a value that is filled, are left alone and say so", () => {
  const account = buildTestAccount(EMAIL, { links: [ADA_LINK], attributes: { email: "old@acme.test" } });
  const { result, steps } = logIn(buildTarget({ laterLogins: "fillEmpty" }, [account]), {
    ...ADA,
    subject: ADA.subject,
  });
  expect(result.account?.attributes).toEqual({ email: "old@acme.test", department: "Finance" });
  const why = (id: string) => evaluationsOf(steps).find((entry) => entry.id === id)?.why;
  expect(why("name")).toBe("Row `name`: the subject. Written only when an account is made, and this one exists.");
  expect(why("mail")).toBe(
    "Row `mail`: claim `email`. Later logins fill empty attributes only, and this one has a value.",
  );
});

test("null in a claim empties the attribute, and the change names the row", () => {
  const target = buildTarget();
  const first = logIn(target, ADA).result;
  const { result, steps } = logIn(withAccounts(target, first.accounts), {
    ...ADA,
    claims: { ...ADA.claims, email: null },
  });
  expect(result.account?.attributes).toEqual({ department: "Finance" });
  expect(changesOf(steps)).toMatchObject([{ path: "attributes.email", before: EMAIL, writer: "jit", cause: "mail" }]);
});

describe("what a new link is said to be worth", () => {
  const format = (name: string) => `urn:oasis:names:tc:SAML:${name}`;
  const promised = "stays the same, whatever becomes of names and addresses.";
  const broken =
    "if it changes at the identity provider, the link no longer fits, and a later login may make a second account.";
  test.each([
    ["a persistent NameID", "saml", "p7x", format("2.0:nameid-format:persistent"), `A persistent NameID ${promised}`],
    ["a public or pairwise sub", "oidc", "u-ada", undefined, `A \`sub\` ${promised}`],
    ["a sub that is an address", "oidc", EMAIL, undefined, `this subject is an address or a user name: ${broken}`],
    [
      "an emailAddress NameID",
      "saml",
      EMAIL,
      format("1.1:nameid-format:emailAddress"),
      `this subject is an address or a user name: ${broken}`,
    ],
    ["a user name", "saml", "ADA", undefined, `this subject is an address or a user name: ${broken}`],
    [
      "an unspecified NameID that is neither",
      "saml",
      "00417",
      format("1.1:nameid-format:unspecified"),
      `Its format does not promise that it stays the same: ${broken}`,
    ],
  ] as const)("%s", (_name, protocol, value, nameIdFormat, words) => {
    const subject = { value, transient: false, ...(nameIdFormat === undefined ? {} : { format: nameIdFormat }) };
    const target = buildTarget({ emailOnlyMatch: "link" }, [buildTestAccount("ada", { attributes: { email: EMAIL } })]);
    const { steps } = logIn(target, { ...ADA, protocol, subject });
    const linked = steps.find(({ title }) => title === "Acme links ada to the subject");
    expect(linked?.why).toMatch(/^The link is the issuer and the subject as they came/);
    expect(linked?.why.endsWith(words)).toBe(true);
  });
});

test("a transient NameID leaves no link", () => {
  const { result } = logIn(buildTarget(), { ...ADA, subject: { ...ADA.subject, transient: true } });
  expect(result.account?.links).toEqual([]);
});

// Any policy, any few accounts, any login.
const option = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const policies: fc.Arbitrary<JitPolicy> = fc.record({
  enabled: fc.boolean(),
  match: fc.subarray([
    { account: "email", from: { claim: "email" }, compare: "ignoreCase" as const },
    { account: "userName", from: "subject" as const, compare: "exact" as const },
    { account: "externalId", from: { claim: "uid" }, compare: "ignoreCase" as const },
  ]),
  noMatch: option("create", "hold", "refuse"),
  emailOnlyMatch: option("link", "linkIfVerified", "createSecond", "refuse"),
  deactivated: option("refuse", "reactivate"),
  laterLogins: option("updateAll", "fillEmpty", "nothing"),
  requiredClaims: fc.subarray(["email", "uid"]),
  allowedEmailDomains: fc.subarray(["acme.test"]),
  roles: option("replace", "add", "firstLogin"),
  defaultRole: option("member", "ghost"),
  noRoleRuleMatches: option("keepDefault", "keepPresent", "refuse"),
});
const emails = option("ada@acme.test", "ADA@acme.test", "eve@acme.test", "x@evil.test", "");
const subjects = option("ada", "eve", "s1");
const someAccounts: fc.Arbitrary<readonly Account[]> = fc.uniqueArray(
  fc
    .record({
      name: option("ada", "eve", "bob"),
      active: fc.boolean(),
      held: fc.boolean(),
      email: emails,
      link: fc.option(subjects),
      role: option("member", "finance", "admin"),
    })
    .map(({ name, active, held, email, link, role }) =>
      buildTestAccount(name, {
        active,
        ...(held ? { held } : {}),
        attributes: { email },
        roles: [{ role, writer: "manual", at: AT, why: "." }],
        links: link === null ? [] : [{ issuer: ISSUER, subject: link, linkedAt: AT }],
      }),
    ),
  { maxLength: 3, selector: (account) => account.id },
);
const values = fc.oneof(
  fc.string(),
  option("Finance", "App-Admins"),
  fc.constant(null),
  fc.array(option("Finance", "App-Admins", "")),
);
const logins: fc.Arbitrary<VerifiedIdentity> = fc
  .record({
    subject: subjects,
    transient: fc.boolean(),
    verified: fc.option(fc.boolean()),
    email: emails,
    department: values,
    groups: values,
    uid: values,
  })
  .map(({ subject, transient, verified, ...claims }) => ({
    protocol: "oidc",
    issuer: ISSUER,
    subject: { value: subject, transient },
    claims,
    ...(verified === null ? {} : { emailVerified: verified }),
  }));

describe("for any policy, accounts and login", () => {
  test("the same login gives the same result and the same steps, and never throws", () => {
    fc.assert(
      fc.property(policies, someAccounts, logins, (policy, accounts, identity) => {
        const target = buildTarget(policy, accounts);
        expect(JSON.stringify(logIn(target, identity))).toBe(JSON.stringify(logIn(target, identity)));
      }),
    );
  });

  test("a refusal by decision touches no account, and nobody gets in to a held or deactivated one", () => {
    fc.assert(
      fc.property(policies, someAccounts, logins, (policy, accounts, identity) => {
        const { result, steps } = logIn(buildTarget(policy, accounts), identity);
        expect(result.signIn).toBe(result.refusal === undefined);
        if (result.decision.result === "deny") {
          expect(result.accounts).toBe(accounts);
          expect(changesOf(steps)).toEqual([]);
        }
        if (result.signIn) expect(result.account).toMatchObject({ active: true });
        if (result.signIn) expect(result.account?.held).toBeUndefined();
        if (result.account !== undefined) accountSchema.parse(result.account);
      }),
    );
  });

  test("the changes applied to the account before give the account after, and no other account changes", () => {
    fc.assert(
      fc.property(policies, someAccounts, logins, (policy, accounts, identity) => {
        const { result, steps } = logIn(buildTarget(policy, accounts), identity);
        for (const after of result.accounts) {
          const before = accounts.find((account) => account.id === after.id);
          const changes = changesOf(steps).filter((change) => change.account === after.id);
          expect(new Map(applyChanges(valuesByPath(before), changes))).toEqual(valuesByPath(after));
          if (after.id !== result.account?.id) expect(after).toBe(before);
        }
      }),
    );
  });

  test("replacing leaves exactly the roles that rules grant", () => {
    fc.assert(
      fc.property(policies, someAccounts, logins, (policy, accounts, identity) => {
        const target = buildTarget({ ...policy, enabled: true, roles: "replace" }, accounts);
        const { result, steps } = logIn(target, identity);
        const granted = evaluationsOf(steps).filter(
          ({ id, value }) => (id === "in-finance" || id === "admins") && value === true,
        );
        if (result.account === undefined || granted.length === 0) return;
        expect(new Set(result.account.roles.map(({ role }) => role))).toEqual(
          new Set(granted.map(({ target: role }) => role)),
        );
      }),
    );
  });

  test("the same person's next login changes nothing", () => {
    fc.assert(
      fc.property(policies, someAccounts, logins, (policy, accounts, identity) => {
        fc.pre(!identity.subject.transient);
        const target = buildTarget(policy, accounts);
        const first = logIn(target, identity).result;
        fc.pre(first.signIn);
        const second = logIn(withAccounts(target, first.accounts), identity, LATER).result;
        expect(second).toMatchObject({ signIn: true, decision: { result: "unchanged", account: first.account?.id } });
      }),
    );
  });

  test("no account is ever taken over from another subject of the same issuer", () => {
    fc.assert(
      fc.property(policies, someAccounts, logins, (policy, accounts, identity) => {
        const { result } = logIn(buildTarget(policy, accounts), identity);
        const links = result.account?.links ?? [];
        const { transient, value } = identity.subject;
        if (result.signIn) expect(links.map((link) => link.subject)).toEqual(transient ? [] : [value]);
      }),
    );
  });
});
