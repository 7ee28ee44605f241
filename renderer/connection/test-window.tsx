import type { ReactNode } from "react";
import { Route, Router } from "wouter";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { KeyListener } from "../keyboard/KeyListener.tsx";
import { hrefOf, useHashLocation, useHashSearch } from "./hash-location.ts";
import { renderWith, type TestClient } from "./test-client.tsx";

/** Draws a screen at an address such as `#/w/acme/directory?person=u-ada`. */
export function renderAt(
  screen: ReactNode,
  place: { readonly path: string; readonly hash: string },
  client: TestClient,
  workspace: WorkspaceSummary,
): void {
  window.location.hash = place.hash;
  renderWith(
    <Router hook={useHashLocation} searchHook={useHashSearch} hrefs={hrefOf}>
      <KeyListener />
      <Route path={place.path}>{screen}</Route>
    </Router>,
    client,
    workspace,
  );
}
