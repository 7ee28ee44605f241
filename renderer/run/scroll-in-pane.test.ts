import { afterEach, describe, expect, it, vi } from "vitest";
import { scrollInPane } from "./scroll-in-pane.ts";

/** A pane that is in sight from 100 to 300 px, and a part of it that begins and ends there. */
function place(top: number, bottom: number): { readonly pane: HTMLElement; readonly part: HTMLElement } {
  const [pane, part] = [document.createElement("div"), document.createElement("div")];
  pane.className = "run-pane-body";
  pane.append(part);
  pane.scrollTop = 500;
  vi.spyOn(pane, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 100, 400, 200));
  vi.spyOn(part, "getBoundingClientRect").mockReturnValue(new DOMRect(0, top, 400, bottom - top));
  return { pane, part };
}

afterEach(() => vi.restoreAllMocks());

describe("a part of a pane", () => {
  it.each([
    ["is left where it is in sight", 150, 200, 500],
    ["is scrolled down to", 280, 340, 540],
    ["is scrolled up to, past what covers the edge", 120, 150, 490],
    ["shows its beginning where it is higher than the pane", 150, 900, 520],
  ])("%s", (_, top, bottom, scrolled) => {
    const { pane, part } = place(top, bottom);
    scrollInPane(part, 30);
    expect(pane.scrollTop).toBe(scrolled);
  });

  it("is left alone where no pane scrolls", () => {
    expect(() => scrollInPane(document.createElement("div"))).not.toThrow();
    expect(() => scrollInPane(undefined)).not.toThrow();
  });
});
