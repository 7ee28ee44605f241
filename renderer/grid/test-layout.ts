import { vi } from "vitest";

/** Gives every element a size, which happy-dom does not lay out: without one, a list draws no rows. Until mocks are restored. */
export function layOut(width: number, height: number): void {
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(width);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(height);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(height);
}
