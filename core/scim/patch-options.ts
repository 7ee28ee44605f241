import type { CheckOptions } from "./check-value.ts";

/**
 * How far the PATCH engine goes beyond RFC 7644, section 3.5.2. Every switch is off where it is absent: that is the
 * letter of the RFC, and it reproduces the failure in the field that is named with it (`F29` and the like, as in the list
 * of failure modes).
 */
export interface PatchOptions extends CheckOptions {
  /**
   * Takes `"True"` and `"False"` for booleans, in filters too. Off: `active` as `"False"` is 400 `invalidValue`, and
   * nobody is disabled (F29).
   */
  readonly lenientBooleans?: boolean;
  /**
   * Takes `Add`, `Replace` and `Remove`, and the members `Operations`, `op`, `path` and `value`, without regard to case.
   * Off: 400 `invalidSyntax` (F29).
   */
  readonly lenientOperations?: boolean;
  /**
   * Takes a bare text for a complex attribute that has a `value`, which is how a manager arrives. Off: 400 `invalidValue`;
   * the manager stays missing, and is sent at every cycle (F18).
   */
  readonly lenientManager?: boolean;
  /**
   * Takes paths for names in a value without path: `"name.givenName"`, `"urn:…:User:employeeNumber"`. Off: 400
   * `invalidValue` (F31).
   */
  readonly lenientDottedNames?: boolean;
  /** Takes an empty text for "no value". Off: it is stored as a text, and refused where an object is due (F18). */
  readonly emptyClears?: boolean;
  /**
   * `remove` of a multi-valued attribute with a `value` and no filter takes only those values away. Off: the RFC knows no
   * value there, so that removing one member empties the group (F25).
   */
  readonly removesMembersByValue?: boolean;
  /**
   * `emails[type eq "work"].value` makes that element where there is none, out of the equalities of its filter. Off: 400
   * `noTarget`, and the address never arrives (F30).
   */
  readonly createsMissingElement?: boolean;
  /** The most operations of one request; {@link MAX_OPERATIONS} where absent. */
  readonly maxOperations?: number;
}

/** The most operations that one PATCH holds unless told otherwise. */
export const MAX_OPERATIONS = 1000;
