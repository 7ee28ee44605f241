import type { Account, Role, RoleGrant } from "../accounts/account.ts";
import type { RuleGrant } from "../mapping/roles.ts";
import type { JitPolicy } from "./policy.ts";

/** The members of the policy that decide on roles. */
export type RolePolicy = Pick<JitPolicy, "roles" | "defaultRole" | "noRoleRuleMatches">;

/** A grant that ends, and why. */
export interface EndedGrant {
  readonly grant: RoleGrant;
  readonly why: string;
}

/** What a login does to the roles of an account. */
export interface RolePlan {
  /** The roles afterwards: those that stay keep their provenance. */
  readonly next: readonly RoleGrant[];
  readonly started: readonly RoleGrant[];
  readonly ended: readonly EndedGrant[];
  /** No rule holds, and the policy refuses such a login. */
  readonly refused: boolean;
  /** Why the rules' grants are not used at this login; absent where they are. */
  readonly unused?: string;
}

/**
 * What becomes of an account's roles at a login. `account` undefined: it is about to be made. `at` is an ISO instant.
 *
 * `replace`: exactly what the rules grant; what SCIM or somebody by hand granted ends too. `add`: what the rules grant
 * on top of what is there. `firstLogin`: the same, but only at the first sign-in of the account, whoever made it.
 * No rule holds: `keepDefault` takes the default role (or none) for what the rules grant; `keepPresent` leaves an
 * account as it is, and a new one starts with the default role.
 */
export function planRoles(
  policy: RolePolicy,
  roles: readonly Role[],
  ruleGrants: readonly RuleGrant[],
  account: Account | undefined,
  at: string,
): RolePlan {
  const present = account?.roles ?? [];
  if (account !== undefined && policy.roles === "firstLogin" && account.lastSignInAt !== undefined) {
    return keep(present, "Roles are set at the first login only, and this is a later one.");
  }
  if (ruleGrants.length === 0 && policy.noRoleRuleMatches === "refuse") {
    return { next: present, started: [], ended: [], refused: true };
  }
  if (ruleGrants.length === 0 && policy.noRoleRuleMatches === "keepPresent" && account !== undefined) {
    return keep(present, "No role rule holds, so the roles stay as they are.");
  }
  const wanted =
    ruleGrants.length > 0 ? ruleGrants.map((grant) => granted(grant, at)) : defaultGrants(policy, roles, at);
  const started = wanted.filter((grant) => !holds(present, grant.role));
  const ended = policy.roles === "replace" ? present.filter((grant) => !holds(wanted, grant.role)) : [];
  return {
    next: [...present.filter((grant) => !ended.includes(grant)), ...started],
    started,
    ended: ended.map((grant) => ({ grant, why: whyEnded(grant) })),
    refused: false,
  };
}

function keep(present: readonly RoleGrant[], unused: string): RolePlan {
  return { next: present, started: [], ended: [], refused: false, unused };
}

function granted({ role, rule, why }: RuleGrant, at: string): RoleGrant {
  return { role, writer: "jit", at, why, cause: rule };
}

function defaultGrants({ defaultRole }: RolePolicy, roles: readonly Role[], at: string): readonly RoleGrant[] {
  const role = roles.find((entry) => entry.id === defaultRole);
  if (role === undefined) return [];
  const why = `No role rule holds, so the default role ${role.name} is given.`;
  return [{ role: role.id, writer: "jit", at, why, cause: "jit.defaultRole" }];
}

function holds(grants: readonly RoleGrant[], role: string): boolean {
  return grants.some((grant) => grant.role === role);
}

/** A removal names whose grant it undoes: local edits that vanish at the next login are a classic surprise. */
function whyEnded({ writer, at }: RoleGrant): string {
  const whose = writer === "jit" ? "an earlier login had granted it" : `\`${writer}\` had granted it`;
  return `Roles are replaced by what the rules grant, and no rule grants this one; ${whose} on ${at.slice(0, 10)}.`;
}
