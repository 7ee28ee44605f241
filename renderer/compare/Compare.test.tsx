import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { type Answers, buildSummary, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { present } from "../shell/presenting.ts";
import { Compare } from "./Compare.tsx";
import { useComparing } from "./comparing.ts";
import { encodePlace } from "./place.ts";
import { testComparison, testPresets, testRan } from "./test-comparison.ts";

const table = {
  id: ["u-ada", "u-ben"],
  userName: ["ada@acme.test", "ben@acme.test"],
  displayName: ["Ada Lovelace", "Ben Carter"],
  groups: [],
} as unknown as DirectoryTable;

const good: Answers = {
  "compare.presets": () => testPresets,
  "compare.run": ({ request }) => testComparison(request.modes),
  "compare.open": () => ({ run: "u1", step: 7 }),
  "directory.table": () => table,
};

function show(answers: Answers = {}, hash = "#/w/acme/compare"): TestClient {
  const client = createTestClient({ ...good, ...answers });
  renderAt(<Compare />, { path: "/w/:workspace/compare", hash }, client, buildSummary());
  return client;
}

async function run(): Promise<void> {
  fireEvent.click(await screen.findByRole("button", { name: /^Compare Ctrl/ }));
  await screen.findByRole("slider", { name: "Playhead" });
  await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull());
}

const moment = () => screen.getByRole("region", { name: "This moment" });
const press = (key: string, more = {}): void => void fireEvent.keyDown(document.body, { key, ...more });

beforeEach(() => {
  useComparing.setState({}, true);
  present(false);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("before anything is compared", () => {
  it("says what a comparison is, and offers the first script", async () => {
    const client = show();
    fireEvent.click(await screen.findByRole("button", { name: "Compare 4 ways" }));
    await screen.findByRole("slider", { name: "Playhead" });
    const calls = client.calls.filter(({ method }) => method === "compare.run");
    expect(calls.map(({ args }) => (args as { request: { modes: unknown } }).request.modes)).toEqual([
      ["jit"],
      ["scim"],
      ["scheduled"],
      ["manual"],
    ]);
  });

  it("says so where there is nothing to compare", async () => {
    show({ "compare.presets": () => ({ presets: testPresets.presets, applications: [] }) });
    expect(await screen.findByText("There is no application yet that an identity provider knows.")).toBeTruthy();
  });

  it("says what went wrong, beside a way to try again", async () => {
    let fails = true;
    show({
      "compare.run": ({ request }) => {
        if (fails) throw new CallError({ code: "ACTION_NOT_CONNECTED", message: "Nobody knows it." });
        return testComparison(request.modes);
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Compare 4 ways" }));
    await screen.findByText("Nobody knows it.");
    fails = false;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("slider", { name: "Playhead" });
  });
});

describe("a comparison", () => {
  it("says what each lane is in, from moment to moment, by keys", async () => {
    show();
    await run();
    press("Home");
    expect(within(moment()).getByRole("heading").textContent).toContain("Mon 2 Mar 09:00");
    press("ArrowRight");
    expect(moment().textContent).toContain("Tue 3 Mar 09:00");
    expect(moment().textContent).toContain("Ada Lovelace returns");
    expect(moment().textContent).toContain("JIT: waiting. SCIM: correct.");
    press("ArrowRight");
    expect(moment().textContent).toContain("just now: Waiting → Correct");
    press("End");
    expect(moment().textContent).toContain("JIT: orphaned. SCIM: none.");
    const slider = screen.getByRole("slider", { name: "Playhead" });
    expect(slider.getAttribute("aria-valuetext")).toBe("Mon 16 Mar 09:00, moment 5 of 5");
  });

  it("opens the run at a boundary", async () => {
    const client = show();
    await run();
    press("End");
    fireEvent.click(within(moment()).getByRole("button", { name: /^Open the run: JIT, Orphaned/ }));
    await waitFor(() => expect(window.location.hash).toBe("#/w/acme/run/u1?step=7"));
    expect(client.calls.at(-1)).toMatchObject({
      method: "compare.open",
      args: { mode: "jit", person: "u-ada", application: "expenses", at: Date.parse("2026-03-12T09:00:00.000Z") },
    });
  });

  it("is in the address, and comes back from it", async () => {
    show();
    await run();
    const { hash } = window.location;
    expect(hash).toMatch(/^#\/w\/acme\/compare\?q=[\w-]+$/);
    cleanup();
    useComparing.setState({}, true);
    show({}, hash);
    await screen.findByRole("slider", { name: "Playhead" });
  });

  it("does not trust an address that holds none", async () => {
    show({}, "#/w/acme/compare?q=nonsense");
    expect(await screen.findByText("This link holds no comparison.")).toBeTruthy();
  });

  it("begins where a checkpoint was, and says so", async () => {
    const address = await encodePlace({
      ...testRan([]).place,
      request: { ...testRan([]).place.request, modes: ["asSet", "scim"] },
      from: "r1",
    });
    const client = show({}, `#/w/acme/compare?q=${address}`);
    await screen.findByRole("slider", { name: "Playhead" });
    expect(screen.getByText("“Start”")).toBeTruthy();
    expect(client.calls.find(({ method }) => method === "compare.run")?.args).toMatchObject({ from: "r1" });
  });

  it("runs only the way that is new, and says when something was saved since", async () => {
    const client = show();
    await run();
    fireEvent.click(screen.getByRole("checkbox", { name: "Workflow" }));
    const before = client.calls.length;
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(client.calls.length).toBe(before + 1));
    expect(client.calls.at(-1)?.args).toMatchObject({ request: { modes: ["workflow"] } });
    client.tell({ type: "changed", workspace: "acme" });
    expect(await screen.findByText("The workspace was changed since.")).toBeTruthy();
  });

  it("sorts the figures, and says how the one that is looked at is counted", async () => {
    show();
    await run();
    const header = screen.getByRole("button", { name: /Orphaned h/ });
    fireEvent.click(header);
    fireEvent.focus(header);
    expect(screen.getByRole("columnheader", { name: /Orphaned h/ }).getAttribute("aria-sort")).toBe("ascending");
    expect(screen.getByText(/How counted · Orphaned h/).parentElement?.textContent).toContain("Hours in which");
  });

  it("takes events out of the script, which is then nobody's any more", async () => {
    show();
    await run();
    fireEvent.click(screen.getByRole("button", { name: "Remove: Ada Lovelace leaves, Day 10" }));
    expect(screen.getByText("The controls were changed since.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Remove: Ada Lovelace leaves/ })).toBeNull();
  });

  it("hires somebody of one's own, who can leave again, and looks at them too", async () => {
    const client = show();
    await run();
    const add = (): void => void fireEvent.click(screen.getByRole("button", { name: "Add an event…" }));
    const choose = async (field: string, option: string): Promise<void> => {
      fireEvent.click(screen.getByRole("combobox", { name: field }));
      fireEvent.click(await screen.findByRole("option", { name: option }));
    };
    const type = (field: string, value: string): void =>
      void fireEvent.change(screen.getByRole("textbox", { name: field }), { target: { value } });
    add();
    await choose("What", "Somebody is hired");
    type("First name", "Bob");
    type("Last name", "Baker");
    fireEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(screen.getByRole("button", { name: "Remove: Bob Baker is hired, Day 3" })).toBeTruthy();
    add();
    await choose("Whom", "Bob Baker, hired");
    fireEvent.click(screen.getByRole("button", { name: "Add" }));
    press("Enter", { ctrlKey: true });
    await waitFor(() =>
      expect(client.calls.at(-1)?.args).toMatchObject({
        request: {
          people: ["u-ada", "u-bob-baker"],
          events: [
            { after: 1440 },
            { after: 4320, action: { type: "hire", userName: "bob.baker@acme.test" } },
            { after: 4320, action: { type: "leave", user: "bob.baker@acme.test" } },
            { after: 14_400 },
          ],
        },
      }),
    );
  });

  it("shows an outage over the lanes, and in the legend", async () => {
    show();
    await run();
    fireEvent.click(screen.getByRole("button", { name: "Add an event…" }));
    fireEvent.click(screen.getByRole("combobox", { name: "What" }));
    fireEvent.click(await screen.findByRole("option", { name: "Cannot be reached for a while" }));
    fireEvent.click(screen.getAllByRole("combobox", { name: "Who" }).at(-1) as HTMLElement);
    fireEvent.click(await screen.findByRole("option", { name: "Expenses" }));
    fireEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(screen.queryByText("Outage")).toBeNull();
    press("Enter", { ctrlKey: true });
    expect(await screen.findByText("Outage")).toBeTruthy();
    expect(document.querySelector(".cmp-outages title")?.textContent).toBe(
      "Expenses cannot be reached: Thu 5 Mar 09:00 to Fri 6 Mar 09:00",
    );
  });

  it("can be given up", async () => {
    let aborted = false;
    const client = createTestClient(good);
    const slow: TestClient = {
      ...client,
      call: (method, args, options) =>
        method === "compare.run"
          ? new Promise((_, reject) =>
              options?.signal?.addEventListener("abort", () => {
                aborted = true;
                reject(new CallError({ code: "CANCELLED", message: "It was cancelled." }));
              }),
            )
          : client.call(method, args, options),
    };
    renderAt(<Compare />, { path: "/w/:workspace/compare", hash: "#/w/acme/compare" }, slow, buildSummary());
    fireEvent.click(await screen.findByRole("button", { name: "Compare 4 ways" }));
    fireEvent.click((await screen.findAllByRole("button", { name: "Cancel" }))[0] as HTMLElement);
    await screen.findByText("Nothing is compared yet.");
    expect(aborted).toBe(true);
  });
});

describe("everybody", () => {
  it("is counted by standing; one of them can be looked at alone", async () => {
    show();
    const address = await encodePlace({
      request: { ...testRan([]).place.request, modes: ["jit"], people: ["u-ada", "u-ben"] },
    });
    cleanup();
    show({}, `#/w/acme/compare?q=${address}`);
    await screen.findByRole("slider", { name: "Playhead" });
    press("Home");
    fireEvent.click(await screen.findByRole("button", { name: "JIT: 1 Waiting. Who?" }));
    fireEvent.click(screen.getByRole("button", { name: "Ben Carter" }));
    expect(await screen.findByText("Only")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show everybody" }));
    expect(screen.queryByText("Only")).toBeNull();
  });

  it("is counted in the figures; one of them alone where somebody asks", async () => {
    const address = await encodePlace({
      request: { ...testRan([]).place.request, modes: ["jit"], people: ["u-ada", "u-ben"] },
      focus: "u-ben",
    });
    const client = show({}, `#/w/acme/compare?q=${address}`);
    expect(
      await screen.findByText("These figures count everybody who is compared, not Ben Carter alone."),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Count Ben Carter alone" }));
    await waitFor(() => expect(client.calls.at(-1)?.args).toMatchObject({ request: { people: ["u-ben"] } }));
    expect(screen.queryByText("These figures count everybody who is compared, not Ben Carter alone.")).toBeNull();
  });
});

describe("for a class", () => {
  it("has the chart, the moment and five figures, and no controls", async () => {
    show();
    await run();
    press("p", { ctrlKey: true, shiftKey: true });
    expect(await screen.findByRole("button", { name: "Stop presenting" })).toBeTruthy();
    expect(screen.queryByRole("region", { name: "What is compared" })).toBeNull();
    expect(screen.getAllByRole("columnheader")).toHaveLength(6);
    press("PageDown");
    expect(moment().textContent).toContain("JIT: correct");
    press("PageUp");
    expect(moment().textContent).toContain("JIT: waiting");
    press("Escape");
    expect(await screen.findByRole("region", { name: "What is compared" })).toBeTruthy();
  });
});
