import type { Account, AccountImport } from "../accounts/account.ts";
import { isSafeName } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import { EMPTY_IDENTITY_PROVIDER_STATE } from "../idp/state.ts";
import { EMPTY_PROVISIONING_STATE, type ProvisioningState } from "../provisioning/state.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { createOwnerFinder, type FoundOwner, type OwnerFacts } from "./account-owners.ts";
import type { FoundConnection } from "./find-application.ts";
import { freeName } from "./free-name.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { ReportWriter } from "./report.ts";

/** An account as a file has it. */
export interface ReadAccount extends OwnerFacts {
  readonly at: number;
  /** Its id in the application, where the file has it. */
  readonly id?: string | undefined;
  /** The account after the import. `present`: as it is here; undefined: it is new, and gets this id. */
  write(present: Account | undefined, id: string): Account;
}

/** The accounts of a file. */
export interface ReadAccounts {
  readonly accounts: readonly ReadAccount[];
  placeOf(at: number): string;
}

/** What an import of accounts comes to, before it is made a workspace. */
export interface AccountsResult {
  readonly accounts: Account[];
  /** The accounts whose owner is known, by the ids of the people. */
  readonly links: ReadonlyMap<string, Account>;
  readonly counts: Readonly<Record<AccountImport["owner"], number>>;
}

/**
 * Works out what the accounts of a file change in an application. They are found by their ids, then by their user names;
 * none is removed. Each is somebody's, nobody's, or it is not known whose: provisioning knows the first ones by it, and does
 * not take them for new.
 */
export async function planAccounts(
  input: PlannerInput,
  { application, provider }: FoundConnection,
  read: ReadAccounts,
  report: ReportWriter,
): Promise<ImportPlan> {
  const { workspace, file, kind } = input;
  const state = provisioningState(workspace, provider.id, application.id);
  const result = await readAccountsInto(input, { application, state, read, report });
  const next = withAccounts(workspace, { application, provider: provider.id, state, result });
  const { linked, unlinked, notKnown } = result.counts;
  const count = linked + unlinked + notKnown;
  const what = `${count === 1 ? "1 account" : `${count} accounts`} of ${application.name} from ${file}: ${linked} linked, ${unlinked} unlinked, ${notKnown} not known`;
  return { kind, what, report: report.finish(), questions: [], next };
}

interface Reading {
  readonly application: Application;
  readonly state: ProvisioningState;
  readonly read: ReadAccounts;
  readonly report: ReportWriter;
}

async function readAccountsInto(input: PlannerInput, { application, state, read, report }: Reading) {
  const find = createOwnerFinder(input.workspace.directory);
  const known = createKnownAccounts(application);
  const claims = createClaims(state);
  const counts = { linked: 0, unlinked: 0, notKnown: 0 };
  const links = new Map<string, Account>();
  for (const [index, each] of read.accounts.entries()) {
    if (input.pace.isDue()) await input.pace.rest({ done: index, total: read.accounts.length, what: "accounts" });
    const place = read.placeOf(each.at);
    const refusal = known.whyNot(each, place);
    if (refusal !== undefined) {
      report.addOne("refused", () => ({ place, subject: each.userName, message: refusal }));
      continue;
    }
    const present = known.find(each);
    const id = present?.id ?? known.newId(each);
    const found = claims.claim(find(each), id);
    const imported: AccountImport = { file: input.file, at: input.importedAt, owner: found.owner, why: found.why };
    const account = { ...each.write(present, id), imported };
    known.put(account);
    counts[found.owner] += 1;
    if (found.person !== undefined) links.set(found.person.id, account);
    tell(report, { place, account, found, isNew: present === undefined });
  }
  return { accounts: known.all(), links, counts };
}

function tell(
  report: ReportWriter,
  { place, account, found, isNew }: { place: string; account: Account; found: FoundOwner; isNew: boolean },
): void {
  const whose: Readonly<Record<FoundOwner["owner"], string>> = {
    linked: `Linked to ${found.person?.userName}.`,
    unlinked: "Unlinked.",
    notKnown: "Whose it is is not known.",
  };
  report.addOne(found.owner === "linked" ? "taken" : "adapted", () => ({
    place,
    subject: account.userName,
    message: `${isNew ? "New." : "Here already."} ${whose[found.owner]} ${found.why}`,
  }));
}

/** The accounts that are here, and those of the file as they come. */
function createKnownAccounts({ accounts }: Application) {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const byName = new Map(accounts.map((account) => [foldCase(account.userName), account]));
  const taken = new Set(byId.keys());
  const seen = new Map<string, string>();
  return {
    whyNot({ id, userName }: ReadAccount, place: string): string | undefined {
      if (userName === "") return "It has no user name.";
      if (!isSafeName(userName) || (id !== undefined && !isSafeName(id)))
        return "This name is reserved by JavaScript and cannot be used.";
      const keys = [`name ${foldCase(userName)}`, ...(id === undefined ? [] : [`id ${id}`])];
      const earlier = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
      if (earlier !== undefined) return `The same account stands in ${earlier} already.`;
      for (const key of keys) seen.set(key, place);
      return undefined;
    },
    find: ({ id, userName }: ReadAccount) =>
      (id === undefined ? undefined : byId.get(id)) ?? byName.get(foldCase(userName)),
    newId: ({ id, userName }: ReadAccount) => freeName(id ?? `acc-${userName.toLowerCase()}`, taken),
    put: (account: Account) => byId.set(account.id, account),
    all: () => [...byId.values()],
  };
}

/** Who has an account already, and which: nobody gets a second one by an import. */
function createClaims({ links }: ProvisioningState) {
  const accounts = new Map(Object.entries(links).map(([person, { target }]) => [person, target]));
  return {
    claim(found: FoundOwner, account: string): FoundOwner {
      if (found.person === undefined) return found;
      const other = accounts.get(found.person.id);
      if (other !== undefined && other !== account)
        return { owner: "notKnown", why: "The person whom it would be of has another account already." };
      accounts.set(found.person.id, account);
      return found;
    },
  };
}

/** What the identity provider remembers of provisioning the application. */
function provisioningState({ runtime }: Workspace, provider: string, application: string): ProvisioningState {
  const states = new Map(Object.entries(runtime.identityProviders)).get(provider)?.provisioning ?? {};
  return (Object.hasOwn(states, application) ? states[application] : undefined) ?? EMPTY_PROVISIONING_STATE;
}

interface Applied {
  readonly application: Application;
  readonly provider: string;
  readonly state: ProvisioningState;
  readonly result: AccountsResult;
}

function withAccounts(workspace: Workspace, { application, provider, state, result }: Applied): Workspace {
  const { runtime } = workspace;
  const before = new Map(Object.entries(runtime.identityProviders)).get(provider) ?? EMPTY_IDENTITY_PROVIDER_STATE;
  const provisioning = {
    ...before.provisioning,
    [application.id]: { ...state, links: linksWith(state, result.links) },
  };
  return {
    ...workspace,
    applications: workspace.applications.map((each) =>
      each.id === application.id ? { ...each, accounts: result.accounts } : each,
    ),
    runtime: {
      ...runtime,
      identityProviders: { ...runtime.identityProviders, [provider]: { ...before, provisioning } },
    },
  };
}

/** Linked as provisioning itself would have: everybody is looked at once, and compared with the account. */
function linksWith({ links }: ProvisioningState, found: ReadonlyMap<string, Account>): ProvisioningState["links"] {
  const added = [...found].flatMap(([person, { id, active }]) =>
    Object.hasOwn(links, person) ? [] : [[person, { target: id, source: "", active, profile: {} }] as const],
  );
  return { ...links, ...Object.fromEntries(added) };
}
