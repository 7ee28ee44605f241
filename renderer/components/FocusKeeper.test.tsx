import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createTestClient, renderWith } from "../connection/test-client.tsx";
import { Dialog } from "./Dialog.tsx";

beforeEach(() => window.history.replaceState(null, "", "#/w/acme/directory"));
afterEach(cleanup);

const GO_ON = {
  nothing: () => undefined,
  "takes the opener away": () => undefined,
  "takes the card away": () => undefined,
  "leads to another place": () => window.history.replaceState(null, "", "#/w/acme/run/r2?step=1"),
  "chooses something here": () => window.history.replaceState(null, "", "#/w/acme/directory?person=u-ada"),
  "takes the focus itself": () => screen.getByRole("searchbox").focus(),
} as const;

/** A card on a screen, with a button that opens a dialog, in which another button does something and closes it. */
function Cards({ what }: { what: keyof typeof GO_ON }) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const goOn = (): void => {
    GO_ON[what]();
    setDone(true);
    setOpen(false);
  };
  return (
    <main id="screen" tabIndex={-1} aria-label="Screen">
      <input type="search" aria-label="Filter" />
      <section tabIndex={-1} aria-label="Cards">
        {done && what === "takes the card away" ? null : (
          <article>
            {done && what === "takes the opener away" ? null : (
              <div>
                <button type="button" onClick={() => setOpen(true)}>
                  Open
                </button>
              </div>
            )}
          </article>
        )}
      </section>
      {open ? (
        <Dialog title="Dialog" onClose={() => setOpen(false)}>
          <button type="button" onClick={goOn} data-autofocus>
            Go on
          </button>
        </Dialog>
      ) : null}
    </main>
  );
}

const focused = (): string | null | undefined =>
  document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

async function openDialog(what: keyof typeof GO_ON): Promise<void> {
  renderWith(<Cards what={what} />, createTestClient({}));
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect.poll(focused).toBe("Go on");
}

it.each([
  ["nothing", "Open"],
  ["chooses something here", "Open"],
  ["takes the opener away", "Cards"],
  ["takes the card away", "Cards"],
  ["leads to another place", "Screen"],
  ["takes the focus itself", "Filter"],
] as const)("a dialog that %s leaves the focus at: %s", async (what, where) => {
  await openDialog(what);
  await userEvent.keyboard("{Enter}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(focused()).toBe(where);
});

it("gives the focus back when it is left by Escape, wherever in it that was", async () => {
  await openDialog("nothing");
  screen.getByRole("button", { name: "Go on" }).blur();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(focused()).toBe("Open");
});

/** A button that is gone once it is pressed, as the one that clears a filter. */
function Once() {
  const [done, setDone] = useState(false);
  return (
    <section tabIndex={-1} aria-label="People">
      {done ? (
        "Cleared"
      ) : (
        <button type="button" onClick={() => setDone(true)}>
          Clear
        </button>
      )}
    </section>
  );
}

it("leaves the focus where a button was that its press takes away", async () => {
  renderWith(<Once />, createTestClient({}));
  await userEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(focused()).toBe("People");
});

it("takes the focus to nowhere that nobody has been", async () => {
  const { rerender } = renderWith(<Once />, createTestClient({}));
  rerender(<p>Something else</p>);
  await expect.poll(() => screen.queryByRole("button")).toBeNull();
  expect(document.activeElement).toBe(document.body);
});
