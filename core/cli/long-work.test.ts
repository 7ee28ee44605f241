import { describe, expect, it } from "vitest";
import type { Pace, Progress } from "../pace.ts";
import { doLongWork } from "./long-work.ts";
import type { Terminal } from "./terminal.ts";

const FAR: Progress = {
  done: 3200,
  total: 10_000,
  what: "people",
  doing: "Initial cycle of Jira: 3,200 of 10,000 people",
};

/** A terminal that remembers what it is told. */
function createFakeTerminal() {
  const statuses: string[] = [];
  const listeners = new Set<() => void>();
  const terminal: Terminal = {
    out: () => {},
    error: () => {},
    status: (text) => statuses.push(text),
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    colours: false,
    width: 100,
  };
  const interrupt = (): void => {
    for (const listener of listeners) listener();
  };
  return { terminal, statuses, listeners, interrupt };
}

/** Work that goes on until it is given up, or the terminal was told of it. */
async function workOn(pace: Pace, isEnough: () => boolean): Promise<string> {
  while (!isEnough()) if (pace.isDue()) await pace.rest(FAR);
  return "done";
}

describe("long work at a terminal", () => {
  it("says how far it is, and clears that at its end", async () => {
    const { terminal, statuses, listeners } = createFakeTerminal();
    expect(await doLongWork(terminal, {}, (pace) => workOn(pace, () => statuses.length > 1))).toBe("done");
    expect(statuses[0]).toBe("Initial cycle of Jira: 3,200 of 10,000 people · Ctrl+C cancels");
    expect(statuses.at(-1)).toBe("");
    expect(listeners.size).toBe(0);
  });

  it("keeps silent where JSON is asked for", async () => {
    const { terminal, statuses } = createFakeTerminal();
    const end = performance.now() + 600;
    await doLongWork(terminal, { json: true }, (pace) => workOn(pace, () => performance.now() > end));
    expect(statuses).toEqual([""]);
  });

  it("is given up at the next rest after Ctrl+C", async () => {
    const { terminal, statuses, listeners, interrupt } = createFakeTerminal();
    const work = doLongWork(terminal, {}, (pace) => {
      interrupt();
      return workOn(pace, () => false);
    });
    await expect(work).rejects.toMatchObject({ code: "CANCELLED" });
    expect(statuses.at(-1)).toBe("");
    expect(listeners.size).toBe(0);
  });

  it("ends with what the work ends with", async () => {
    const { terminal } = createFakeTerminal();
    const failure = doLongWork(terminal, {}, () => Promise.reject(new Error("no such file")));
    await expect(failure).rejects.toThrow("no such file");
  });
});
