import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { AccountTable, PersonDetail, RunDetail } from "../../core/contract/results.ts";
import { outdate } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { Guide } from "./Guide.tsx";
import { beginGuide, useGuide } from "./guide.ts";
import { STORY, STORY_LOGIN } from "./story.ts";

beforeEach(() => {
  useGuide.setState({ workspaces: {} });
  window.history.replaceState(null, "", "#/w/acme/run/r2?step=1&play=1");
});
afterEach(cleanup);

/** A company of one person and one application, as the engine would tell of it. */
function createCompany() {
  let department = "Finance";
  let known = "Finance";
  const runs = ["r2"];
  const roleOf = (of: string): string => (of === "Finance" ? "finance-user" : "engineering-user");
  const runDetail = (run: string): RunDetail => {
    const base = { at: "", from: "a", to: "b", phase: "apply", status: "ok", title: "", why: "" } as const;
    const change = { application: "expenses", account: "acc", writer: "jit", why: "" };
    const changes =
      run === "r2"
        ? [{ ...change, path: "roles.finance-user", after: true }]
        : [
            { ...change, path: "roles.finance-user", before: true },
            { ...change, path: "roles.engineering-user", after: true },
          ];
    return {
      run,
      saved: true,
      at: "",
      title: "",
      action: STORY_LOGIN,
      outcome: { result: "signedIn", code: "SIGNED_IN", reason: "", by: "" },
      accountsBefore: [],
      base: { remembered: true },
      trace: {
        version: 1,
        actors: [],
        steps: [
          { ...base, seq: 1, kind: "notice" },
          { ...base, seq: 5, kind: "change", changes },
        ],
      },
    };
  };
  const person = (): PersonDetail => ({
    person: { id: "u-ada", userName: STORY.userName, active: true, attributes: { department }, groups: [] },
    applications: [
      {
        application: "expenses",
        name: "Expenses",
        assigned: "everybody",
        account: { attributes: { department: known }, roles: [{ role: roleOf(known) }] } as never,
      },
    ],
    history: [],
  });
  return createTestClient({
    "history.list": () => ({
      entries: runs.map(
        (id) => ({ type: "action", id, action: STORY_LOGIN, onBranch: true }) as unknown as HistoryEntry,
      ),
    }),
    "directory.person": person,
    "accounts.table": () =>
      ({
        roles: [
          { id: "finance-user", name: "Finance User" },
          { id: "engineering-user", name: "Engineering User" },
        ],
      }) as unknown as AccountTable,
    "runs.read": ({ run }) => runDetail(run),
    "directory.changePeople": ({ change }) => {
      if (change.kind === "attribute") department = change.value ?? "";
      outdate("acme");
      return { what: "", changed: true, problems: [] };
    },
    "runs.login": () => {
      known = department;
      runs.push("r4");
      outdate("acme");
      return runDetail("r4");
    },
  });
}

function RunKeys({ why }: { why: () => void }): null {
  useShortcuts("Run", [{ keys: ["w"], title: "Why?", run: why }]);
  return null;
}

const said = () => screen.getByRole("complementary", { name: "Guide to the first minute" }).textContent;
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("the guide", () => {
  it("leads through the first minute, step by step as things happen", async () => {
    const why = vi.fn();
    beginGuide("acme");
    renderWith([<RunKeys key="k" why={why} />, <Guide key="g" />], createCompany(), buildSummary());
    await screen.findByText(/Watch Ada log in to Expenses/);

    goTo("/w/acme/run/r2?step=5");
    await screen.findByText("Finance User");
    expect(said()).toContain("Ada has an account in Expenses, with the role Finance User.");

    await press("Why?");
    await screen.findByText(/That role came from her department, Finance/);
    await waitFor(() => expect(why).toHaveBeenCalledOnce());

    await press("Move Ada to Engineering");
    await screen.findByText(/The directory says Engineering/);
    expect(said()).toContain("Expenses still says Finance, and Finance User: nobody has told it.");

    await press("Log in again");
    await screen.findByText(/Watch the same login again/);
    expect(window.location.hash).toBe("#/w/acme/run/r4?step=1&play=1");

    await press("Skip to her role");
    await screen.findByText(/The role moved/);
    expect(said()).toContain(
      "Finance User → Engineering User. It changed at the login, not before: that is the JIT gap.",
    );
  });

  it("can be closed, and goes on where it was", async () => {
    beginGuide("acme");
    renderWith(<Guide />, createCompany(), buildSummary());
    await screen.findByText(/Watch Ada/);
    await press("Close the guide");
    expect(screen.queryByRole("complementary")).toBeNull();
    expect(useGuide.getState().workspaces.acme).toEqual({ open: false, watched: [], asked: false });
  });

  it("keeps out of a workspace where nobody began it", () => {
    renderWith(<Guide />, createCompany(), buildSummary());
    expect(screen.queryByRole("complementary")).toBeNull();
  });
});
