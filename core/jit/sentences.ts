import type { JitPolicy, MatchAttribute } from "./policy.ts";

/** One member of a policy as a sentence. */
export interface PolicySentence {
  readonly id: keyof JitPolicy;
  readonly text: string;
  /** What can go wrong with this choice; absent where it is a careful one. */
  readonly risk?: string;
}

type Choice = Omit<PolicySentence, "id">;

/** The members in the order in which a login meets them. */
const MEMBERS = [
  "enabled",
  "requiredClaims",
  "allowedEmailDomains",
  "match",
  "noMatch",
  "emailOnlyMatch",
  "deactivated",
  "laterLogins",
  "roles",
  "defaultRole",
  "noRoleRuleMatches",
] as const satisfies readonly (keyof JitPolicy)[];

/** A policy as sentences that a person can read from top to bottom, each with its risk where it has one. */
export function describePolicy(policy: JitPolicy): readonly PolicySentence[] {
  return MEMBERS.map((id) => describeMember(policy, id));
}

/** One member of a policy as a sentence: written once for each policy, which is never changed in place. */
export function describeMember(policy: JitPolicy, id: keyof JitPolicy): PolicySentence {
  const known = sentences.get(policy) ?? new Map<keyof JitPolicy, PolicySentence>();
  const present = known.get(id);
  if (present !== undefined) return present;
  const sentence = { id, ...chosen(policy, id) };
  sentences.set(policy, known.set(id, sentence));
  return sentence;
}

const sentences = new WeakMap<JitPolicy, Map<keyof JitPolicy, PolicySentence>>();

function chosen(policy: JitPolicy, id: keyof JitPolicy): Choice {
  switch (id) {
    case "enabled":
      return policy.enabled ? ENABLED.on : ENABLED.off;
    case "requiredClaims":
      return { text: requiredClaims(policy.requiredClaims) };
    case "allowedEmailDomains":
      return { text: allowedDomains(policy.allowedEmailDomains) };
    case "match":
      return { text: matchOrder(policy.match) };
    case "defaultRole":
      return { text: defaultRole(policy.defaultRole) };
    case "noMatch":
      return NO_MATCH[policy.noMatch];
    case "emailOnlyMatch":
      return EMAIL_ONLY_MATCH[policy.emailOnlyMatch];
    case "deactivated":
      return DEACTIVATED[policy.deactivated];
    case "laterLogins":
      return LATER_LOGINS[policy.laterLogins];
    case "roles":
      return ROLES[policy.roles];
    case "noRoleRuleMatches":
      return NO_ROLE_RULE_MATCHES[policy.noRoleRuleMatches];
  }
}

const ENABLED = {
  on: { text: "A login may make an account and change it: just-in-time provisioning is on." },
  off: {
    text: "A login neither makes nor changes an account: just-in-time provisioning is off. Whoever has an account still signs in.",
  },
} as const satisfies Record<string, Choice>;

const NO_MATCH: Record<JitPolicy["noMatch"], Choice> = {
  create: { text: "When a login arrives and no account matches: create one." },
  hold: { text: "When a login arrives and no account matches: create one and hold it for approval." },
  refuse: { text: "When a login arrives and no account matches: refuse." },
};

const EMAIL_ONLY_MATCH: Record<JitPolicy["emailOnlyMatch"], Choice> = {
  link: {
    text: "When an account matches by its email alone: link it, verified or not.",
    risk: "Whoever gets an identity provider to send that address, even unverified, takes the account over.",
  },
  linkIfVerified: {
    text: "When an account matches by its email alone: link it if the identity provider says that the email is verified, else refuse.",
    risk: "An address that was given to somebody else since brings them into the earlier owner's account.",
  },
  createSecond: {
    text: "When an account matches by its email alone: leave it and create a second one.",
    risk: "One person may end up with two accounts.",
  },
  refuse: { text: "When an account matches by its email alone: refuse." },
};

const DEACTIVATED: Record<JitPolicy["deactivated"], Choice> = {
  refuse: { text: "When the account is deactivated: refuse." },
  reactivate: {
    text: "When the account is deactivated: reactivate it.",
    risk: "An account that somebody closed on purpose opens again by one login.",
  },
};

const LATER_LOGINS: Record<JitPolicy["laterLogins"], Choice> = {
  updateAll: {
    text: "On every later login: update all mapped attributes.",
    risk: "Values that were edited by hand in the application are overwritten.",
  },
  fillEmpty: { text: "On every later login: fill mapped attributes that are empty." },
  nothing: { text: "On every later login: leave the attributes as they are." },
};

const ROLES: Record<JitPolicy["roles"], Choice> = {
  replace: {
    text: "Roles are replaced at every login by exactly what the role rules grant.",
    risk: "Roles that were granted by hand are lost at the next login.",
  },
  add: {
    text: "Roles are only added, never taken away.",
    risk: "Privilege creep: whoever changes departments keeps the roles of the one before.",
  },
  firstLogin: {
    text: "Roles are set at the first login only.",
    risk: "Whoever changes departments keeps the roles of the first day.",
  },
};

const NO_ROLE_RULE_MATCHES: Record<JitPolicy["noRoleRuleMatches"], Choice> = {
  keepDefault: { text: "When no role rule holds: the default role, or none where there is no default." },
  keepPresent: {
    text: "When no role rule holds: leave the roles that are there; a new account starts with the default role.",
  },
  refuse: { text: "When no role rule holds: refuse." },
};

/** Names in a row: "`a`, `b` and `c`". */
export function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} and ${last}`;
}

function requiredClaims(claims: readonly string[]): string {
  return claims.length === 0
    ? "A login need not bring any particular claim."
    : `A login must bring ${listNames(claims)}.`;
}

function allowedDomains(domains: readonly string[]): string {
  if (domains.length === 0) return "An email of any domain is welcome.";
  return `The email must be of ${domains.length === 1 ? "the domain" : "one of the domains"} ${listNames(domains)}.`;
}

function matchOrder(rows: readonly MatchAttribute[]): string {
  const first = "An account is found by the identity link that an earlier login left";
  return rows.length === 0
    ? `${first}, and by nothing else.`
    : `${first}; else ${rows.map(describeRow).join("; else ")}.`;
}

/** A match row in words: "where `userName` equals the subject, ignoring case". */
export function describeRow({ account, from, compare }: MatchAttribute): string {
  const wanted = from === "subject" ? "the subject" : `the claim \`${from.claim}\``;
  return `where \`${account}\` equals ${wanted}${compare === "ignoreCase" ? ", ignoring case" : ""}`;
}

function defaultRole(role: string | undefined): string {
  return role === undefined ? "There is no default role." : `The default role is \`${role}\`.`;
}
