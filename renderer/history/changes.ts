import type { AttributeValue, Role, Writer } from "../../core/contract/model.ts";
import type { ApplicationSummary, DirectoryTable, HistoryChanges } from "../../core/contract/results.ts";
import { nameOfPath, showAt } from "../run/show-value.ts";
import { WRITER_NAMES } from "../words.ts";

/** What rows of the history are told with. */
export interface ChangeNames {
  readonly applications: readonly ApplicationSummary[];
  readonly table: DirectoryTable | undefined;
}

/** What a row is called whatever place it has: its run and step, and the value of the account or what came of the person. */
export function keyOfChange({ run, step, account, person, what }: HistoryChanges, row: number): string {
  return [run[row], step[row], account[row] ?? person[row] ?? "", what[row]].join("/");
}

/** Who changed it, in a user's words. */
export function writerOf({ writer }: HistoryChanges, row: number): string {
  const found = writer[row] ?? "";
  return Object.hasOwn(WRITER_NAMES, found) ? WRITER_NAMES[found as Writer] : found;
}

/** The application by its name; nothing for an edit of the workspace. */
export function applicationOf({ application }: HistoryChanges, row: number, { applications }: ChangeNames): string {
  const id = application[row] ?? "";
  return applications.find((each) => each.id === id)?.name ?? id;
}

/** The person behind the account by name, as far as somebody knows. */
export function personOf({ person }: HistoryChanges, row: number, { table }: ChangeNames): string {
  const id = person[row] ?? undefined;
  if (id === undefined) return "";
  const at = table?.id.indexOf(id) ?? -1;
  return table?.displayName[at] || table?.userName[at] || id;
}

const RESULTS: Readonly<Record<string, string>> = {
  edit: "Edit",
  account: "Account",
  create: "Account made",
  link: "Account linked",
  update: "Account changed",
  reactivate: "Account reactivated",
  disable: "Account deactivated",
  delete: "Account removed",
  active: "Active",
  held: "Waiting for approval",
  links: "Identity links",
  userName: "User name",
};

/** What was changed, in words. `roles`: names of roles, where they are known. */
export function whatOf({ what }: HistoryChanges, row: number, roles: readonly Role[] = []): string {
  const path = what[row] ?? "";
  if (Object.hasOwn(RESULTS, path)) return RESULTS[path] ?? path;
  return nameOfPath(path, (role) => roles.find(({ id }) => id === role)?.name);
}

/** From what to what; of an edit, its sentence. */
export function turnOf(changes: HistoryChanges, row: number): string {
  const { what, before, after, why } = changes;
  const path = what[row] ?? "";
  const [was, is] = [before[row], after[row]];
  if (was === null && is === null) return why[row] ?? "";
  if (path === "account") return was === null ? "made" : "removed";
  return `${showAt(path, present(was))} → ${showAt(path, present(is))}`;
}

/** Null stands for nothing at all in columns. */
function present(value: AttributeValue | undefined): AttributeValue | undefined {
  return value === null ? undefined : value;
}
