import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { showLocalTime } from "../components/instant.ts";
import { useReach } from "../connection/reach.ts";
import { buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { CannotOpen } from "./CannotOpen.tsx";
import { Unreachable } from "./Unreachable.tsx";
import { WorkspaceNotices } from "./WorkspaceNotices.tsx";

beforeEach(() => useReach.setState({ reach: "answers" }));
afterEach(cleanup);

const list = {
  folder: "/ws",
  workspaces: [
    { id: "acme", changedAt: "", bytes: 1, content: { name: "Acme", people: "sample", users: 1, applications: 1 } },
    { id: "torn", changedAt: "", bytes: 1, problem: "It is no JSON." },
  ],
} as const;

describe("a workspace that does not open", () => {
  const show = (code: string) =>
    renderWith(
      <CannotOpen id="torn" error={{ code, message: "It is no JSON." }} />,
      createTestClient({ "workspaces.list": () => list }),
    );

  it("says why, what is kept, and which others are there", async () => {
    show("WORKSPACE_NOT_JSON");
    expect(screen.getByRole("heading", { name: "“torn” cannot be opened." })).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toContain("It is no JSON.");
    expect(screen.getByText(/The file is left exactly as it is/)).toBeTruthy();
    expect((await screen.findByRole("link", { name: "Acme" })).getAttribute("href")).toContain("/w/acme/directory");
    expect(screen.queryByRole("link", { name: "torn" })).toBeNull();
  });

  it("may not be there at all", () => {
    show("WORKSPACE_NOT_FOUND");
    expect(screen.getByRole("heading", { name: "There is no workspace “torn” here." })).toBeTruthy();
    expect(screen.queryByText(/The file is left exactly/)).toBeNull();
  });
});

describe("what is worth knowing about an open workspace", () => {
  const show = (changes: Parameters<typeof buildSummary>[0]) =>
    renderWith(<WorkspaceNotices workspace={buildSummary(changes)} />, createTestClient({}));

  it("is nothing where it can be saved and nothing was found", () => {
    show({});
    expect(screen.queryByRole("status")).toBeNull();
  });

  it("says why nothing is saved, until that is dismissed", async () => {
    show({ access: { kind: "readOnly", reason: "Another window has it open" } });
    expect(screen.getByRole("status").textContent).toContain("Another window has it open.");
    await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("status")).toBeNull();
  });

  it("opens one that another process held anew when told to, and says as of when it is shown", async () => {
    const held = { kind: "readOnly", reason: "Another program holds it", asOf: "2026-11-21T10:20:30.000Z" } as const;
    let isClosed = false;
    const client = createTestClient({
      "workspaces.open": () => buildSummary({ access: isClosed ? { kind: "write" } : held }),
      "workspaces.close": () => {
        isClosed = true;
        return {};
      },
    });
    renderWith(<Opened />, client);
    expect((await screen.findByRole("status")).textContent).toContain(showLocalTime(held.asOf));
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("status")).toBeNull());
    expect(client.calls.map(({ method }) => method)).toEqual([
      "workspaces.open",
      "workspaces.close",
      "workspaces.open",
    ]);
  });

  it("offers no second try where nobody holds it", () => {
    show({ access: { kind: "readOnly", reason: "Its folder cannot be written to" } });
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("keeps codes and places behind Details", async () => {
    const problem = {
      code: "WORKSPACE_RESTORED",
      path: "",
      message: "The version before is open.",
      severity: "warning",
    } as const;
    show({ problems: [problem] });
    expect(screen.getByText("The version before is open.")).toBeTruthy();
    expect(screen.queryByText("WORKSPACE_RESTORED")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Details" }));
    expect(screen.getByText("WORKSPACE_RESTORED")).toBeTruthy();
  });
});

function Opened() {
  const { value } = useAnswer("workspaces.open", { workspace: "acme" });
  return value === undefined ? null : <WorkspaceNotices workspace={value} />;
}

describe("an engine that does not answer", () => {
  it("is said for as long as it is so", async () => {
    renderWith(<Unreachable />, createTestClient({}));
    expect(screen.queryByRole("alert")).toBeNull();
    useReach.setState({ reach: "gone" });
    expect((await screen.findByRole("alert")).textContent).toContain("Everything that was saved is kept");
    useReach.setState({ reach: "answers" });
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });
});
