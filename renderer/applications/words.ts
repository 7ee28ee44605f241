import type { Configuration } from "../../core/contract/methods.ts";
import { ALL_FIELDS, findField } from "./connection-fields.ts";
import type { ChangedSetting } from "./draft.ts";
import { POLICY_NAMES, POLICY_OPTIONS } from "./policy-names.ts";
import { memberOf, readSetting, type SettingPath, showPath } from "./setting.ts";

/** A changed setting as a person reads it: "Mapping row `email` changed". `after` is the draft, `before` what is saved. */
export function describeChange({ path, kind }: ChangedSetting, before: Configuration, after: Configuration): string {
  if (kind === "order") return `Order of ${LISTS[path.at(-1) ?? ""]?.[1] ?? showPath(path)}`;
  const row = describeRow(path, before, after);
  if (row !== undefined) return `${row} ${kind}`;
  const [was, is] = [readSetting(before, path), readSetting(after, path)].map((value) => showValueOf(path, value));
  return `${nameSetting(path)}: ${was} → ${is}`;
}

const LISTS: Readonly<Record<string, readonly [string, string]>> = {
  mappings: ["Mapping row", "the mapping rows"],
  roleRules: ["Role rule", "the role rules"],
  roles: ["Role", "the roles"],
  accountAttributes: ["Account attribute", "the account attributes"],
  claims: ["Claim", "the claims"],
  rules: ["Workflow rule", "the workflow rules"],
  match: ["Match row", "the match rows"],
};

/** A row by what it is for; undefined where the path leads to none. */
function describeRow(path: SettingPath, before: Configuration, after: Configuration): string | undefined {
  const list = LISTS[path.at(-2) ?? ""];
  if (list === undefined) return undefined;
  const row = readSetting(after, path) ?? readSetting(before, path);
  const name = ["target", "claim", "name"]
    .map((member) => memberOf(row, member))
    .find((value) => typeof value === "string");
  return `${list[0]} “${typeof name === "string" && name !== "" ? name : path.at(-1)}”`;
}

/** Where something is, as a person finds it: a row by what it is for, any other setting by its name. */
export function describePlace(path: SettingPath, configuration: Configuration): string {
  const index = path.findIndex((part, place) => place > 0 && LISTS[path[place - 1] ?? ""] !== undefined && part !== "");
  const row = index < 0 ? undefined : describeRow(path.slice(0, index + 1), configuration, configuration);
  return row ?? nameSetting(path);
}

/** What a setting is called on screen. */
export function nameSetting(path: SettingPath): string {
  const [root, member] = path;
  if (root === "jit" && member !== undefined && member in POLICY_NAMES) {
    return POLICY_NAMES[member as keyof typeof POLICY_NAMES];
  }
  const field = findField(path);
  if (field !== undefined) return field;
  return OWN_NAMES[showPath(path)] ?? showPath(path);
}

const OWN_NAMES: Readonly<Record<string, string>> = {
  name: "Name",
  note: "Note",
  accounts: "The accounts that there are",
  "note/text": "Note",
  "note/kind": "Kind of the note",
  "note/owner": "Owner of the note",
  saml: "SAML at the application",
  oidc: "OpenID Connect at the application",
  "connection/saml": "SAML at the identity provider",
  "connection/oidc": "OpenID Connect at the identity provider",
  "connection/expressions": "What the documentation of expressions leaves open",
  "connection/expressions/entraSwitchDelta": "Switch in a cycle after the first",
  "connection/expressions/entraSingleRole": "Which of several app roles is taken",
  "connection/expressions/entraRoleName": "The name of a single app role",
  "connection/expressions/oktaNullInText": "A missing value added to a text",
  "connection/expressions/oktaMixedEquality": "A text compared with a number",
  "connection/expressions/oktaSubstring": "Substring beyond the end",
  "connection/assignment": "Who is assigned",
  "connection/assignment/roles": "Who is assigned which app role",
  "connection/appRoles": "App roles",
  "connection/provisioning/way": "How accounts come to be",
  "connection/provisioning/mappings": "The rows of the provisioning",
  "connection/provisioning/scope": "Who is in scope",
  "connection/provisioning/rules": "The workflow rules",
  "connection/provisioning/slipRate": "The share of lost tickets",
  "connection/provisioning/client/groups": "Groups that are pushed",
  "connection/provisioning/client/actions": "What the SCIM client does",
  "connection/provisioning/client/bearerToken": "The SCIM client's token",
  "connection/provisioning/client/deletionThreshold": "Limit of deletions",
  "connection/provisioning/client/patchOnly": "PATCH alone",
  "connection/provisioning/client/onDemandForgets": "Provision on demand",
};

/** What is set at a place, in the words of the control that sets it. */
export function showValueOf(path: SettingPath, value: unknown): string {
  return optionsOf(path).find(([option]) => option === value)?.[1] ?? showSetting(value);
}

function optionsOf(path: SettingPath): readonly (readonly [string, string])[] {
  const control = ALL_FIELDS.find((field) => field.path === showPath(path))?.control;
  if (control?.kind === "choice") return control.options;
  return path[0] === "jit" ? (POLICY_OPTIONS[path[1] ?? ""] ?? []) : [];
}

/** A value in a few words. */
function showSetting(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value.includes("\n") ? "a text" : shorten(value);
  if (typeof value === "number") return String(value);
  if (!Array.isArray(value)) return "settings";
  const items: readonly unknown[] = value;
  if (items.length === 0) return "none";
  return items.every((item) => typeof item === "string" && !item.includes("\n"))
    ? shorten(items.join(", "))
    : `${items.length} of them`;
}

function shorten(text: string): string {
  return text.length > 44 ? `${text.slice(0, 42)}…` : text;
}
