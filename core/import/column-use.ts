/** What becomes of a column of a table of people. */
export type ColumnUse =
  /** An attribute of the person. `separator`: the cell holds several values. */
  | { readonly to: "attribute"; readonly name: string; readonly separator?: string }
  /** The person's id, and whether they are let in. */
  | { readonly to: "id" | "active" }
  /** The name to sign in with. `also`: the attribute that it is as well. */
  | { readonly to: "userName"; readonly also?: string }
  /** The opposite of `active`: *Block sign in*. */
  | { readonly to: "blocked" }
  /** Another person, by their id, user name, or one of their attributes. */
  | { readonly to: "manager"; readonly by: readonly string[] }
  /** It is left out. `why`: in one sentence. */
  | { readonly to: "nothing"; readonly why: string };

export const ID: ColumnUse = { to: "id" };
export const USER_NAME: ColumnUse = { to: "userName" };
export const ACTIVE: ColumnUse = { to: "active" };
export const PASSWORD = { to: "nothing", why: "passwords are not kept" } as const satisfies ColumnUse;

/** An attribute of the person by its name. */
export function attribute(name: string, separator?: string): ColumnUse {
  return { to: "attribute", name, ...(separator === undefined ? {} : { separator }) };
}

/** The columns that a product's files have. */
export interface ColumnTable {
  /** The columns whose meaning is another than an attribute of that very name, without regard to case. */
  readonly columns: Readonly<Record<string, ColumnUse>>;
  /** The name of a column as it is looked up, out of its heading. */
  readonly nameOf?: (heading: string) => string;
  /** What somebody is called who has no user name otherwise: an attribute. */
  readonly orElse?: string;
  /** An empty cell is an empty text, not nothing. */
  readonly emptyIsText?: boolean;
  /** Why a row is none of a person, in one sentence; undefined: it is. */
  readonly whyNot?: (cells: readonly string[]) => string | undefined;
}
