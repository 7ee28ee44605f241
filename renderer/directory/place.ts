import { useCallback, useMemo } from "react";
import { useSearch } from "wouter";
import { goTo } from "../connection/hash-location.ts";

/** The tabs of the inspector, as links name them. */
export const PERSON_TABS = ["attributes", "groups", "preview", "accounts", "history"] as const;

export type PersonTab = (typeof PERSON_TABS)[number];

/** What the directory shows, as its address says. */
export interface DirectoryPlace {
  /** Id of the person in the inspector. */
  readonly person?: string | undefined;
  readonly filter: string;
  readonly tab: PersonTab;
  /** The group rules stand in the place of the people: the key of the one that is looked at, or empty. */
  readonly rule?: string | undefined;
}

/** Reads the query of the directory's address. */
export function readPlace(search: string): DirectoryPlace {
  const query = new URLSearchParams(search);
  const tab = PERSON_TABS.find((each) => each === query.get("tab")) ?? "attributes";
  return {
    person: query.get("person") ?? undefined,
    filter: query.get("filter") ?? "",
    tab,
    rule: query.get("rule") ?? undefined,
  };
}

/** The directory's address with what it shows. What is as it comes is left out. */
export function writePlace(workspace: string, { person, filter, tab, rule }: DirectoryPlace): string {
  const query = new URLSearchParams();
  if (person !== undefined) query.set("person", person);
  if (filter !== "") query.set("filter", filter);
  if (tab !== "attributes") query.set("tab", tab);
  if (rule !== undefined) query.set("rule", rule);
  const search = query.toString();
  return `/w/${encodeURIComponent(workspace)}/directory${search === "" ? "" : `?${search}`}`;
}

/** What the directory shows, and how that changes: in place, since nobody wants to go back row by row. */
export function usePlace(workspace: string): readonly [DirectoryPlace, (change: Partial<DirectoryPlace>) => void] {
  const search = useSearch();
  const place = useMemo(() => readPlace(search), [search]);
  const go = useCallback(
    (change: Partial<DirectoryPlace>) =>
      goTo(writePlace(workspace, { ...readPlace(hashSearch()), ...change }), { replace: true }),
    [workspace],
  );
  return [place, go];
}

/** The query as it is now, which may be newer than what was last drawn. */
function hashSearch(): string {
  return window.location.hash.split("?").slice(1).join("?");
}
