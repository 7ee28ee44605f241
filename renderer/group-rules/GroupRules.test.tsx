import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { GroupRuleItem, GroupRuleSettings } from "../../core/contract/group-rules.ts";
import { type Answers, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { Directory } from "../directory/Directory.tsx";
import { loadDirectoryParts } from "../directory/later.ts";
import { testTable, testWorkspace } from "../directory/test-directory.ts";
import { OKTA } from "../expressions/test-language.ts";
import { layOut } from "../grid/test-layout.ts";
import { setRuleDraft } from "./drafts.ts";
import { ruleKey } from "./rule-key.ts";

const ACTIVE: GroupRuleSettings = {
  id: "rule-finance",
  name: "Finance people",
  active: true,
  when: { expression: { dialect: "okta", text: 'user.department == "Finance"' } },
  except: { users: ["u-liam"] },
  groups: ["g-finance"],
};
const INACTIVE: GroupRuleSettings = {
  ...ACTIVE,
  id: "rule-admins",
  name: "Admins",
  active: false,
  groups: ["g-admins"],
};
const SAVED = { what: "Changed the group rule Admins", changed: true, problems: [] };

function item(rule: GroupRuleSettings, members = 0): GroupRuleItem {
  return { rule, condition: "the expression gives true", imported: false, members, problems: [] };
}

function show(
  query: string,
  rules: readonly GroupRuleItem[],
  answers: Answers = {},
  workspace = testWorkspace,
): TestClient {
  const client = createTestClient({
    "directory.table": () => testTable,
    "groupRules.read": () => ({ providers: [{ id: "idp", name: "Acme ID", whoStopsMatching: "leaves", rules }] }),
    "groupRules.plan": () => ({
      people: 3,
      holds: 2,
      moves: [{ group: "g-admins", joins: 2, leaves: 1, joining: ["u-ada", "u-mara"], leaving: ["u-liam"] }],
    }),
    "groupRules.change": () => SAVED,
    "expressions.language": () => OKTA,
    "expressions.try": () => ({ findings: [], settings: [] }),
    ...answers,
  });
  renderAt(<Directory />, { path: "/w/:workspace/directory", hash: `#/w/acme/directory${query}` }, client, workspace);
  return client;
}

const at = (rule: GroupRuleSettings) => `?rule=${encodeURIComponent(ruleKey("idp", rule.id))}`;
const changes = (client: TestClient) =>
  client.calls.filter(({ method }) => method === "groupRules.change").map(({ args }) => args);

beforeAll(loadDirectoryParts);
beforeEach(() => layOut(1200, 528));
afterEach(() => {
  cleanup();
  for (const rule of [ruleKey("idp"), ruleKey("idp", ACTIVE.id), ruleKey("idp", INACTIVE.id)])
    setRuleDraft("acme", rule, undefined);
});

describe("group rules", () => {
  it("stand beside the groups, each with its state, expression, groups, exceptions and note", async () => {
    const note = { kind: "decision", text: "As HR wants it." } as const;
    show("", [item({ ...ACTIVE, note }, 4), item(INACTIVE)]);
    await userEvent.click(await screen.findByRole("button", { name: /^Group rules/ }));
    const [line] = await screen.findAllByRole("button", { name: /^Finance people/ });
    expect(line?.textContent).toBe(
      'Finance peopleactiveuser.department == "Finance"→ Finance · 4 people in by a rule · passes over 1 personAs HR wants it.',
    );
    expect(screen.getByRole("button", { name: /^Admins inactive/ })).toBeTruthy();
    await userEvent.click(screen.getByRole("treeitem", { name: "All people, 3" }));
    expect(await screen.findByRole("grid", { name: "People" })).toBeTruthy();
  });

  it("say what they are where there are none, and begin with a new one", async () => {
    const client = show("?rule=", []);
    expect(await screen.findByText("There are no group rules yet")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "New rule" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Owners");
    await userEvent.click(await screen.findByRole("button", { name: "Save" }));
    await waitFor(() => expect(changes(client)).toHaveLength(1));
    expect(changes(client)).toMatchObject([
      { provider: "idp", change: { kind: "save", rule: { id: "rule-owners", name: "Owners", active: false } } },
    ]);
  });

  it("are read while they are active, and deactivated to be edited", async () => {
    const client = show(at(ACTIVE), [item(ACTIVE, 4)]);
    expect((await screen.findByRole("textbox", { name: "Name" })).hasAttribute("readonly")).toBe(true);
    expect(screen.getByText(/An active rule is not edited/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Deactivate" }));
    await waitFor(() => expect(changes(client)).toEqual([change({ ...ACTIVE, active: false })]));
  });

  it("are counted over everybody before they are saved, and activated with that", async () => {
    const client = show(at(INACTIVE), [item(INACTIVE)]);
    const counts = await screen.findByRole("region", { name: "Once it is active" });
    await within(counts).findByText("2 join app-admins");
    expect(counts.textContent).toContain("It holds for 2 of 3 people.");
    expect(counts.textContent).toContain("2 join app-admins: Ada Lovelace, Mara Okafor");
    expect(counts.textContent).toContain("1 leaves app-admins: Liam Becker");
    await userEvent.click(screen.getByRole("button", { name: "Activate" }));
    await waitFor(() => expect(changes(client)).toEqual([change({ ...INACTIVE, active: true })]));
  });

  it("keep what was edited until it is saved, by Ctrl S too, or reverted", async () => {
    const client = show(at(INACTIVE), [item(INACTIVE)]);
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.type(name, "!");
    await userEvent.click(screen.getByRole("button", { name: "Revert" }));
    await waitFor(() => expect(name).toHaveProperty("value", "Admins"));
    expect(screen.queryByText("Not saved yet")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "No longer pass over Liam Becker" }));
    await userEvent.keyboard("{Control>}s{/Control}");
    const { except: _, ...kept } = INACTIVE;
    await waitFor(() => expect(changes(client)).toEqual([change(kept)]));
  });

  it("say at the field what is wrong with them", async () => {
    const problem = { code: "X", path: "change.rule.name", message: "A rule has a name.", severity: "error" } as const;
    show(at(INACTIVE), [item(INACTIVE)], {
      "groupRules.change": () => {
        throw new CallError({ code: "EDIT_INVALID", message: problem.message, problems: [problem] });
      },
    });
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "!");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("A rule has a name.");
    expect(screen.getByRole("textbox", { name: "Name" }).getAttribute("aria-invalid")).toBe("true");
  });

  it("say why they cannot be activated, at the expression and below", async () => {
    const path = "change.rule.when.expression.text";
    const problem = { code: "X", path, message: "The expression ends here.", severity: "error" } as const;
    show(at(INACTIVE), [item(INACTIVE)], {
      "groupRules.change": () => {
        throw new CallError({ code: "EDIT_INVALID", message: problem.message, problems: [problem] });
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Activate" }));
    expect((await screen.findByRole("alert")).textContent).toContain("The expression ends here.");
    const editor = await screen.findByRole("textbox", { name: "Expression of the rule" });
    await waitFor(() => expect(editor.getAttribute("aria-invalid")).toBe("true"));
  });

  it("let their members stay or leave when they are removed", async () => {
    const client = show(at(INACTIVE), [item(INACTIVE, 2)]);
    await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Remove the rule; they leave" }));
    const removal = { kind: "remove", rule: INACTIVE.id, members: "leave" };
    await waitFor(() => expect(changes(client)).toEqual([{ workspace: "acme", provider: "idp", change: removal }]));
  });

  it("are only read where nothing can be edited, and say why", async () => {
    const access = { kind: "readOnly", reason: "It is of a newer version." } as const;
    show(at(INACTIVE), [item(INACTIVE)], {}, { ...testWorkspace, access });
    expect((await screen.findByRole("textbox", { name: "Name" })).hasAttribute("readonly")).toBe(true);
    expect(screen.getByRole("button", { name: "Activate" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("button", { name: "New rule" }).getAttribute("aria-disabled")).toBe("true");
  });
});

function change(rule: GroupRuleSettings) {
  return { workspace: "acme", provider: "idp", change: { kind: "save", rule } };
}
