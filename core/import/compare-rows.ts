import { isDeepStrictEqual } from "node:util";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import type { ReportLine } from "./import-plan.ts";

/** What a mapping that is imported makes of the rows that are there. */
export interface ComparedRows {
  /** The rows of the file, with the notes that stood on the rows before: no file has any. */
  readonly rows: readonly ProvisioningMapping[];
  /** What becomes of a row of the file by its id, in a few words; undefined where there was no row at all. */
  describe(id: string): string | undefined;
  /** The rows that go, a line for each. */
  readonly removed: readonly ReportLine[];
  /** ": 2 new, 1 changed, 8 unchanged, 3 removed"; empty where there was no row. */
  readonly counts: string;
}

type State = "new" | "changed" | "unchanged";

/** Holds the rows of a file against those that are there: each is found again by what it gives, then by its id. */
export function compareRows(
  before: readonly ProvisioningMapping[],
  after: readonly ProvisioningMapping[],
): ComparedRows {
  const earlier = pairRows(before, after);
  const used = new Set(earlier.values());
  const gone = before.filter((row) => !used.has(row));
  const rows = after.map((row) => withNote(row, earlier.get(row)));
  const said = new Map(after.map((row) => [row.id, describeRow(row, earlier.get(row))]));
  const states = after.map((row) => stateOf(row, earlier.get(row)));
  return {
    rows,
    describe: (id) => (before.length === 0 ? undefined : said.get(id)),
    removed: gone.map(describeRemoved),
    counts: before.length === 0 ? "" : describeCounts(states, gone.length),
  };
}

/** Rows of the file to those that are there. None is taken twice. */
function pairRows(
  before: readonly ProvisioningMapping[],
  after: readonly ProvisioningMapping[],
): ReadonlyMap<ProvisioningMapping, ProvisioningMapping> {
  const left = new Set(before);
  const pairs = new Map<ProvisioningMapping, ProvisioningMapping>();
  const pair = (isSame: (one: ProvisioningMapping, other: ProvisioningMapping) => boolean): void => {
    for (const row of after) {
      const found = pairs.has(row) ? undefined : [...left].find((each) => isSame(each, row));
      if (found === undefined) continue;
      pairs.set(row, found);
      left.delete(found);
    }
  };
  pair((one, other) => one.id === other.id && one.target === other.target);
  pair((one, other) => one.target === other.target);
  pair((one, other) => one.id === other.id);
  return pairs;
}

function withNote(row: ProvisioningMapping, before: ProvisioningMapping | undefined): ProvisioningMapping {
  return before?.note === undefined ? row : { ...row, note: before.note };
}

/** What a row says, in the words of a person. */
const MEMBERS: readonly (readonly [keyof ProvisioningMapping, string])[] = [
  ["target", "target"],
  ["vendorTarget", "name of the target"],
  ["source", "source"],
  ["apply", "when it is sent"],
  ["defaultIfNull", "default"],
  ["required", "whether it is required"],
  ["matching", "matching"],
];

function differencesOf(row: ProvisioningMapping, before: ProvisioningMapping): readonly string[] {
  return MEMBERS.flatMap(([member, words]) => (isDeepStrictEqual(row[member], before[member]) ? [] : [words]));
}

function stateOf(row: ProvisioningMapping, before: ProvisioningMapping | undefined): State {
  if (before === undefined) return "new";
  return differencesOf(row, before).length === 0 ? "unchanged" : "changed";
}

function describeRow(row: ProvisioningMapping, before: ProvisioningMapping | undefined): string {
  if (before === undefined) return "A new row.";
  const differences = differencesOf(row, before);
  return differences.length === 0 ? "The row that is there, unchanged." : `Changed: ${differences.join(", ")}.`;
}

function describeRemoved({ id, target, note }: ProvisioningMapping): ReportLine {
  const lost = note === undefined ? "" : ` Its note goes with it: ${note.text.slice(0, 300)}`;
  const message = `Removed: the file has no such row.${lost}`;
  return { result: "adapted", place: `provisioning/mappings/${id}`, subject: target, message };
}

function describeCounts(states: readonly State[], removed: number): string {
  const parts = (["new", "changed", "unchanged"] as const).flatMap((state) => {
    const count = states.filter((each) => each === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `: ${[...parts, ...(removed === 0 ? [] : [`${removed} removed`])].join(", ")}`;
}
