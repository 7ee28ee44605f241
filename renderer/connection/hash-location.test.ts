import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goTo, hrefOf, isAt, useHashLocation, useHashSearch } from "./hash-location.ts";

beforeEach(() => window.history.replaceState(null, "", "#/"));
afterEach(cleanup);

describe("a place in the fragment", () => {
  it("has its path and its query behind the number sign", () => {
    window.history.replaceState(null, "", "#/w/acme/run/r3?step=13&pin=9");
    expect(renderHook(() => useHashLocation()[0]).result.current).toBe("/w/acme/run/r3");
    expect(renderHook(useHashSearch).result.current).toBe("step=13&pin=9");
  });

  it("is Home where there is no fragment", () => {
    window.history.replaceState(null, "", window.location.pathname);
    expect(renderHook(() => useHashLocation()[0]).result.current).toBe("/");
    expect(renderHook(useHashSearch).result.current).toBe("");
  });

  it("is heard of when somebody goes there", () => {
    const place = renderHook(() => `${useHashLocation()[0]} ${useHashSearch()}`);
    act(() => goTo("/w/acme/directory?person=u-ada"));
    expect(place.result.current).toBe("/w/acme/directory person=u-ada");
    expect(window.location.hash).toBe("#/w/acme/directory?person=u-ada");
  });

  it("adds to the history of the window, unless it replaces", () => {
    const before = window.history.length;
    act(() => goTo("/w/acme/runs", { replace: true }));
    expect(window.history.length).toBe(before);
    act(() => goTo("/w/acme/accounts"));
    expect(window.history.length).toBe(before + 1);
  });

  it("is where one is, whatever the query", () => {
    act(() => goTo("/w/acme/run/r3?step=2"));
    expect([isAt("/w/acme/run/r3"), isAt("/w/acme/run/r4")]).toEqual([true, false]);
  });

  it("is written as a link with the number sign", () => {
    expect(hrefOf("/w/acme/runs")).toBe("#/w/acme/runs");
  });
});

describe("a new place", () => {
  it("is heard by one listener of the window, however many show it: none of them comes before another", () => {
    const added = vi.spyOn(window, "addEventListener");
    const [one, two] = [renderHook(useHashLocation), renderHook(useHashSearch)];
    expect(added.mock.calls.filter(([type]) => type === "hashchange")).toHaveLength(1);
    one.unmount();
    act(() => goTo("/w/acme/runs?step=2"));
    expect(two.result.current).toBe("step=2");
    added.mockRestore();
  });
});
