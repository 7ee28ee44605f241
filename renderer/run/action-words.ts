import type { RunAction } from "../../core/contract/results.ts";

/** What kind of thing a run was, in a word or two: by which protocol somebody logged in, or who began it. */
export function kindOfAction(action: RunAction): string {
  return action.type === "login" ? PROTOCOLS[action.protocol] : KINDS[action.type];
}

const PROTOCOLS = { saml: "SAML 2.0", oidc: "OpenID Connect" } as const;

const KINDS: Readonly<Record<Exclude<RunAction["type"], "login">, string>> = {
  logout: "Logout",
  hire: "HR event",
  changeAttributes: "HR event",
  rename: "HR event",
  leave: "HR event",
  return: "HR event",
  changeGroups: "Directory change",
  suspend: "Directory change",
  delete: "Directory change",
  assign: "Assignment",
  unassign: "Assignment",
  editAccount: "Edited by hand",
  cycle: "Provisioning",
  passTime: "Time passes",
  outage: "Outage",
  localLogin: "The application's own sign-in",
  applyGroupRules: "Group rules",
  reconcile: "Accounts against the directory",
  live: "Live request",
  due: "Due in live mode",
};
