import type { Account, AccountAttribute, IdentityLink } from "../accounts/account.ts";
import { allowedComparison, type Comparison, findByAttribute, findByLink } from "../accounts/find-account.ts";
import { findOtherLink, type SubjectKey } from "../accounts/identity-link.ts";
import { type AttributeValue, isBlank } from "../attribute-value.ts";
import { type Lookup, SUBJECT } from "../mapping/evaluate.ts";
import type { VerifiedIdentity } from "./identity.ts";
import type { MatchAttribute } from "./policy.ts";

/** The claim that `email_verified` speaks of. */
const EMAIL_CLAIM = "email";

/** One match row, carried out. */
export interface MatchResult {
  readonly row: MatchAttribute;
  /** What was looked for; absent where the login brought nothing to look for. */
  readonly value?: AttributeValue;
  /** How it was really compared: a case-exact attribute never ignores case. */
  readonly compare: Comparison;
  readonly found: readonly Account[];
}

/** Whose account it is, as far as links and match rows can tell. */
export type Finding =
  | { readonly by: "nothing" }
  /** More than one account answers, in the order of the store. */
  | { readonly by: "several"; readonly through: "link" | "match"; readonly accounts: readonly Account[] }
  | { readonly by: "link"; readonly account: Account }
  | {
      readonly by: "match";
      readonly account: Account;
      /** The account attribute that found it. */
      readonly attribute: string;
      /** Found by `email`, and by no other attribute. */
      readonly emailOnly: boolean;
      /**
       * Whether the claim `email` is what found it: the only one that `email_verified` speaks of (OpenID Connect Core,
       * section 5.1). An address that came as `upn` or as the subject may be anything that its owner typed.
       */
      readonly byEmailClaim: boolean;
      /** The account belongs to another subject of the same issuer already. */
      readonly otherLink?: IdentityLink;
    };

/** The search for an account: what was looked at, in order, and what it came to. */
export interface AccountSearch {
  /** Absent: a transient NameID is never a key, so no link was looked for. */
  readonly linked?: readonly Account[];
  /** The rows that were looked at. */
  readonly matches: readonly MatchResult[];
  readonly finding: Finding;
}

/** What the search needs to know of an application. */
export interface SearchedApplication {
  readonly accounts: readonly Account[];
  readonly accountAttributes: readonly AccountAttribute[];
  readonly jit: { readonly match: readonly MatchAttribute[] };
}

/** A search that was not begun. */
export const NO_SEARCH: AccountSearch = { matches: [], finding: { by: "nothing" } };

/** What an identity link is compared with; undefined for a transient NameID, which is another one at every login. */
export function subjectKey(identity: VerifiedIdentity): SubjectKey | undefined {
  const { value, transient, ...qualifiers } = identity.subject;
  return transient ? undefined : { issuer: identity.issuer, subject: value, ...qualifiers };
}

/**
 * Looks for the account: by its identity link, else by the match rows in order, of which the first that finds anything
 * decides. Where that row is `email`, the other rows are looked at too, for an email alone is weak evidence: another
 * row may confirm it, or find somebody else, which makes it several matches.
 */
export function searchAccount(
  application: SearchedApplication,
  identity: VerifiedIdentity,
  lookup: Lookup,
): AccountSearch {
  const key = subjectKey(identity);
  const linked = key === undefined ? undefined : findByLink(application.accounts, key);
  const found = linked ?? [];
  if (linked !== undefined && linked.length > 1) {
    return { linked, matches: [], finding: { by: "several", through: "link", accounts: found } };
  }
  if (linked?.[0] !== undefined) return { linked, matches: [], finding: { by: "link", account: linked[0] } };
  const matches = tryRows(application, lookup, key === undefined);
  const finding = judgeMatches(matches, (account) => otherLinkOf(account, identity.issuer, key));
  return linked === undefined ? { matches, finding } : { linked, matches, finding };
}

function tryRows(application: SearchedApplication, lookup: Lookup, transient: boolean): readonly MatchResult[] {
  const results: MatchResult[] = [];
  for (const row of application.jit.match) {
    const winner = results.find((result) => result.found.length > 0);
    if (winner !== undefined && (winner.row.account !== "email" || winner.found.length > 1)) break;
    results.push(tryRow(application, row, lookup, transient));
  }
  return results;
}

function tryRow(
  { accounts, accountAttributes }: SearchedApplication,
  row: MatchAttribute,
  lookup: Lookup,
  transient: boolean,
): MatchResult {
  const compare = allowedComparison(accountAttributes, row.account, row.compare);
  const value = lookUp(row, lookup, transient);
  if (value === undefined || isBlank(value)) return { row, compare, found: [] };
  return { row, value, compare, found: findByAttribute(accounts, row.account, value, compare) };
}

/** A transient NameID is no value to find anybody by. */
function lookUp({ from }: MatchAttribute, lookup: Lookup, transient: boolean): AttributeValue | undefined {
  if (from !== SUBJECT) return lookup(from.claim);
  return transient ? undefined : lookup(SUBJECT);
}

/**
 * A link that makes the account another subject's. Nothing shows that a transient NameID is the subject of a link, so
 * that any link of its issuer does.
 */
function otherLinkOf(account: Account, issuer: string, key: SubjectKey | undefined): IdentityLink | undefined {
  return key === undefined ? account.links.find((link) => link.issuer === issuer) : findOtherLink(account, key);
}

function judgeMatches(
  matches: readonly MatchResult[],
  otherLink: (account: Account) => IdentityLink | undefined,
): Finding {
  const first = matches.find((result) => result.found.length > 0);
  const account = first?.found[0];
  if (first === undefined || account === undefined) return { by: "nothing" };
  const others = matches.filter((result) => result !== first && result.found.length > 0);
  const disagrees = others.some((result) => !result.found.includes(account));
  if (first.found.length > 1 || disagrees) {
    const accounts = [...new Set([first, ...others].flatMap((result) => result.found))];
    return { by: "several", through: "match", accounts };
  }
  const byEmail = [first, ...others].filter(({ row }) => row.account === "email");
  const link = otherLink(account);
  return {
    by: "match",
    account,
    attribute: first.row.account,
    emailOnly: byEmail.length === others.length + 1,
    byEmailClaim: byEmail.some(({ row }) => row.from !== SUBJECT && row.from.claim === EMAIL_CLAIM),
    ...(link === undefined ? {} : { otherLink: link }),
  };
}
