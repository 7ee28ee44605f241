import type { HistoryChanges } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import type { HistoryEntry } from "../store/journal.ts";
import type { AccountBefore } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Change, PeopleResults, Trace } from "../trace/step.ts";
import type { CallContext } from "./context.ts";
import { createPace } from "./pace.ts";
import type { Session } from "./session.ts";

/** One line of the history. */
interface ChangeRow {
  readonly run: string;
  /** 0: no step of the run shows it. */
  readonly step: number;
  readonly at: string;
  readonly writer: string;
  readonly application: string | null;
  readonly account: string | null;
  readonly userName: string;
  readonly person: string | null;
  readonly what: string;
  readonly before: Change["before"] | null;
  readonly after: Change["after"] | null;
  readonly why: string;
}

type KeptRow = ChangeRow & { readonly onBranch: boolean };

/** What a record brought, without whose the accounts are by now. */
type RecordRows = readonly ChangeRow[] | "withoutTrace";

/** Records never change: what was read of one holds as long as the session does. */
const known = new WeakMap<Session, Map<string, RecordRows>>();

/**
 * Every change of every account that the journal tells of, oldest first, with the edits between them. Traces are read one
 * after another, and each but once in a session.
 * @throws RehearsalError `CANCELLED`
 */
export async function readChanges(context: CallContext, session: Session): Promise<HistoryChanges> {
  const entries = session.store.history().filter(({ type }) => type === "action" || type === "edit");
  const cache = known.get(session) ?? new Map<string, RecordRows>();
  known.set(session, cache);
  const pace = createPace(context);
  const far = (done: number) => ({ done, total: entries.length, what: "records" });
  const rows: KeptRow[] = [];
  let withoutTrace = 0;
  for (const [index, entry] of entries.entries()) {
    if (pace.isDue()) await pace.rest(far(index));
    const found = cache.get(entry.id) ?? (await readRecord(session, entry));
    cache.set(entry.id, found);
    if (found === "withoutTrace") withoutTrace += 1;
    else for (const row of found) rows.push({ ...row, onBranch: entry.onBranch });
  }
  context.progress(far(entries.length));
  return { ...inColumns(withPeople(rows, session.workspace)), withoutTrace };
}

/** Whose each account is by now; what is known of a person step by step is not told once more. */
function withPeople(rows: readonly KeptRow[], workspace: Workspace): readonly KeptRow[] {
  const owners = ownerOfAccounts(workspace);
  const names = new Map(workspace.directory.users.map(({ id, userName }) => [id, userName]));
  const owned = rows.map((row) =>
    row.person === null
      ? { ...row, person: owners.get(keyOf(row.application ?? "", row.account ?? "")) ?? null }
      : { ...row, userName: names.get(row.person) ?? row.userName },
  );
  const inSteps = new Set(owned.filter(({ step }) => step > 0).map(personKey));
  return owned.filter((row) => row.step > 0 || row.person === null || !inSteps.has(personKey(row)));
}

function personKey({ run, application, person }: ChangeRow): string {
  return `${run}\u0000${application}\u0000${person}`;
}

async function readRecord(session: Session, entry: HistoryEntry): Promise<RecordRows> {
  if (entry.type === "edit") return [rowOfEdit(entry)];
  try {
    const trace = await session.store.readTrace(entry.id);
    const before = (await session.store.readAccountsBefore(entry.id)) ?? [];
    return rowsOfTrace(entry.id, trace, before);
  } catch (error) {
    // One that cannot be read hides none of the others: a copy may come without traces.
    if (error instanceof RehearsalError) return "withoutTrace";
    throw error;
  }
}

function rowOfEdit({ id, clock, what }: Extract<HistoryEntry, { readonly type: "edit" }>): ChangeRow {
  const nobody = { application: null, account: null, userName: "", person: null, before: null, after: null };
  return { run: id, step: 0, at: clock, writer: "manual", what: "edit", why: what, ...nobody };
}

function rowsOfTrace(run: string, trace: Trace, before: readonly AccountBefore[]): readonly ChangeRow[] {
  const names = new Map(
    before.map(({ application, account }) => [keyOf(application, account.id), account.userName] as const),
  );
  const rows = trace.steps.flatMap((step): readonly ChangeRow[] => {
    if (step.kind !== "change") return [];
    for (const { application, account, path, after } of step.changes) {
      if (path === "userName" && typeof after === "string") names.set(keyOf(application, account), after);
    }
    return step.changes.map(({ application, account, path, before: was, after, writer, why }) => ({
      run,
      step: step.seq,
      at: step.at,
      writer,
      application,
      account,
      userName: names.get(keyOf(application, account)) ?? account,
      person: null,
      what: path,
      before: was ?? null,
      after: after ?? null,
      why,
    }));
  });
  return [...rows, ...(trace.people ?? []).flatMap((people) => rowsOfPeople(run, people, trace))];
}

/** Results of people: those whose steps are kept as well are left out later, when it is known whose accounts they are. */
function rowsOfPeople(run: string, people: PeopleResults, { steps }: Trace): readonly ChangeRow[] {
  const { application, at, user, result, status, reason } = people;
  const [change] = steps.flatMap((step) =>
    step.kind === "change" ? step.changes.filter((each) => each.application === application) : [],
  );
  return user.flatMap((person, index): readonly ChangeRow[] => {
    if (status[index] !== "success" && status[index] !== "warning") return [];
    const what = result[index] ?? "";
    const nothing = { account: null, before: null, after: null, step: 0 };
    const why = reason[index] ?? "";
    return [
      { ...nothing, run, at, writer: change?.writer ?? "scim", application, userName: person, person, what, why },
    ];
  });
}

function keyOf(application: string, account: string): string {
  return `${application}\u0000${account}`;
}

/** Whose accounts they are now, by application and account. */
function ownerOfAccounts(workspace: Workspace): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { id, accounts } of workspace.applications) {
    const ownerOf = ownersIn(workspace, id);
    for (const account of accounts) {
      const owner = ownerOf(account);
      if (owner !== undefined) owners.set(keyOf(id, account.id), owner.id);
    }
  }
  return owners;
}

function inColumns(rows: readonly KeptRow[]): Omit<HistoryChanges, "withoutTrace"> {
  return {
    run: rows.map(({ run }) => run),
    step: rows.map(({ step }) => step),
    at: rows.map(({ at }) => at),
    writer: rows.map(({ writer }) => writer),
    application: rows.map(({ application }) => application),
    account: rows.map(({ account }) => account),
    userName: rows.map(({ userName }) => userName),
    person: rows.map(({ person }) => person),
    what: rows.map(({ what }) => what),
    before: rows.map(({ before }) => before ?? null),
    after: rows.map(({ after }) => after ?? null),
    why: rows.map(({ why }) => why),
    onBranch: rows.map(({ onBranch }) => onBranch),
  };
}
