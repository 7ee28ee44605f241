import type { Account, OverwrittenRole, Written } from "../accounts/account.ts";
import { accountValue } from "../accounts/account.ts";
import type { AttributeValue } from "../attribute-value.ts";

/** Who said something about an account, when and why. */
type Said = Omit<Written, "before">;

/** A value that two writers keep changing back. */
export interface ValueConflict {
  readonly kind: "value";
  /** `userName`, `active` or an attribute. */
  readonly attribute: string;
  /** Who wrote what stands there now, and who will write over it. */
  readonly now: ValueSide;
  readonly other: ValueSide;
  /** How many times in a row one has put its own value back over the other's. */
  readonly turns: number;
}

/** One of the two who write a value. */
export interface ValueSide extends Said {
  /** What this one writes; undefined: it was taken away since. */
  readonly value: AttributeValue | undefined;
}

/** A role that one writer keeps granting and another keeps taking away. */
export interface RoleConflict {
  readonly kind: "role";
  /** Its id. */
  readonly role: string;
  /** Who had the last word, and who will have the next. */
  readonly now: RoleSide;
  readonly other: RoleSide;
  /** How many times in a row one has undone what the other did. */
  readonly turns: number;
}

/** One of the two who grant a role and take it away. */
export interface RoleSide extends Said {
  readonly grants: boolean;
}

/** What two writers keep changing back. */
export type Conflict = ValueConflict | RoleConflict;

/** Once may be a change that one of them heard of first; twice is the same two values again. */
const TURNS_OF_A_CONFLICT = 2;

/** What two writers keep changing back in an account, each with its own rule: values first, then roles. */
export function conflictsIn(account: Account): readonly Conflict[] {
  return [...valueConflicts(account), ...roleConflicts(account)];
}

function valueConflicts(account: Account): readonly ValueConflict[] {
  return Object.entries(account.written).flatMap(([attribute, { before, ...written }]): readonly ValueConflict[] => {
    if (before === undefined || before.turns < TURNS_OF_A_CONFLICT) return [];
    const { turns, ...other } = before;
    const now = { ...written, value: accountValue(account, attribute) };
    return [{ kind: "value", attribute, now, other, turns }];
  });
}

function roleConflicts({ roles, rolesTaken = {} }: Account): readonly RoleConflict[] {
  return [
    ...roles.flatMap(({ role, ...last }) => roleConflict(role, true, last)),
    ...Object.entries(rolesTaken).flatMap(([role, last]) => roleConflict(role, false, last)),
  ];
}

function roleConflict(
  role: string,
  grants: boolean,
  { before, ...last }: Said & { readonly before?: OverwrittenRole },
): readonly RoleConflict[] {
  if (before === undefined || before.turns < TURNS_OF_A_CONFLICT) return [];
  const { turns, ...other } = before;
  return [{ kind: "role", role, now: { ...last, grants }, other: { ...other, grants: !grants }, turns }];
}
