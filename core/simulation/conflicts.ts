import type { Account, Written } from "../accounts/account.ts";
import { accountValue } from "../accounts/account.ts";
import type { AttributeValue } from "../attribute-value.ts";

/** One of the two who write a value. */
export interface ConflictSide extends Omit<Written, "before"> {
  /** What this one writes; undefined: it was taken away since. */
  readonly value: AttributeValue | undefined;
}

/** A value that two writers keep changing back. */
export interface Conflict {
  /** `userName`, `active` or an attribute. */
  readonly attribute: string;
  /** Who wrote what stands there now, and who will write over it. */
  readonly now: ConflictSide;
  readonly other: ConflictSide;
  /** How many times in a row one has put its own value back over the other's. */
  readonly turns: number;
}

/** Once may be a change that one of them heard of first; twice is the same two values again. */
const TURNS_OF_A_CONFLICT = 2;

/** The values of an account that two writers keep changing back, each with its own rule. */
export function conflictsIn(account: Account): readonly Conflict[] {
  return Object.entries(account.written).flatMap(([attribute, { before, ...written }]): readonly Conflict[] => {
    if (before === undefined || before.turns < TURNS_OF_A_CONFLICT) return [];
    const { turns, ...other } = before;
    return [{ attribute, now: { ...written, value: accountValue(account, attribute) }, other, turns }];
  });
}
