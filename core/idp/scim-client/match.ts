import { type MappedUser, matchingRows } from "../../provisioning/map-user.ts";
import type { Finding } from "../../provisioning/rule.ts";
import type { ProvisioningMapping } from "../../provisioning/settings.ts";
import type { ProvisioningLink } from "../../provisioning/state.ts";
import { isScimList, isScimObject, memberOf, type ScimObject } from "../../scim/resource.ts";
import type { Evaluation } from "../../trace/step.ts";
import { userPath } from "./dialect.ts";
import type { Refusal } from "./exchange.ts";
import { type ClientRun, REREAD, type Subject } from "./run.ts";
import { shapeValue, type Target } from "./targets.ts";

/** Whose account it is, and how that was found out. */
export type MatchResult =
  | {
      readonly finding: Finding;
      /** The user as the application has it, where it was read. */
      readonly found?: ScimObject;
      readonly evaluations: readonly Evaluation[];
    }
  | { readonly failed: Refusal; readonly evaluations: readonly Evaluation[] };

/**
 * Finds the account of somebody who is in scope: by the link of an earlier request, else by the matching rows, one after
 * another until one finds something.
 *
 * @param look called before a request is sent
 */
export async function matchPerson(
  run: ClientRun,
  subject: Subject,
  link: ProvisioningLink | undefined,
  mapped: MappedUser,
  look: (why: string) => void,
): Promise<MatchResult> {
  const isKnown = link !== undefined && !(link.unmanaged === true && run.dialect.matchesReturned);
  if (!isKnown) return searchByRows(run, subject, mapped, look);
  if (isForgotten(run, link)) return { finding: { by: "nothing" }, evaluations: [forgottenEvaluation(link)] };
  const isRead = link.source === REREAD || run.onDemand;
  if (!isRead) return { finding: { by: "link", account: link.target }, evaluations: [linkEvaluation(link, "")] };
  look("The account is known by its id. It is read, to compare it with what it is to be.");
  const reply = await run.exchange.send({ method: "GET", path: userPath(link.target) });
  if (reply.ok) {
    const evaluations = [linkEvaluation(link, " It was read again.")];
    return { finding: { by: "link", account: link.target }, found: reply.body, evaluations };
  }
  if (reply.status === 404 && run.dialect.targetGone === "match") return searchByRows(run, subject, mapped, look);
  return { failed: reply, evaluations: [linkEvaluation(link, ` ${reply.failure.reason}`)] };
}

/** Provision on demand of somebody who was away: whoever does not look makes a second account (F37). */
function isForgotten({ onDemand, world }: ClientRun, { active }: ProvisioningLink): boolean {
  const { dialect, onDemandForgets } = world.provisioning.client;
  return onDemand && onDemandForgets === true && dialect.startsWith("entra") && !active;
}

function forgottenEvaluation(link: ProvisioningLink): Evaluation {
  const why = `The account ${link.target} was deactivated, and provision on demand does not look for it: the client is set to forget it.`;
  return { ...linkEvaluation(link, ""), result: "skipped", why };
}

function linkEvaluation({ target }: ProvisioningLink, more: string): Evaluation {
  const why = `An earlier request made or found this account.${more}`;
  return {
    id: "link",
    target: "account",
    rule: "the id of an earlier request",
    inputs: [],
    result: "applied",
    value: target,
    why,
  };
}

/** A row that accounts are matched by, and the text to look for. */
interface Search {
  readonly row: ProvisioningMapping;
  readonly target: Target;
  /** Undefined where the row gives nothing. */
  readonly value: string | undefined;
}

async function searchByRows(
  run: ClientRun,
  subject: Subject,
  mapped: MappedUser,
  look: (why: string) => void,
): Promise<MatchResult> {
  const searches = searchesOf(run, mapped);
  const evaluations: Evaluation[] = [];
  for (const search of searches) {
    if (search.value === undefined) {
      evaluations.push(evaluate(search, "skipped", "The person has nothing to look for."));
      continue;
    }
    const filter = run.dialect.buildFilter(search.target.path, search.value);
    look(`Accounts are searched for ${filter}.`);
    const reply = await run.exchange.send({
      method: "GET",
      path: "/Users",
      query: `filter=${encodeURIComponent(filter)}`,
    });
    if (!reply.ok)
      return { failed: reply, evaluations: [...evaluations, evaluate(search, "failed", reply.failure.reason)] };
    const users = resourcesIn(reply.body);
    evaluations.push(evaluateFound(search, users));
    const finding = findingOf(run, subject, search, users);
    if (finding !== undefined) return { evaluations, ...finding };
  }
  const hasAsked = searches.some(({ value }) => value !== undefined);
  const targets = searches.map(({ target }) => target.text);
  return { finding: hasAsked ? { by: "nothing" } : { by: "noValue", targets }, evaluations };
}

/** Without a row that is marked for it, accounts are matched by `userName`. */
function searchesOf({ dialect, targets, world }: ClientRun, mapped: MappedUser): readonly Search[] {
  const { mappings } = world.provisioning;
  const marked = dialect.matching === "rows" ? matchingRows(mappings) : [];
  const rows =
    marked.length > 0 ? marked : mappings.filter(({ target }) => target.toLowerCase() === "username").slice(0, 1);
  return rows.flatMap((row): readonly Search[] => {
    const target = [...targets.plain, targets.active].find((each) => each?.text === row.target);
    if (target === undefined) return [];
    const value = mapped.values.find(({ mapping }) => mapping.target === row.target)?.value;
    const shaped = value === undefined ? undefined : shapeValue(target, value);
    return [{ row, target, value: Array.isArray(shaped) ? shaped[0] : shaped?.toString() }];
  });
}

/** Undefined where the next row is to be tried. */
function findingOf(
  run: ClientRun,
  subject: Subject,
  { target }: Search,
  users: readonly ScimObject[],
): { readonly finding: Finding; readonly found?: ScimObject } | undefined {
  const [found, ...others] = users;
  if (found === undefined) return undefined;
  if (others.length > 0) return { finding: { by: "several", target: target.text, count: users.length } };
  const account = idOf(found) ?? "";
  const owner = run.memory.ownerOf(account);
  const linkedTo = owner === undefined || owner === subject.id ? {} : { linkedTo: owner };
  return { finding: { by: "row", target: target.text, account, ...linkedTo }, found };
}

/** The resources of a list response (RFC 7644, section 3.4.2) that have an id. */
export function resourcesIn(body: ScimObject): readonly ScimObject[] {
  const resources = memberOf(body, "Resources");
  return isScimList(resources) ? resources.filter(isScimObject).filter((each) => idOf(each) !== undefined) : [];
}

/** The id of a resource that was read. */
export function idOf(resource: ScimObject): string | undefined {
  const id = memberOf(resource, "id");
  return typeof id === "string" && id !== "" ? id : undefined;
}

function evaluateFound(search: Search, users: readonly ScimObject[]): Evaluation {
  const ids = users.slice(0, MOST_NAMED).map((user) => idOf(user) ?? "");
  if (users.length === 0) return evaluate(search, "absent", "No account has this value.");
  if (users.length > 1) return { ...evaluate(search, "failed", `${users.length} accounts have it.`), value: ids };
  return { ...evaluate(search, "applied", "One account has it."), value: ids };
}

const MOST_NAMED = 10;

function evaluate({ row, target, value }: Search, result: Evaluation["result"], why: string): Evaluation {
  return {
    id: row.id,
    target: "account",
    rule: `\`${target.text}\` equals the row's value`,
    inputs: [{ name: target.text, ...(value === undefined ? {} : { value }) }],
    result,
    why,
  };
}
