import type { Case, Cases } from "./case.ts";

const ARITY = { error: "EXPRESSION_WRONG_ARITY" };
const NULL = { error: "EXPRESSION_PROPERTY_OF_NULL" };
const SOURCE = { error: "EXPRESSION_UNKNOWN_SOURCE" };

/** Functions without parameters, of an application's profile that may be missing. */
function appUserCases(has: string, find: string, has1: boolean): Cases {
  const upn = has1 ? "bob@acme.test" : null;
  const find1: Case = has1
    ? ["normal", `${find}().managerUpn`, "bob@acme.test", "§3 D"]
    : ["normal", `${find}()`, null, "§3 D: null where there is none"];
  return {
    [has]: [
      ["normal", `${has}()`, has1, "§3 D"],
      ["null", `${has}() ? ${find}().managerUpn : null`, upn, "§3 D"],
      ["empty", `!${has}()`, !has1, "§3 D"],
      ["many", `${has}() AND ${has}()`, has1, "§3 D"],
      ["boundary", `${has}() == (${find}() != null)`, true, "§3 D"],
      ["error", `${has}("x")`, ARITY, "§3 D"],
    ],
    [find]: [
      find1,
      ["null", `${find}() == null`, !has1, "§3 D"],
      ["empty", `${has}() ? ${find}().other : ""`, has1 ? null : "", "§3 D"],
      ["many", `${has}() ? ${find}().managerUpn : null`, upn, "§3 D"],
      ["boundary", `${has}() ? "yes" : "no"`, has1 ? "yes" : "no", "§3 D"],
      [
        "error",
        has1 ? `${find}().managerUpn.x` : `${find}().managerUpn`,
        has1 ? { error: "EXPRESSION_NO_MEMBER" } : NULL,
        "§9",
      ],
    ],
  };
}

/** People that the person is linked with, and profiles in applications. */
export const PEOPLE_CASES: Cases = {
  getManagerUser: [
    ["normal", 'getManagerUser("active_directory").firstName', "Bob", "§3 D"],
    ["null", "getManagerUser(null).firstName", SOURCE, "§3 D: one source only"],
    ["empty", 'getManagerUser("").firstName', SOURCE, "§3 D: one source only"],
    ["many", 'getManagerUser("active_directory").lastName', "Gates", "§3 D"],
    ["boundary", 'getManagerUser("active_directory").unknown', null, "§3 I"],
    ["error", 'getManagerUser("workday").firstName', SOURCE, "§3 D: one source only"],
  ],
  getManagerAppUser: [
    ["normal", 'getManagerAppUser("active_directory", "google").firstName', "Robert", "§3 D"],
    ["null", 'getManagerAppUser("active_directory", null)', null, "§3 I"],
    ["empty", 'getManagerAppUser("active_directory", "")', null, "§3 I"],
    ["many", 'getManagerAppUser("active_directory", "google").email', "robert@google.test", "§3 D"],
    ["boundary", 'getManagerAppUser("active_directory", "zendesk")', null, "§3 I"],
    ["error", 'getManagerAppUser("active_directory", "zendesk").email', NULL, "§9"],
  ],
  getAssistantUser: [
    ["normal", 'getAssistantUser("active_directory")', null, "§3 I: there is none"],
    ["null", 'getAssistantUser("active_directory") == null', true, "§3 I"],
    ["empty", 'getAssistantUser("")', SOURCE, "§3 D: one source only"],
    ["many", 'getAssistantUser("active_directory") ?: "nobody"', "nobody", "§1 D"],
    ["boundary", "getAssistantUser()", ARITY, "§3 D"],
    ["error", 'getAssistantUser("active_directory").firstName', NULL, "§9"],
  ],
  getAssistantAppUser: [
    ["normal", 'getAssistantAppUser("active_directory", "google")', null, "§3 I: there is none"],
    ["null", 'getAssistantAppUser(null, "google")', SOURCE, "§3 D: one source only"],
    ["empty", 'getAssistantAppUser("", "google")', SOURCE, "§3 D: one source only"],
    ["many", 'getAssistantAppUser("active_directory", "google") ?: "nobody"', "nobody", "§1 D"],
    ["boundary", 'getAssistantAppUser("active_directory")', ARITY, "§3 D"],
    ["error", 'getAssistantAppUser("active_directory", "google").email', NULL, "§9"],
  ],
  ...appUserCases("hasDirectoryUser", "findDirectoryUser", true),
  ...appUserCases("hasWorkdayUser", "findWorkdayUser", false),
  getInternalProperty: [
    ["normal", 'user.getInternalProperty("status")', "ACTIVE", "§2 D"],
    ["normal", 'user.getInternalProperty("id")', "00u1ada", "§2 D"],
    ["null", "user.getInternalProperty(null)", { error: "EXPRESSION_UNKNOWN_ATTRIBUTE" }, "§2 D: two names only"],
    ["empty", 'user.getInternalProperty("")', { error: "EXPRESSION_UNKNOWN_ATTRIBUTE" }, "§2 D: two names only"],
    ["many", 'user.getInternalProperty("status") == "ACTIVE"', true, "§2 D"],
    ["boundary", 'user.getInternalProperty("Status")', { error: "EXPRESSION_UNKNOWN_ATTRIBUTE" }, "§1 D: case counts"],
    ["error", 'user.getInternalProperty("created")', { error: "EXPRESSION_UNKNOWN_ATTRIBUTE" }, "§2 D: two names only"],
  ],
  getLinkedObject: [
    ["normal", 'user.getLinkedObject("manager").lastName', "Gates", "§2 D"],
    ["null", "user.getLinkedObject(null)", null, "§2 I"],
    ["empty", 'user.getLinkedObject("")', null, "§2 I"],
    ["many", 'user.getLinkedObject("manager").firstName + " " + user.firstName', "Bob Ada", "§2 D"],
    ["boundary", 'user.getLinkedObject("mentor") == null', true, "§2 I"],
    ["error", 'user.getLinkedObject("mentor").lastName', NULL, "§9"],
  ],
};
