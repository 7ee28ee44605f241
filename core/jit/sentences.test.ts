import { expect, test } from "vitest";
import { describePolicy, listNames } from "./sentences.ts";
import { POLICY } from "./test-target.ts";

test("a policy reads from top to bottom", () => {
  expect(describePolicy(POLICY)).toEqual([
    { id: "enabled", text: "A login may make an account and change it: just-in-time provisioning is on." },
    { id: "requiredClaims", text: "A login need not bring any particular claim." },
    { id: "allowedEmailDomains", text: "An email of any domain is welcome." },
    {
      id: "match",
      text: "An account is found by the identity link that an earlier login left; else where `userName` equals the subject, ignoring case; else where `email` equals the claim `email`, ignoring case.",
    },
    { id: "noMatch", text: "When a login arrives and no account matches: create one." },
    { id: "emailOnlyMatch", text: "When an account matches by its email alone: refuse." },
    { id: "deactivated", text: "When the account is deactivated: refuse." },
    {
      id: "laterLogins",
      text: "On every later login: update all mapped attributes.",
      risk: "Values that were edited by hand in the application are overwritten.",
    },
    {
      id: "roles",
      text: "Roles are replaced at every login by exactly what the role rules grant.",
      risk: "Roles that were granted by hand are lost at the next login.",
    },
    { id: "defaultRole", text: "The default role is `member`." },
    { id: "noRoleRuleMatches", text: "When no role rule holds: the default role, or none where there is no default." },
  ]);
});

test.each([
  {
    member: { emailOnlyMatch: "link" },
    risk: "Whoever gets an identity provider to send that address, even unverified, takes the account over.",
  },
  {
    member: { emailOnlyMatch: "linkIfVerified" },
    risk: "An address that was given to somebody else since brings them into the earlier owner's account.",
  },
  { member: { emailOnlyMatch: "createSecond" }, risk: "One person may end up with two accounts." },
  {
    member: { deactivated: "reactivate" },
    risk: "An account that somebody closed on purpose opens again by one login.",
  },
  { member: { roles: "add" }, risk: "Privilege creep: whoever changes departments keeps the roles of the one before." },
  { member: { roles: "firstLogin" }, risk: "Whoever changes departments keeps the roles of the first day." },
] as const)("labels the risk of $member", ({ member, risk }) => {
  const [id] = Object.keys(member);
  expect(describePolicy({ ...POLICY, ...member }).find((sentence) => sentence.id === id)?.risk).toBe(risk);
});

test.each([
  {
    members: { enabled: false },
    text: "A login neither makes nor changes an account: just-in-time provisioning is off. Whoever has an account still signs in.",
  },
  { members: { requiredClaims: ["email", "name"] }, text: "A login must bring `email` and `name`." },
  { members: { allowedEmailDomains: ["acme.test"] }, text: "The email must be of the domain `acme.test`." },
  {
    members: { allowedEmailDomains: ["a.test", "b.test"] },
    text: "The email must be of one of the domains `a.test` and `b.test`.",
  },
  {
    members: { match: [] },
    text: "An account is found by the identity link that an earlier login left, and by nothing else.",
  },
  {
    members: { noMatch: "hold" as const },
    text: "When a login arrives and no account matches: create one and hold it for approval.",
  },
])("says: $text", ({ members, text }) => {
  expect(describePolicy({ ...POLICY, ...members }).map((sentence) => sentence.text)).toContain(text);
});

test("lists names in a row", () => {
  expect(listNames(["a", "b", "c"])).toBe("`a`, `b` and `c`");
});
