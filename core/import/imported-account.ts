import type { Account, RoleGrant, Writer, Written } from "../accounts/account.ts";
import { applyValues, buildAccount, type ValueWrite } from "../accounts/apply-values.ts";
import type { AttributeValue } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import type { Application } from "../sp/application.ts";

/** What a file says of one account. */
export interface AccountValues {
  readonly userName: string;
  readonly active: boolean | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Ids of the application's roles. */
  readonly roles: readonly string[];
}

/** Who is said to have written what comes from a file. */
export interface ImportWriting {
  readonly file: string;
  /** The simulated time, as an ISO instant. */
  readonly at: string;
  readonly writer: Writer;
}

/** The account with what the file says of it; what it does not say stays. Roles are added, never taken away. */
export function writeImported(
  present: Account | undefined,
  id: string,
  { userName, active, attributes, roles }: AccountValues,
  { file, at, writer }: ImportWriting,
): Account {
  const why = `Imported from ${file}.`;
  const written: Written = { writer, at, why };
  const values: ValueWrite[] = [
    { name: "userName", value: userName, written },
    ...(active === undefined ? [] : [{ name: "active", value: active, written }]),
    ...Object.entries(attributes).map(([name, value]) => ({ name, value, written })),
  ];
  const account =
    present === undefined
      ? buildAccount({ id, userName, at, written, values, roles: [], links: [], held: false })
      : applyValues(present, values);
  const held = new Set(account.roles.map(({ role }) => role));
  const added = [...new Set(roles)].filter((role) => !held.has(role));
  if (added.length === 0) return account;
  return { ...account, roles: [...account.roles, ...added.map((role): RoleGrant => ({ role, writer, at, why }))] };
}

/** The id of the role with this id or name, without regard to case; undefined where the application knows none. */
export function findRole({ roles }: Pick<Application, "roles">, text: string): string | undefined {
  const wanted = foldCase(text);
  return (roles.find(({ id }) => foldCase(id) === wanted) ?? roles.find(({ name }) => foldCase(name) === wanted))?.id;
}
