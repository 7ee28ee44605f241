import type { Account } from "../accounts/account.ts";
import { isBlank } from "../attribute-value.ts";
import type { Lookup } from "../mapping/evaluate.ts";
import type { Draft } from "./draft.ts";
import type { VerifiedIdentity, VerifiedSubject } from "./identity.ts";
import type { AccountSearch, Finding } from "./match.ts";
import type { JitPolicy } from "./policy.ts";

/** Everything that the decision on a login rests on: plain data, gathered before. */
export interface JitFacts {
  readonly application: { readonly id: string; readonly name: string };
  readonly policy: JitPolicy;
  readonly protocol: VerifiedIdentity["protocol"];
  /** The NameID or `sub`. */
  readonly subject: VerifiedSubject;
  /** Whether the issuer says that the email is verified; absent where it says nothing. */
  readonly emailVerified?: boolean;
  /** Required claims that are absent or blank. */
  readonly missingClaims: readonly string[];
  /** The email that the mappings give, if any. */
  readonly email?: string;
  readonly search: AccountSearch;
  /** What would be written; absent where nothing would be: just-in-time provisioning is off, or several accounts match. */
  readonly draft?: Draft;
}

/**
 * The account that a login is about; undefined where none was found, several were, or the one that was found by its
 * email alone is left alone for a second one.
 */
export function accountMeant(policy: Pick<JitPolicy, "emailOnlyMatch">, finding: Finding): Account | undefined {
  if (finding.by === "link") return finding.account;
  if (finding.by !== "match" || (finding.emailOnly && policy.emailOnlyMatch === "createSecond")) return undefined;
  return finding.account;
}

/** What follows the last `@` of an address, in lower case; undefined where there is no address in it. */
export function emailDomain(email: string | undefined): string | undefined {
  const at = email?.lastIndexOf("@") ?? -1;
  const domain = email?.slice(at + 1).toLowerCase();
  return at < 1 || domain === "" ? undefined : domain;
}

/** Tells whether the domain is on the list; an empty list allows any, and a domain's subdomains are other domains. */
export function isAllowedDomain(allowed: readonly string[], domain: string | undefined): boolean {
  if (allowed.length === 0) return true;
  return domain !== undefined && allowed.some((entry) => entry.toLowerCase() === domain);
}

/** The required claims that are absent or blank, in the policy's order. */
export function findMissingClaims(required: readonly string[], lookup: Lookup): readonly string[] {
  return required.filter((claim) => isBlank(lookup(claim)));
}
