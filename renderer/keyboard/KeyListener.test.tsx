import { MantineProvider, Select } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { KeyListener } from "./KeyListener.tsx";
import { useShortcuts } from "./shortcuts.ts";

afterEach(cleanup);

/** A screen with a list to choose from, and keys that say what they did. */
function show() {
  const ran: string[] = [];
  function Keys(): null {
    useShortcuts("Everywhere", [
      { keys: ["mod+Enter"], title: "Log in", run: () => ran.push("log in") },
      { keys: ["mod+s"], title: "Save", run: () => ran.push("save") },
    ]);
    return null;
  }
  render(
    <MantineProvider env="test">
      <KeyListener />
      <Keys />
      <Select aria-label="Application" data={["Wiki", "Expenses"]} defaultValue="Wiki" />
      <div role="dialog" aria-modal="true">
        <Select aria-label="Kind" data={["one", "two"]} />
      </div>
    </MantineProvider>,
  );
  const list = (name: string) => screen.getByRole<HTMLInputElement>("combobox", { name });
  return { ran, list, user: userEvent.setup() };
}

describe("on a list to choose from", () => {
  it("Ctrl with Enter and Ctrl with S mean what the shortcuts say, and the list stays closed", async () => {
    const { ran, list, user } = show();
    list("Application").focus();
    await user.keyboard("{Control>}{Enter}{/Control}{Control>}s{/Control}");
    expect(ran).toEqual(["log in", "save"]);
    expect(list("Application").getAttribute("aria-expanded")).toBe("false");
  });

  it("they do so while it is open, and nothing is chosen", async () => {
    const { ran, list, user } = show();
    list("Application").focus();
    await user.keyboard("{Enter}{ArrowDown}");
    expect(list("Application").getAttribute("aria-expanded")).toBe("true");
    await user.keyboard("{Control>}{Enter}{/Control}{Control>}s{/Control}");
    expect(ran).toEqual(["log in", "save"]);
    expect(list("Application").value).toBe("Wiki");
  });

  it("they are the list's own in a dialog, which has the keyboard to itself", async () => {
    const { ran, list, user } = show();
    list("Kind").focus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(list("Kind").getAttribute("aria-expanded")).toBe("true");
    expect(ran).toEqual([]);
  });
});
