import { valuesOf } from "../attribute-value.ts";
import { type AccountValues, evaluateAccountValues, lookupInClaims } from "../mapping/account-values.ts";
import type { AttributeMapping } from "../mapping/attribute-mapping.ts";
import type { Lookup } from "../mapping/evaluate.ts";
import type { RoleRule } from "../mapping/role-rule.ts";
import { evaluateRoleRules, type RuleGrants } from "../mapping/roles.ts";
import { type DraftingApplication, draftWrites } from "./draft.ts";
import { accountMeant, emailDomain, findMissingClaims, isAllowedDomain, type JitFacts } from "./facts.ts";
import type { VerifiedIdentity } from "./identity.ts";
import { NO_SEARCH, searchAccount } from "./match.ts";

/** The part of an application that provisions: an `Application` with its accounts as they are now. */
export interface JitTarget extends DraftingApplication {
  readonly id: string;
  readonly name: string;
  readonly mappings: readonly AttributeMapping[];
  readonly roleRules: readonly RoleRule[];
}

/** The facts of a login, with the evaluations that they come from. */
export interface GatheredFacts {
  readonly facts: JitFacts;
  readonly lookup: Lookup;
  readonly mapped: AccountValues;
  readonly granted: RuleGrants;
  /** False: a required claim or an allowed domain stands in the way, and nobody looked for an account. */
  readonly inScope: boolean;
}

/**
 * Gathers what the decision on a login rests on. Pure; `at` is an ISO instant. Where just-in-time
 * provisioning is off, neither mappings nor role rules are evaluated.
 */
export function gatherFacts(target: JitTarget, identity: VerifiedIdentity, at: string): GatheredFacts {
  const lookup = lookupInClaims(identity.subject.value, identity.claims);
  const { jit } = target;
  const mapped = jit.enabled ? evaluateMappings(target, lookup, at) : NO_VALUES;
  const missingClaims = jit.enabled ? findMissingClaims(jit.requiredClaims, lookup) : [];
  const email = mappedEmail(mapped);
  const inScope = missingClaims.length === 0 && isInScope(target, email);
  const search = inScope ? searchAccount(target, identity, lookup) : NO_SEARCH;
  const writes = jit.enabled && inScope && search.finding.by !== "several";
  const granted = writes ? evaluateRules(target, lookup, at) : NO_GRANTS;
  const account = accountMeant(jit, search.finding);
  const facts: JitFacts = {
    application: { id: target.id, name: target.name },
    policy: jit,
    protocol: identity.protocol,
    subject: identity.subject,
    ...(identity.emailVerified === undefined ? {} : { emailVerified: identity.emailVerified }),
    missingClaims,
    ...(email === undefined ? {} : { email }),
    search,
    ...(writes ? { draft: draftWrites(target, account, mapped, granted.grants, at) } : {}),
  };
  return { facts, lookup, mapped, granted, inScope };
}

const NO_VALUES: AccountValues = { values: [], missing: [], evaluations: [] };
const NO_GRANTS: RuleGrants = { grants: [], evaluations: [] };

function evaluateMappings(target: JitTarget, lookup: Lookup, at: string): AccountValues {
  const path = `applications/${target.id}/mappings`;
  return evaluateAccountValues(target.mappings, target.accountAttributes, lookup, path, { now: Date.parse(at) });
}

function evaluateRules({ id, roleRules, roles }: JitTarget, lookup: Lookup, at: string): RuleGrants {
  if (roleRules.length === 0) return NO_GRANTS;
  return evaluateRoleRules(roleRules, roles, lookup, `applications/${id}/roleRules`, { now: Date.parse(at) });
}

function mappedEmail({ values }: AccountValues): string | undefined {
  const first = valuesOf(values.find((entry) => entry.mapping.target === "email")?.value)[0];
  return first === undefined || first === "" ? undefined : String(first);
}

function isInScope({ jit }: JitTarget, email: string | undefined): boolean {
  return !jit.enabled || isAllowedDomain(jit.allowedEmailDomains, emailDomain(email));
}
