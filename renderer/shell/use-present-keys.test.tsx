import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { KeyListener } from "../keyboard/KeyListener.tsx";
import { useShortcutGroups, useShortcuts } from "../keyboard/shortcuts.ts";
import { present, usePresenting } from "./presenting.ts";
import { usePresentKeys } from "./use-present-keys.ts";

afterEach(() => {
  cleanup();
  present(false);
});

function Frame({ own }: { own?: () => void }) {
  usePresentKeys();
  return (
    <>
      <KeyListener />
      {own === undefined ? null : <Own run={own} />}
    </>
  );
}

/** A screen with a layout of its own for the projector. */
function Own({ run }: { run: () => void }) {
  useShortcuts("Run", [{ keys: ["mod+shift+p"], title: "Present", run }]);
  return null;
}

const pressPresent = () => fireEvent.keyDown(window, { key: "P", ctrlKey: true, shiftKey: true });
const offers = () =>
  useShortcutGroups
    .getState()
    .groups.flatMap(({ shortcuts }) => shortcuts)
    .filter(({ title, enabled }) => title === "Present" && enabled !== false).length;

it("begins presenting on any screen, and ends it by the same key and by Escape", () => {
  render(<Frame />);
  pressPresent();
  expect(usePresenting.getState().on).toBe(true);
  pressPresent();
  expect(usePresenting.getState().on).toBe(false);
  pressPresent();
  fireEvent.keyDown(window, { key: "Escape" });
  expect(usePresenting.getState().on).toBe(false);
});

it("leaves it to a screen that presents in its own way, and offers it once", () => {
  let presented = 0;
  render(
    <Frame
      own={() => {
        presented += 1;
      }}
    />,
  );
  expect(offers()).toBe(1);
  pressPresent();
  expect([presented, usePresenting.getState().on]).toEqual([1, false]);
});
