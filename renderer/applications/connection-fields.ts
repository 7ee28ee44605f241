import { PROTOCOL_NAMES } from "../words.ts";
import { OIDC_PAIRS } from "./oidc-fields.ts";
import { SAML_PAIRS } from "./saml-fields.ts";
import { type SettingPath, showPath } from "./setting.ts";

/** How a setting is edited. */
export type Control =
  | { readonly kind: "text"; readonly optional?: true }
  | { readonly kind: "number"; readonly unit: string; readonly max: number; readonly optional?: true }
  | { readonly kind: "switch"; readonly optional?: true }
  /** `absent`: what it is called when nothing is set, where that is a choice. */
  | { readonly kind: "choice"; readonly options: Options; readonly absent?: string }
  | { readonly kind: "texts"; readonly suggestions?: readonly string[]; readonly optional?: true }
  /** Some of a few, in the order of the options. */
  | { readonly kind: "several"; readonly options: Options }
  | { readonly kind: "certificate" }
  | { readonly kind: "certificates" }
  | { readonly kind: "key" }
  | { readonly kind: "secret" }
  | { readonly kind: "source" }
  /** What is done with a source that stands beside it. */
  | { readonly kind: "refinement" }
  | { readonly kind: "authnContext" }
  | { readonly kind: "trust" }
  | { readonly kind: "assignment" }
  /** Shown where the identity provider is like a product that has them, or somebody listed some. */
  | { readonly kind: "appRoles" };

type Options = readonly (readonly [value: string, words: string])[];

/** One setting of a side. */
export interface ConnectionField {
  /** As {@link showPath} writes it. */
  readonly path: string;
  readonly label: string;
  /** What it does, in one line. */
  readonly help: string;
  /** The section that it follows, where one does. */
  readonly spec?: string;
  readonly control: Control;
  /** Why it is dangerous. */
  readonly danger?: string;
}

/** Settings that belong together: what the identity provider has on the left, what the application has on the right. */
export interface FieldPair {
  readonly title: string;
  readonly identityProvider: readonly ConnectionField[];
  readonly application: readonly ConnectionField[];
}

/** What both protocols share. */
export const GENERAL_PAIRS: readonly FieldPair[] = [
  {
    title: "Who may come in",
    identityProvider: [
      {
        path: "connection/assignment",
        label: "Assigned to",
        help: "Whom the identity provider lets sign in to this application.",
        control: { kind: "assignment" },
      },
      {
        path: "connection/appRoles",
        label: "App roles",
        help: "What people and groups can be assigned as, and what is sent of it. Rows that read them cannot tell until somebody says which there are.",
        control: { kind: "appRoles" },
      },
      {
        path: "connection/requireSecondFactor",
        label: "Second factor",
        help: "Asked for at every sign-in to this application, whatever the general policy says.",
        control: { kind: "switch", optional: true },
      },
    ],
    application: [
      {
        path: "signOn",
        label: "People sign in by",
        help: "What a login uses unless told otherwise.",
        control: {
          kind: "choice",
          options: [
            ["saml", PROTOCOL_NAMES.saml],
            ["oidc", PROTOCOL_NAMES.oidc],
          ],
        },
      },
      {
        path: "sessionMinutes",
        label: "Session in the application",
        help: "How long somebody stays signed in. Roles and attributes change at the next login only.",
        control: { kind: "number", unit: "minutes", max: 525_600 },
      },
      {
        path: "origin",
        label: "Origin",
        help: "Scheme and host of all its addresses.",
        control: { kind: "text" },
      },
    ],
  },
];

/** The pairs of a protocol. */
export const PAIRS = { saml: SAML_PAIRS, oidc: OIDC_PAIRS } as const;

/** Every field there is, of every protocol. */
export const ALL_FIELDS: readonly ConnectionField[] = [...GENERAL_PAIRS, ...SAML_PAIRS, ...OIDC_PAIRS].flatMap(
  ({ identityProvider, application }) => [...identityProvider, ...application],
);

/** What a setting, or the one that it is part of, is called; undefined where no field shows it. */
export function findField(path: SettingPath): string | undefined {
  const text = showPath(path);
  const field = ALL_FIELDS.filter((each) => text === each.path || text.startsWith(`${each.path}/`)).at(-1);
  if (field === undefined) return undefined;
  return path[0] === "connection" ? `${field.label} (identity provider)` : field.label;
}
