import type { ExportKind } from "../export/export-kind.ts";

export type { ExportKind } from "../export/export-kind.ts";
export type { Exported, NotCarried } from "../export/exported.ts";
export type { PeopleNames } from "../export/people-names.ts";

/** A kind of file that can be exported, as a person calls it. */
export interface ExportKindItem {
  readonly kind: ExportKind;
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  /** Whether it is about one application; `either`: about the identity provider where none is said. */
  readonly application: "no" | "yes" | "either";
  /** It holds settings of one identity provider: where there are several, somebody says which. */
  readonly identityProvider?: true;
  /** It is a list of people, whose columns are called as one product or another calls them. */
  readonly names?: true;
}
