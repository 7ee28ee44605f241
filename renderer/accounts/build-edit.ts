import type { Account, AttributeValue, EditAccountAction } from "../../core/contract/model.ts";

/** What somebody typed over an account: texts by attribute, and what else an administrator can change. */
export interface AccountForm {
  readonly texts: Readonly<Record<string, string>>;
  readonly active: boolean;
  /** It signs in on the application's own page too: an account for an emergency. */
  readonly localSignIn: boolean;
  /** Ids. */
  readonly roles: readonly string[];
}

/** The account as a form. `attributes`: all that accounts of the application may have. */
export function formOf(account: Account, attributes: readonly string[]): AccountForm {
  const names = [...new Set([...attributes, ...Object.keys(account.attributes)])].filter((name) => name !== "userName");
  const texts = names.map((name) => [name, showText(account.attributes[name])] as const);
  return {
    texts: Object.fromEntries([["userName", account.userName], ...texts]),
    active: account.active,
    localSignIn: account.localSignIn === true,
    roles: account.roles.map(({ role }) => role),
  };
}

/** What differs from the account, as an action; undefined where nothing does. */
export function buildEdit(application: string, account: Account, form: AccountForm): EditAccountAction | undefined {
  const before = formOf(account, Object.keys(form.texts));
  const changed = Object.entries(form.texts).filter(([name, text]) => text !== before.texts[name]);
  const attributes = changed.map(([name, text]) => [name, toValue(text, account.attributes[name])] as const);
  const grant = form.roles.filter((role) => !before.roles.includes(role));
  const revoke = before.roles.filter((role) => !form.roles.includes(role));
  const switches = {
    ...(form.active === before.active ? {} : { active: form.active }),
    ...(form.localSignIn === before.localSignIn ? {} : { localSignIn: form.localSignIn }),
  };
  if (attributes.length + grant.length + revoke.length + Object.keys(switches).length === 0) return undefined;
  return {
    type: "editAccount",
    application,
    account: account.id,
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...switches,
    ...(grant.length === 0 ? {} : { grant }),
    ...(revoke.length === 0 ? {} : { revoke }),
  };
}

function showText(value: AttributeValue | undefined): string {
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** A text as a value of the kind that stood there; what is empty is taken away. */
function toValue(text: string, before: AttributeValue | undefined): EditAttribute {
  if (text.trim() === "") return null;
  if (Array.isArray(before)) return text.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  if (typeof before === "boolean") return text.trim().toLowerCase() === "true";
  return typeof before === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
}

type EditAttribute = NonNullable<EditAccountAction["attributes"]>[string];
