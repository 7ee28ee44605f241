import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { AccountDetail, AccountTable } from "../../core/contract/results.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { type Answers, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { testTable, testWorkspace } from "../directory/test-directory.ts";
import { layOut } from "../grid/test-layout.ts";
import { useLoginDialog } from "../shell/login-dialog.ts";
import { Accounts } from "./Accounts.tsx";
import { describeLink } from "./written.ts";

const AT = "2026-03-02T09:00:00.000Z";
const table: AccountTable = {
  application: "jira",
  name: "Jira-like",
  roles: [{ id: "admin", name: "Administrator", privileged: true }],
  id: ["a-1", "a-2"],
  userName: ["liam", "mara"],
  displayName: ["Liam Becker", "Mara Okafor"],
  state: ["active", "held"],
  held: [["admin"], []],
  createdAt: [AT, AT],
  lastSignInAt: [AT, null],
  person: ["u-liam", null],
  owner: ["logins", "nobody"],
  conflicts: [0, 0],
};
const held: AccountDetail = {
  account: {
    id: "a-2",
    userName: "mara",
    active: true,
    held: true,
    attributes: { email: "mara@acme.test" },
    roles: [{ role: "admin", writer: "jit", at: AT, why: "Rule `r1` grants it." }],
    links: [],
    written: {
      userName: { writer: "jit", at: AT, why: "The first login made the account." },
      email: { writer: "manual", at: AT, why: "Corrected." },
    },
    createdAt: AT,
  },
  owner: "nobody",
  conflicts: [],
  runs: [{ run: "r3", title: "Mara logs in to Jira-like", clock: AT }],
};
const good: Answers = {
  "accounts.table": () => table,
  "accounts.read": () => held,
  "accounts.decide": () => ({ what: "Approved mara in Jira-like", changed: true, problems: [] }),
  "directory.table": () => testTable,
};

function show(query: string, answers: Answers = {}, application = "jira"): TestClient {
  const client = createTestClient({ ...good, ...answers });
  const place = { path: "/w/:workspace/accounts/:application?", hash: `#/w/acme/accounts/${application}${query}` };
  renderAt(<Accounts />, place, client, testWorkspace);
  return client;
}

beforeEach(() => {
  layOut(1200, 528);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("the accounts of an application", () => {
  it("lists them with their roles, states and people", async () => {
    show("");
    const row = await screen.findByRole("row", { name: /liam@acme\.test/ });
    expect(row.textContent).toContain("Administrator");
    expect(screen.getByRole("row", { name: /waiting for approval/ }).textContent).toContain("Mara Okafor");
  });

  it("says who changed each value and granted each role, and why", async () => {
    show("?account=a-2");
    const email = await screen.findByRole("row", { name: /mara@acme\.test By hand/ });
    expect(email.textContent).toContain("Corrected.");
    expect(screen.getByRole("row", { name: /userName.*Login \(JIT\)/ }).textContent).toContain("The first login made");
    expect(screen.getByRole("row", { name: /active.*not recorded/ })).toBeTruthy();
    expect(screen.getByText("Administrator · privileged")).toBeTruthy();
    const run = screen.getByRole("link", { name: "Mara logs in to Jira-like" });
    expect(run.getAttribute("href")).toBe("#/w/acme/run/r3");
  });

  it("shows a role that two keep granting and taking away with both, also while nobody holds it", async () => {
    const side = { at: AT, why: "Nothing grants it." } as const;
    const conflict = {
      kind: "role",
      role: "admin",
      turns: 3,
      now: { ...side, writer: "jit", grants: false, cause: "jit.roles.replace" },
      other: { ...side, writer: "scim", grants: true, why: "A group grants it." },
    } as const;
    const contested = { ...held, account: { ...held.account, roles: [] }, conflicts: [conflict] };
    show("?account=a-2", { "accounts.read": () => contested });
    const taken = await screen.findByRole("list", { name: "Roles taken away" });
    expect(taken.textContent).toContain("Administrator · privileged");
    expect(taken.textContent).toContain("Conflict: changed back 3 times");
    expect(taken.textContent).toContain("Login (JIT) takes it away (by jit.roles.replace)");
    expect(taken.textContent).toContain("SCIM grants it: A group grants it.");
  });

  it("has a menu for every row: who set what, by hand, the history, and signing in without the identity provider", async () => {
    const run = { ...(await buildTestRun()), run: "r9" };
    const client = show("", { "runs.act": () => run });
    const open = async (): Promise<void> => {
      fireEvent.click(await screen.findByRole("button", { name: "What to do with liam" }));
      await screen.findByRole("menu");
    };
    const choose = (item: string): void => void fireEvent.click(screen.getByRole("menuitem", { name: item }));
    await open();
    choose("Log in by the identity provider…");
    expect(useLoginDialog.getState().wish).toEqual({ person: "u-liam", application: "jira" });
    await open();
    choose("Show its history");
    expect(decodeURIComponent(window.location.hash)).toBe('#/w/acme/history?filter=app:"jira"+"liam"');
    cleanup();
    const again = show("", { "runs.act": () => run });
    await open();
    choose("Who set each value, and why");
    expect(window.location.hash).toBe("#/w/acme/accounts/jira?account=a-1");
    await open();
    choose("Sign in without the identity provider");
    await waitFor(() => expect(window.location.hash).toBe("#/w/acme/run/r9?step=1&play=1"));
    expect(again.calls.find(({ method }) => method === "runs.act")?.args).toEqual({
      workspace: "acme",
      action: { type: "localLogin", application: "jira", account: "liam" },
    });
    expect(client.calls.some(({ method }) => method === "runs.act")).toBe(false);
  });

  it("decides on an account that waits, with undo at hand", async () => {
    const client = show("?account=a-2");
    fireEvent.click(await screen.findByRole("button", { name: "Approve" }));
    await screen.findByText("Approved mara in Jira-like.");
    expect(client.calls.find(({ method }) => method === "accounts.decide")?.args).toEqual({
      workspace: "acme",
      application: "jira",
      account: "a-2",
      approve: true,
    });
    expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
  });

  it("filters, and explains what it does not know", async () => {
    show("");
    await screen.findByRole("row", { name: /liam@acme\.test/ });
    const filter = screen.getByRole("textbox", { name: "Filter accounts" });
    fireEvent.change(filter, { target: { value: "state:waiting" } });
    await waitFor(() => expect(screen.queryByRole("row", { name: /liam@acme\.test/ })).toBeNull());
    fireEvent.change(filter, { target: { value: "role:boss" } });
    expect(screen.getByText('Jira-like has no role called "boss".')).toBeTruthy();
  });

  it("offers the first login where there is no account yet", async () => {
    const empty = {
      id: [],
      userName: [],
      displayName: [],
      state: [],
      held: [],
      createdAt: [],
      lastSignInAt: [],
      person: [],
    };
    show("", { "accounts.table": () => ({ ...table, ...empty }) });
    await screen.findByText("No accounts yet. A login makes the first one.");
    fireEvent.click(screen.getByRole("button", { name: "Log in as …" }));
    expect(useLoginDialog.getState().wish).toEqual({ application: "jira" });
  });

  it("says once that there is no such application, with a way to one that there is", async () => {
    const answer: Answers["accounts.table"] = ({ application }) => {
      if (application === "zz")
        throw new CallError({ code: "APPLICATION_UNKNOWN", message: "There is no application zz." });
      return table;
    };
    show("", { "accounts.table": answer }, "zz");
    expect(await screen.findAllByText("There is no application zz.")).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: /^Show the accounts in / }));
    expect(await screen.findByRole("row", { name: /liam@acme\.test/ })).toBeTruthy();
    expect(window.location.hash).toBe(`#/w/acme/accounts/${testWorkspace.applications[0]?.id}`);
  });

  it("says once what went wrong with the list", async () => {
    const failing = () => Promise.reject(new CallError({ code: "ENGINE_DOWN", message: "It stopped." }));
    show("?account=a-2", { "accounts.table": failing });
    expect(await screen.findAllByText("It stopped.")).toHaveLength(1);
  });

  it("puts an identity link in words", () => {
    const format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    expect(describeLink({ issuer: "https://idp.test", subject: "x1", format, linkedAt: AT })).toBe(
      "https://idp.test knows this person as x1 (persistent).",
    );
  });
});
