import { WORKSPACE_VERSION } from "./workspace.ts";

/** A document as it was read, before it is known to be a workspace. */
export type RawDocument = Readonly<Record<string, unknown>>;

/** Turns a document of one version into one of the next. Pure; it never looks at anything but the document. */
export interface Upgrade {
  readonly from: number;
  apply(document: RawDocument): RawDocument;
}

/** Every upgrade there is, in order. Version 1 is the first, so there is none yet; one is added with each new version. */
const UPGRADES: readonly Upgrade[] = [];

/**
 * Brings an older document up to `target`, one version at a time. A document that is new enough, or whose version
 * nobody knows, comes back as it is: the schema says what is wrong with it.
 */
export function upgradeDocument(
  document: RawDocument,
  upgrades: readonly Upgrade[] = UPGRADES,
  target: number = WORKSPACE_VERSION,
): RawDocument {
  let current = document;
  while (typeof current.version === "number" && current.version < target) {
    const { version } = current;
    const upgrade = upgrades.find((candidate) => candidate.from === version);
    if (upgrade === undefined) return current;
    current = { ...upgrade.apply(current), version: version + 1 };
  }
  return current;
}
