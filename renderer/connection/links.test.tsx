import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Route, Router } from "wouter";
import { goTo, useHashLocation } from "./hash-location.ts";
import { decodePart, places } from "./places.ts";

afterEach(cleanup);

it.each(["adv (1)", "Bob & Co", "C# 50% (été)", "a%20b", "a+b", "50%", "a..b"])(
  "the id %s comes back out of its link",
  (id) => {
    goTo(places.directory(id));
    render(
      <Router hook={useHashLocation}>
        <Route path="/w/:workspace/*?">{({ workspace }) => <output>[{decodePart(workspace)}]</output>}</Route>
      </Router>,
    );
    expect(screen.getByRole("status").textContent).toBe(`[${id}]`);
  },
);
