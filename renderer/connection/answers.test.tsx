import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { WorkspaceList } from "../../core/contract/results.ts";
import { outdate } from "./answers.ts";
import { useReach, watchReach } from "./reach.ts";
import { createTestClient, renderWith, type TestClient } from "./test-client.tsx";
import { useAnswer } from "./use-answer.ts";

beforeEach(() => useReach.setState({ reach: "answers" }));
afterEach(cleanup);

function Folder() {
  const { value, error, pending } = useAnswer("workspaces.list", {});
  return (
    <p>
      {value?.folder ?? "nothing"} {error?.code} {pending ? "asking" : ""}
    </p>
  );
}

function Runs({ workspace }: { workspace: string }) {
  const { value } = useAnswer("history.list", { workspace });
  return <p>{value?.entries.length ?? "none"}</p>;
}

const list = (folder: string): WorkspaceList => ({ folder, workspaces: [] });

/** An engine whose answers to `workspaces.list` come when the test says so. */
function createSlowClient(): { readonly client: TestClient; readonly answer: (folder: string) => Promise<void> } {
  const waiting: ((value: WorkspaceList) => void)[] = [];
  const client = createTestClient({ "workspaces.list": () => new Promise((resolve) => waiting.push(resolve)) });
  return { client, answer: async (folder) => act(async () => waiting.shift()?.(list(folder))) };
}

describe("an answer", () => {
  it("is asked for once, however many show it", async () => {
    const client = createTestClient({ "workspaces.list": () => list("/a") });
    renderWith([<Folder key="1" />, <Folder key="2" />], client);
    expect(await screen.findAllByText("/a")).toHaveLength(2);
    expect(client.calls).toHaveLength(1);
  });

  it("stays on screen while it is asked for again", async () => {
    const { client, answer } = createSlowClient();
    renderWith(<Folder />, client);
    await answer("/a");
    act(() => outdate());
    expect(screen.getByText("/a asking")).toBeTruthy();
    await answer("/b");
    expect(screen.getByText("/b")).toBeTruthy();
  });

  it("is asked for again where something was saved while it was on its way", async () => {
    const { client, answer } = createSlowClient();
    renderWith(<Folder />, client);
    act(() => outdate());
    await answer("/old");
    await answer("/new");
    expect(screen.getByText("/new")).toBeTruthy();
    expect(client.calls).toHaveLength(2);
  });

  it("stays where the next one fails, with the error beside it, and the error goes with the next good one", async () => {
    let fails = false;
    const client = createTestClient({
      "workspaces.list": () => {
        if (fails) throw new CallError({ code: "ENGINE_RESTARTED", message: "It stopped." });
        return list("/a");
      },
    });
    renderWith(<Folder />, client);
    await screen.findByText("/a");
    fails = true;
    act(() => outdate());
    expect(await screen.findByText("/a ENGINE_RESTARTED")).toBeTruthy();
    fails = false;
    act(() => outdate());
    await waitFor(() => expect(screen.getByText("/a")).toBeTruthy());
  });

  it("of another workspace is left alone by a change", async () => {
    const client = createTestClient({ "history.list": () => ({ entries: [] }) });
    renderWith([<Runs key="a" workspace="acme" />, <Runs key="b" workspace="other" />], client);
    await screen.findAllByText("0");
    act(() => outdate("acme"));
    await waitFor(() => expect(client.calls).toHaveLength(3));
    expect(client.calls.map(({ args }) => args)).toEqual([
      { workspace: "acme" },
      { workspace: "other" },
      { workspace: "acme" },
    ]);
  });
});

describe("whether the engine answers", () => {
  const failing = (code: string) =>
    watchReach(
      createTestClient({
        "app.about": () => {
          throw new CallError({ code, message: "No." });
        },
      }),
    );

  it.each([
    ["HOST_GONE", "gone"],
    ["SECRET_WRONG", "stranger"],
    ["WORKSPACE_NOT_FOUND", "answers"],
  ])("%s means: %s", async (code, reach) => {
    await expect(failing(code).call("app.about", {})).rejects.toThrow("No.");
    expect(useReach.getState().reach).toBe(reach);
  });

  it("is known again with the first call that comes through", async () => {
    await failing("HOST_GONE")
      .call("app.about", {})
      .catch(() => undefined);
    const good = watchReach(createTestClient({ "app.about": () => ({ version: "1", folder: "/" }) }));
    await good.call("app.about", {});
    expect(useReach.getState().reach).toBe("answers");
  });

  it("whatever is no answer of the engine counts as gone", async () => {
    const broken = watchReach({
      subscribe: () => () => undefined,
      call: () => Promise.reject(new TypeError("Failed to fetch")),
    });
    await expect(broken.call("app.about", {})).rejects.toThrow("Failed to fetch");
    expect(useReach.getState().reach).toBe("gone");
  });
});
