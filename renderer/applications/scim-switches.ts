import type { ScimBehaviour } from "../../core/contract/model.ts";

/** The members of a server's behaviour that are on or off. */
export type ScimSwitch = {
  readonly [Name in keyof ScimBehaviour]-?: NonNullable<ScimBehaviour[Name]> extends boolean ? Name : never;
}[keyof ScimBehaviour];

/** Each switch with what it does, and the failure in the field that it reproduces. */
export const SCIM_SWITCHES: readonly {
  readonly name: ScimSwitch;
  readonly text: string;
  /** Its number in the list of failure modes. */
  readonly failure?: string;
}[] = [
  {
    name: "lenientBooleans",
    text: "Takes “True” and “False” in quotes for booleans, as Entra sends them.",
    failure: "F29",
  },
  { name: "lenientOperations", text: "Takes `Add`, `Replace` and `Remove` with a capital.", failure: "F29" },
  {
    name: "lenientRoles",
    text: "Takes an app role whose value is JSON in a text, as Entra PATCHes it.",
    failure: "F19",
  },
  { name: "lenientManager", text: "Takes a manager as a bare text.", failure: "F18" },
  {
    name: "lenientDottedNames",
    text: "Takes names with dots in a PATCH without a path: `name.givenName`.",
    failure: "F31",
  },
  { name: "emptyClears", text: "Takes an empty text for “no value”.", failure: "F18" },
  {
    name: "removesMembersByValue",
    text: "Removing `members` with a value takes only those away. The RFC takes all of them.",
    failure: "F25",
  },
  {
    name: "createsMissingElement",
    text: 'Makes the element that `emails[type eq "work"].value` names where there is none.',
    failure: "F30",
  },
  {
    name: "hidesInactive",
    text: "Searches pass deactivated accounts over, so that a client takes them for missing.",
    failure: "F36",
  },
  { name: "refusesReactivation", text: "A deactivated account is never activated again.", failure: "F37" },
  { name: "putKeepsOmitted", text: "PUT leaves what it omits as it is, instead of clearing it.", failure: "F32" },
  { name: "userNameCaseExact", text: "User names that differ by case are different names.", failure: "F07" },
  { name: "plainConflicts", text: "A taken value is refused without saying `uniqueness`.", failure: "F08" },
  { name: "noBulk", text: "There is no `/Bulk`." },
];

/** The filter operators of RFC 7644, section 3.4.2.2. */
export const FILTER_OPERATORS = [
  "eq",
  "ne",
  "co",
  "sw",
  "ew",
  "gt",
  "ge",
  "lt",
  "le",
  "pr",
  "and",
  "or",
  "not",
] as const;
