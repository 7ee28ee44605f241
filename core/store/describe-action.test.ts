import { describe, expect, it } from "vitest";
import { AS_WRITTEN, describeAction, describeMinutes } from "./describe-action.ts";

const names = {
  person: (userName: string) => (userName === "ada@acme.test" ? "Ada Lovelace" : userName),
  application: (id: string) => (id === "expenses" ? "Expenses" : id),
  group: (id: string) => (id === "g-finance" ? "Finance" : id),
};
const ada = { user: "ada@acme.test" };
const app = { application: "expenses" };

describe("an action in words", () => {
  it.each([
    [{ type: "login", ...ada, ...app }, "Ada Lovelace → Expenses"],
    [{ type: "hire", userName: "gina@acme.test", attributes: { displayName: "Gina Torres" } }, "Gina Torres is hired"],
    [{ type: "hire", userName: "gina@acme.test", attributes: {} }, "gina@acme.test is hired"],
    [
      { type: "changeAttributes", ...ada, attributes: { department: "Sales" } },
      "Ada Lovelace: department becomes Sales",
    ],
    [{ type: "changeAttributes", ...ada, attributes: { title: null } }, "Ada Lovelace: title is taken away"],
    [{ type: "changeAttributes", ...ada, attributes: { title: "x", mail: "y" } }, "Ada Lovelace: title, mail change"],
    [
      { type: "changeGroups", ...ada, join: ["g-finance"], leave: ["g-x"] },
      "Ada Lovelace joins Finance and leaves g-x",
    ],
    [{ type: "rename", ...ada, userName: "ada.king@acme.test" }, "Ada Lovelace is renamed to ada.king@acme.test"],
    [
      { type: "applyGroupRules", identityProvider: "acme-id" },
      "The group rules of acme-id are worked out for everybody",
    ],
    [{ type: "suspend", ...ada }, "Ada Lovelace is suspended"],
    [{ type: "leave", ...ada }, "Ada Lovelace leaves"],
    [{ type: "delete", ...ada }, "Ada Lovelace is deleted"],
    [{ type: "return", ...ada }, "Ada Lovelace returns"],
    [{ type: "assign", ...ada, ...app }, "Ada Lovelace is assigned to Expenses"],
    [{ type: "unassign", group: "g-finance", ...app }, "The group Finance is no longer assigned to Expenses"],
    [{ type: "editAccount", account: "ada", ...app }, "ada is edited by hand in Expenses"],
    [{ type: "editAccount", account: "ada", remove: true, ...app }, "ada is removed by hand in Expenses"],
    [{ type: "cycle", ...app }, "Cycle: Expenses"],
    [{ type: "cycle", ...app, ...ada, restart: true }, "Cycle: Expenses, Ada Lovelace alone, from the beginning"],
    [{ type: "passTime", by: { minutes: 2880 } }, "Time passes: 2 days"],
    [{ type: "passTime", by: { until: "2026-03-05T00:00:00.000Z" } }, "Time passes: until 2026-03-05 00:00 UTC"],
    [{ type: "passTime", by: { toNextEvent: true } }, "Time passes: to what is due next"],
    [{ type: "reconcile", ...app, repair: false }, "The accounts of Expenses are held against the directory"],
    [{ type: "reconcile", ...app, repair: true }, "The accounts of Expenses are put right"],
    [{ type: "outage", party: "expenses", down: true }, "Expenses cannot be reached"],
    [{ type: "outage", party: "idp", down: false }, "idp is back"],
    [{ type: "localLogin", account: "mara", ...app }, "mara → Expenses, without the identity provider"],
    [{ type: "live", method: "POST", path: "/scim/v2/Users", status: 201 }, "POST /scim/v2/Users from outside"],
    [{ type: "somethingNew", ...ada, ...app }, "somethingNew ada@acme.test → expenses"],
    [{ type: "toString" }, "toString"],
  ])("%j", (action, text) => {
    expect(describeAction(action, names)).toBe(text);
  });

  it("says push where the application is pushed to", () => {
    const told = (application: string) =>
      describeAction(
        { type: "cycle", application },
        { ...AS_WRITTEN, run: (id) => (id === "jira" ? "push" : "cycle") },
      );
    expect([told("jira"), told("expenses")]).toEqual(["Push: jira", "Cycle: expenses"]);
  });

  it("says so many minutes", () => {
    expect([60, 1, 90, 1470, 2880].map(describeMinutes)).toEqual([
      "1 hour",
      "1 minute",
      "1 hour 30 minutes",
      "1 day 30 minutes",
      "2 days",
    ]);
  });
});
