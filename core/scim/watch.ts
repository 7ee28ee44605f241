/** What a server checks before it does what it is asked. Stable: the trace shows them by these codes. */
export type ScimRule =
  | "SCIM_TOKEN"
  | "SCIM_RATE"
  | "SCIM_ENDPOINT"
  | "SCIM_TARGET"
  | "SCIM_VERSION"
  | "SCIM_PROJECTION"
  | "SCIM_FILTER"
  | "SCIM_BODY"
  | "SCIM_RESOURCE"
  | "SCIM_PATCH"
  | "SCIM_VALUES"
  | "SCIM_REACTIVATION"
  | "SCIM_MEMBERS"
  | "SCIM_UNIQUE";

/** Who looks on while a request is answered: the trace. */
export interface ScimWatch {
  /** Carries a check out: what it throws is its failure. Gives what it gives. */
  check<Value>(rule: ScimRule, carryOut: () => Value): Value;
  /** Something worth a line, such as a member that was passed over. */
  note(text: string): void;
  /** Looks on while a part of the request is answered, such as "Operation 3": told of it is only what fails, and notes. */
  part(name: string): ScimWatch;
}

/** Nobody looks on. */
export const UNWATCHED: ScimWatch = {
  check: (_rule, carryOut) => carryOut(),
  note: () => undefined,
  part: () => UNWATCHED,
};
