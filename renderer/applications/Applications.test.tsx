import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import type { LoginPreview, WorkspaceSummary } from "../../core/contract/results.ts";
import { type Answers, buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { Applications } from "./Applications.tsx";
import { useDrafts } from "./drafts.ts";
import { usePopulations } from "./population.ts";
import { EXPENSES, EXPENSES_DETAIL, WIKI } from "./test-configuration.ts";

const WORKSPACE = buildSummary({
  applications: [{ id: "expenses", name: "Expenses", signOn: "oidc", protocols: ["oidc"], accounts: 11, held: 2 }],
  identityProviders: [{ id: "idp", name: "Acme ID", origin: "https://idp.test", entityId: "https://idp.test" }],
});

const LOGIN: LoginPreview = {
  outcome: { result: "signedIn", code: "SIGNED_IN", reason: "Signed in.", by: "app:expenses" },
  claims: [],
  attributes: [],
  roles: [],
  changes: [],
};

const ANSWERS: Answers = {
  "applications.cards": () => ({ cards: [] }),
  "applications.read": () => EXPENSES_DETAIL,
  "directory.table": () => ({
    groups: [],
    attributes: ["mail"],
    id: ["u-ada", "u-ben"],
    userName: ["ada", "ben"],
    displayName: ["Ada", "Ben"],
    department: [],
    title: [],
    state: ["active", "active"],
    memberOf: [[], []],
    accounts: [[], []],
    noted: [false, false],
  }),
  "preview.login": () => LOGIN,
  "preview.population": () => ({
    people: 2,
    notAssigned: 0,
    rows: [],
    rules: [{ id: "finance", matches: 1204, samples: ["u-ben"] }],
    interesting: [{ person: "u-ben", why: "Something failed." }],
  }),
};

/** The applications over an engine that remembers what it was asked to save, and refuses where it is told to. */
function show(
  place: string,
  {
    refusal,
    workspace = WORKSPACE,
    answers = {},
  }: { refusal?: ContractError; workspace?: WorkspaceSummary; answers?: Answers } = {},
) {
  const saved: Configuration[] = [];
  const client = createTestClient({
    ...ANSWERS,
    ...answers,
    "applications.save": ({ configuration }) => {
      if (refusal !== undefined) throw new CallError(refusal);
      saved.push(configuration);
      return { what: "Changed the role rules of Expenses", changed: true, problems: [] };
    },
  });
  const path = "/w/:workspace/apps/:application?/:tab?";
  renderAt(<Applications />, { path, hash: `#/w/acme/apps/${place}` }, client, workspace);
  return { saved, user: userEvent.setup() };
}

/** What a control says is wrong with it, by the words that it is described by. */
function faultOf(control: HTMLElement): string | undefined {
  if (control.getAttribute("aria-invalid") !== "true") return undefined;
  const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}

beforeEach(() => {
  useDrafts.setState({}, true);
  usePopulations.setState({}, true);
});
afterEach(cleanup);

describe("a draft", () => {
  it("is marked in the list, saved by Ctrl+S, and then no draft any more", async () => {
    const { user, saved } = show("expenses/roles");
    const value = await screen.findByLabelText("Role rule 1: value");
    await user.clear(value);
    await user.type(value, "Sales");
    expect(screen.getByRole("button", { name: "1 setting changed" })).toBeTruthy();
    expect(within(screen.getByRole("region", { name: "Applications" })).getByText("draft")).toBeTruthy();
    await user.keyboard("{Control>}s{/Control}");
    await screen.findByText("Everything is saved");
    expect(saved[0]?.application.roleRules[0]?.when).toEqual({
      operator: "equals",
      claim: "department",
      value: "Sales",
    });
    expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
  });

  it("is kept from tab to tab, and taken back edit by edit with Ctrl+Z", async () => {
    const { user } = show("expenses/policy");
    await user.selectOptions(await screen.findByLabelText("When no account matches"), "refuse");
    await user.selectOptions(screen.getByLabelText("When the account is deactivated"), "reactivate");
    await user.click(screen.getByRole("link", { name: "Role rules" }));
    expect(await screen.findByRole("button", { name: "2 settings changed" })).toBeTruthy();
    await user.keyboard("{Control>}z{/Control}");
    expect(screen.getByRole("button", { name: "1 setting changed" })).toBeTruthy();
  });

  it("that is refused stays, with the problem at its field and the way to it", async () => {
    const path = "application.roleRules[0].role";
    const refusal = { code: "EDIT_INVALID", message: "No.", problems: [{ code: "X", path, message: "No such role." }] };
    const { user } = show("expenses/roles", { refusal });
    await user.type(await screen.findByLabelText("Role rule 1: value"), "x");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Not saved. The draft is kept.")).toBeTruthy();
    expect(screen.getByText("Not right: No such role.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Show it" }).getAttribute("href")).toContain("setting=roleRules%2Ffinance");
  });

  it("that is refused leads to where accounts stand against it", async () => {
    const problem = { code: "X", path: "application.accounts[0].roles[0]", message: "There is no such role." };
    const refusal = { code: "EDIT_INVALID", message: "No.", problems: [problem, { ...problem }] };
    const { user } = show("expenses/roles", { refusal });
    await user.type(await screen.findByLabelText("Role rule 1: value"), "x");
    await user.click(screen.getByRole("button", { name: "Save" }));
    const link = await screen.findByRole("link", { name: "Show it" });
    expect(link.getAttribute("href")).toBe("#/w/acme/accounts/expenses");
  });

  it("cannot be begun where nothing can be saved, and says why", async () => {
    const access = {
      kind: "readOnly",
      code: "WORKSPACE_LOCKED",
      reason: "Open somewhere else.",
    } as WorkspaceSummary["access"];
    show("expenses/policy", { workspace: { ...WORKSPACE, access } });
    expect(await screen.findByText("Open somewhere else.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>("When no account matches").disabled).toBe(true);
  });
});

describe("the policy", () => {
  it("says the risk of what is drafted, and what becomes of each login", async () => {
    const { user } = show("expenses/policy");
    await user.selectOptions(await screen.findByLabelText("When the account is deactivated"), "reactivate");
    expect(screen.getByText(/somebody closed on purpose opens again/)).toBeTruthy();
    const row = screen.getByRole("row", { name: /The account is deactivated/ });
    expect(within(row).getByText("reactivated")).toBeTruthy();
    expect(within(row).getByText("saved: refused")).toBeTruthy();
  });

  it("draws the eye to a setting whose tab is still to be loaded", async () => {
    show("expenses/mapping?setting=mappings%2Femail");
    const control = await screen.findByRole("button", { name: "Mapping row 2, email" });
    await waitFor(() => expect(document.activeElement).toBe(control));
  });

  it("draws the eye to the setting that the address names", async () => {
    show("expenses/policy?setting=jit%2FlaterLogins");
    const control = await screen.findByLabelText("On every later login");
    await waitFor(() => expect(document.activeElement).toBe(control));
    expect(control.closest("[data-drawn]")?.getAttribute("data-setting")).toBe("jit/laterLogins");
  });
});

describe("rows", () => {
  it("move, are duplicated and removed by keys, and keep the focus", async () => {
    const { user } = show("expenses/roles");
    (await screen.findByRole("button", { name: "Role rule 1, finance" })).focus();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Role rule 2, finance"));
    await user.keyboard("{Control>}d{/Control}");
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Role rule 3, finance-2"));
    await user.keyboard("{Delete}");
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Role rule 2, finance"));
  });

  it("say for how many people they hold, and name some, who are then in the preview", async () => {
    const { user } = show("expenses/roles");
    await user.click(await screen.findByRole("button", { name: "matches 1,204" }));
    await user.click(await screen.findByRole("button", { name: "Ben" }));
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Preview of" }).value).toBe("Ben · ben");
    expect(screen.getByText("Worth a look: Something failed.")).toBeTruthy();
  });

  it("of a mapping turn from a claim into a table and back", async () => {
    const { user } = show("expenses/mapping");
    await user.selectOptions(await screen.findByLabelText("Mapping row 3: kind of source"), "table");
    await user.click(screen.getByRole("button", { name: "Line" }));
    await user.type(screen.getByLabelText("Mapping row 3: from, line 1"), "Finance");
    await user.type(screen.getByLabelText("Mapping row 3: to, line 1"), "FIN");
    const draft = Object.values(useDrafts.getState())[0]?.draft;
    expect(draft?.application.mappings[2]?.source).toEqual({
      kind: "table",
      attribute: "department",
      table: { Finance: "FIN" },
      otherwise: "keep",
    });
  });
});

it("opens a note with the focus in it, and gives the focus back", async () => {
  const { user } = show("expenses/policy");
  await user.click(await screen.findByRole("button", { name: "Add a note about this application" }));
  expect(document.activeElement).toBe(screen.getByLabelText("Text of the note about this application"));
  await user.keyboard("Why so?");
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit the note about this application" }));
});

describe("what is wrong", () => {
  const message = "The pattern `(` is not valid: missing closing ).";
  const wrongAt = (path: string): ContractError => ({
    code: "EDIT_INVALID",
    message,
    path,
    problems: [{ code: "MAPPING_INVALID_PATTERN", path, message }],
  });

  it("is said of its field, until that is edited", async () => {
    const { user } = show("expenses/roles", { refusal: wrongAt("application.roleRules[0].when.value") });
    const value = await screen.findByLabelText<HTMLInputElement>("Role rule 1: value");
    expect(faultOf(value)).toBeUndefined();
    await user.type(value, "(");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(faultOf(value)).toBe("Not right: The pattern ( is not valid: missing closing )."));
    expect(faultOf(screen.getByLabelText("Role rule 1: claim"))).toBeUndefined();
    expect(faultOf(screen.getByLabelText("Role rule 2: value"))).toBeUndefined();
    await user.type(value, ")");
    expect(faultOf(value)).toBeUndefined();
    expect(screen.queryByText("Not saved. The draft is kept.")).toBeNull();
  });

  it("is said before anybody saves it, as the preview finds it", async () => {
    const refuse = ({ configuration }: { configuration?: Configuration | undefined }) => {
      if (configuration !== undefined) throw new CallError(wrongAt("application.roleRules[1].when.value"));
      return LOGIN;
    };
    const { user } = show("expenses/roles", { answers: { "preview.login": refuse } });
    const value = await screen.findByLabelText<HTMLInputElement>("Role rule 2: value");
    await user.type(value, "(");
    await waitFor(() => expect(faultOf(value)).toMatch(/^Not right: The pattern/));
    await user.click(screen.getByRole("button", { name: "Revert" }));
    await waitFor(() => expect(faultOf(value)).toBeUndefined());
  });

  it("is said of a line of a table that names what another one names", async () => {
    const { user } = show("expenses/mapping");
    await user.selectOptions(await screen.findByLabelText("Mapping row 3: kind of source"), "table");
    await user.click(screen.getByRole("button", { name: "Line" }));
    await user.type(screen.getByLabelText("Mapping row 3: from, line 1"), "a");
    await user.click(screen.getByRole("button", { name: "Line" }));
    await user.type(screen.getByLabelText("Mapping row 3: from, line 2"), "a");
    expect(faultOf(screen.getByLabelText("Mapping row 3: from, line 2"))).toMatch(/^Each value stands once/);
    expect(faultOf(screen.getByLabelText("Mapping row 3: from, line 1"))).toBeUndefined();
  });

  it("is said of a list of names as well", async () => {
    const path = "configuration.application.jit.requiredClaims[0]";
    const { user } = show("expenses/policy", { refusal: wrongAt(path) });
    await user.type(await screen.findByRole("combobox", { name: "Required claims" }), "dept,");
    await user.click(screen.getByRole("button", { name: "Save" }));
    const claims = screen.getByRole("combobox", { name: "Required claims" });
    await waitFor(() => expect(faultOf(claims)).toBe("The pattern ( is not valid: missing closing )."));
  });
});

it("tells of a draft that is not complete no longer than there is one", async () => {
  const { user } = show("expenses/roles", {
    answers: {
      "preview.population": () => {
        throw new CallError({ code: "ARGUMENTS_INVALID", message: "No." });
      },
    },
  });
  await user.clear(await screen.findByLabelText("Role rule 1: claim"));
  await user.click(screen.getByRole("link", { name: "JIT policy" }));
  await user.click(screen.getByRole("button", { name: "Preview on everybody" }));
  expect(await screen.findByText("Waits for the draft to be complete")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Revert" }));
  expect(screen.queryByText("Waits for the draft to be complete")).toBeNull();
});

it("says of an application that there is not where to go instead", async () => {
  const { user } = show("zz", {
    answers: {
      "applications.read": ({ application }) => {
        if (application === "expenses") return EXPENSES_DETAIL;
        throw new CallError({ code: "APPLICATION_UNKNOWN", message: "There is no application zz." });
      },
    },
  });
  await screen.findByText("There is no application zz.");
  await user.click(screen.getByRole("button", { name: "Show Expenses" }));
  expect(await screen.findByRole("heading", { name: "Expenses" })).toBeTruthy();
});

it("goes to the policy where the address names a tab that there is not", async () => {
  show("expenses/zzz");
  expect((await screen.findByRole("link", { name: "JIT policy" })).getAttribute("aria-current")).toBe("page");
  expect(window.location.hash).toBe("#/w/acme/apps/expenses/policy");
});

it("points out where the two sides differ, with a way out", async () => {
  const { user } = show("expenses/connection");
  const clientId = await screen.findByLabelText("Client ID (at the identity provider)");
  await user.type(clientId, "-2");
  expect(screen.getAllByText(/knows another client ID/)).toHaveLength(2);
  expect(faultOf(clientId)).toMatch(/knows another client ID/);
  await user.click(screen.getByRole("button", { name: "Let the application use the same" }));
  expect(screen.queryByText(/knows another client ID/)).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>("Client ID (at the application)").value).toBe("expenses-2");
  expect(EXPENSES.application.oidc?.clientId).toBe("expenses");
});

it("shows a certificate as people compare it, and warns where the simulated time is past its end", async () => {
  const pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  const facts = { pem, subject: "CN=Wiki", notAfter: "2026-03-01T09:00:00.000Z", fingerprint: "AB:CD" };
  const configuration = { ...WIKI, application: { ...WIKI.application, id: "expenses" } };
  const detail = { ...EXPENSES_DETAIL, configuration, certificates: [facts] };
  show("expenses/connection", { answers: { "applications.read": () => detail } });
  expect(await screen.findByText("CN=Wiki")).toBeTruthy();
  expect(screen.getByText("2026-03-01 09:00 UTC")).toBeTruthy();
  expect(screen.getByText("Expired: the simulated time is 2026-03-02 09:00 UTC.")).toBeTruthy();
});
