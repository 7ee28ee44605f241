import type { AccountOwner, Note, Writer } from "../core/contract/model.ts";

/** The protocols by the names that people know them by. */
export const PROTOCOL_NAMES = { saml: "SAML", oidc: "OpenID Connect" } as const;

/** The kinds of notes, in the order in which they are offered. */
export const NOTE_KINDS: readonly (readonly [Note["kind"], string])[] = [
  ["decision", "Decision"],
  ["assumption", "Assumption"],
  ["question", "Open question"],
];

/** Who changed something, in a user's words. */
export const WRITER_NAMES: Readonly<Record<Writer, string>> = {
  jit: "Login (JIT)",
  scim: "SCIM",
  scheduled: "Scheduled sync",
  workflow: "Workflow",
  manual: "By hand",
  expiry: "Expiry",
};

/** What provisioning decided at a login, as the words of its chip. A word that is not here is shown as it came. */
export const DECISION_WORDS: Readonly<Record<string, string>> = {
  create: "Created",
  link: "Linked",
  update: "Updated",
  unchanged: "Unchanged",
  reactivate: "Reactivated",
  hold: "Waiting",
  deny: "Refused",
};

/** Who looks after an account, in words. */
export const OWNER_WORDS: Readonly<Record<AccountOwner, string>> = {
  scim: "SCIM",
  scheduled: "scheduled batch",
  manual: "tickets",
  workflow: "workflow",
  logins: "logins only",
  nobody: "nobody",
};
