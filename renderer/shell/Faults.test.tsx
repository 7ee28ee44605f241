import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestClient, renderWith } from "../connection/test-client.tsx";
import { Faults } from "./Faults.tsx";

beforeEach(() => {
  // React says on the console what was caught.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("a fault of a screen", () => {
  it("leaves a way on: the screen comes back once it can be drawn", async () => {
    let broken = true;
    const Screen = () => {
      if (broken) throw new TypeError("Cannot read properties of undefined");
      return <p>Here it is</p>;
    };
    renderWith(
      <Faults>
        <Screen />
      </Faults>,
      createTestClient({}),
    );
    expect(screen.getByRole("alert").textContent).toContain("Everything that was saved is kept.");
    broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Show it again" }));
    expect(screen.getByText("Here it is")).toBeTruthy();
  });

  it("is told from a screen that could not be fetched", () => {
    const Screen = () => {
      throw new TypeError("Failed to fetch dynamically imported module: http://127.0.0.1/Runs.js");
    };
    renderWith(
      <Faults>
        <Screen />
      </Faults>,
      createTestClient({}),
    );
    expect(screen.getByRole("alert").textContent).toContain("This screen could not be loaded.");
    expect(screen.getByRole("button", { name: "Load it again" })).toBeTruthy();
  });
});
