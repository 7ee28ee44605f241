import { useCallback } from "react";
import { useParams, useSearch } from "wouter";
import { goTo } from "../connection/hash-location.ts";
import { decodePart, places } from "../connection/places.ts";
import { useWorkspace } from "../connection/workspace-context.ts";

/** What the screen of accounts shows, as its address says: the first application where it names none. */
export interface AccountsPlace {
  readonly application: string | undefined;
  readonly account: string | undefined;
}

/** What the screen shows, and how another application or account is shown: in place. */
export function useAccountsPlace(): readonly [
  AccountsPlace,
  (application: string | undefined, account?: string) => void,
] {
  const { id: workspace, applications } = useWorkspace();
  const { application: named } = useParams<{ application?: string }>();
  const account = new URLSearchParams(useSearch()).get("account") ?? undefined;
  const application = named === undefined ? applications[0]?.id : decodePart(named);
  const go = useCallback(
    (to: string | undefined, chosen?: string) => goTo(places.accounts(workspace, to, chosen), { replace: true }),
    [workspace],
  );
  return [{ application, account }, go];
}
