import type { EvaluationInput } from "../../input.ts";
import type { Effect } from "../../value.ts";

/** An attribute's value, or undefined for none. */
type Value = ReturnType<EvaluationInput["attribute"]>;

/** What a row is about. Every function has six rows at least, of as many of these as make sense for it. */
export type CaseKind = "normal" | "null" | "empty" | "many" | "boundary" | "error";

/** What must come out: a value; undefined for nothing; or one of these. */
export type Expected =
  | Value
  | { readonly error: string }
  | { readonly value?: Value; readonly effects: readonly Effect[] }
  | { readonly like: RegExp };

/** One row: function, kind, expression, what must come out, and where the fact is from. */
export type Case = readonly [name: string, kind: CaseKind, text: string, expected: Expected, source: string];

/** The person of every row. `absent` and whatever else is not here is absent. */
export const PERSON: Readonly<Record<string, Value>> = {
  userPrincipalName: "john.doe@contoso.com",
  mail: "john.doe@contoso.com",
  givenName: "John",
  surname: "Doe",
  displayName: "John Doe",
  country: "USA",
  department: "Sales",
  state: "QLD",
  mobile: "+91 8887779999",
  empty: "",
  nothing: null,
  none: [],
  one: ["only"],
  two: ["one", "two"],
  many: ["b", "a", "b", "B"],
  proxyAddresses: ["SMTP:john@contoso.com", "smtp:jd@contoso.com"],
  yes: true,
  no: false,
  IsSoftDeleted: false,
  count: 42,
  zero: 0,
  hireDate: "2024-02-29",
  hired: "2/29/2024 8:30:00 AM",
};

/** 2021-07-02 15:33:38.250 UTC: the moment of the documentation's own sample of `Now`. */
export const NOW = Date.UTC(2021, 6, 2, 15, 33, 38, 250);

/** Values that somebody in the target has. */
export const TAKEN: ReadonlySet<string> = new Set(["John.Doe@contoso.com", "J.Doe@contoso.com"]);
