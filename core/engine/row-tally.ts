import { type AttributeValue, isList, sameValue, valuesOf } from "../attribute-value.ts";
import type { EdgeCase, RowClass, RowOutcome, RowPopulation } from "../contract/expression-results.ts";
import { foldCase } from "../fold-case.ts";
import type { RowValue } from "./row-evaluator.ts";

/** How values are told apart where no two may be the same. */
export type Uniqueness = "exact" | "ignoreCase";

/** Counts what one row gives, person by person. */
export interface RowTally {
  /** `saved`: what the saved row gives; undefined where there is none. */
  add(person: string, now: RowValue, saved: RowValue | undefined): void;
  /** Somebody whom the row is not for. */
  skip(): void;
  result(): RowPopulation;
}

/** So many people of a class are listed. */
const MOST_SAMPLES = 30;
/** So many people for each reason are enough to look at. */
const MOST_OF_A_KIND = 5;

/** The most telling first. */
const KINDS: readonly EdgeCase[] = [
  ...(["error", "cannotTell", "tooLong", "collision", "waits", "leftOut", "changed", "nothing", "leftAlone"] as const),
  ...(["longest", "shortest", "nonAscii", "several"] as const),
];

const WHY: Readonly<Record<EdgeCase, string>> = {
  error: "The row fails.",
  cannotTell: "Nobody can tell.",
  tooLong: "The value is too long for the attribute.",
  collision: "Somebody else has the same value.",
  waits: "Every value that the expression offers is taken.",
  leftOut: "The expression leaves the whole person out.",
  changed: "Something else comes out than from the saved row.",
  nothing: "Nothing comes out.",
  leftAlone: "The expression leaves the attribute alone.",
  longest: "The longest value.",
  shortest: "The shortest value.",
  nonAscii: "Characters beyond plain ASCII.",
  several: "Several values.",
};

/** An empty tally. `unique`: no two people may have the same value. `isSaved`: a row of this id is saved. */
export function createRowTally({
  unique,
  isSaved,
}: {
  readonly unique: Uniqueness | undefined;
  readonly isSaved: boolean;
}): RowTally {
  const counts = noCounts();
  const people = createSamples();
  const extremes = createExtremes();
  const holders = createHolders(unique);
  let others = 0;
  let changed = 0;

  function add(person: string, now: RowValue, saved: RowValue | undefined): void {
    counts[now.outcome] += 1;
    people.note(now.outcome, person, now.why);
    if (saved !== undefined && !isSameResult(now, saved)) {
      changed += 1;
      people.note("changed", person);
    }
    if (now.value === undefined) return;
    holders.hold(now.value, person);
    noteShape(now.value, person, people, extremes);
  }

  return {
    add,
    skip() {
      others += 1;
    },
    result() {
      const shared = holders.shared();
      for (const person of shared) people.note("collision", person);
      for (const [kind, person, why] of extremes.list()) people.note(kind, person, why);
      return {
        people: Object.values(counts).reduce((sum, count) => sum + count, 0),
        others,
        counts,
        ...(unique === undefined ? {} : { collision: shared.length }),
        ...(isSaved ? { changed } : {}),
        samples: people.samples(),
        edgeCases: people.edgeCases(),
      };
    },
  };
}

function noCounts(): Record<RowOutcome, number> {
  return {
    value: 0,
    default: 0,
    nothing: 0,
    leftAlone: 0,
    leftOut: 0,
    waits: 0,
    error: 0,
    cannotTell: 0,
    tooLong: 0,
  };
}

function isSameResult(left: RowValue, right: RowValue): boolean {
  return left.outcome === right.outcome && sameValue(left.value, right.value);
}

function noteShape(value: AttributeValue, person: string, people: Samples, extremes: Extremes): void {
  if (isList(value) && value.length > 1) people.note("several", person, `${value.length} values.`);
  const text = isList(value) ? value.map(String).join(", ") : String(value);
  extremes.look(text, person);
  if (/[^ -~]/.test(text)) people.note("nonAscii", person);
}

type Kind = RowClass | EdgeCase;

interface Samples {
  note(kind: Kind, person: string, why?: string): void;
  samples(): RowPopulation["samples"];
  edgeCases(): RowPopulation["edgeCases"];
}

interface Noted {
  readonly person: string;
  readonly why: string | undefined;
}

/** The first people of each kind. */
function createSamples(): Samples {
  const found = new Map<Kind, Noted[]>();
  return {
    note(kind, person, why) {
      const list = found.get(kind);
      if (list === undefined) found.set(kind, [{ person, why }]);
      else if (list.length < MOST_SAMPLES) list.push({ person, why });
    },
    samples: () => Object.fromEntries([...found].map(([kind, list]) => [kind, list.map(({ person }) => person)])),
    edgeCases: () =>
      KINDS.flatMap((kind) => {
        const some = (found.get(kind) ?? []).slice(0, MOST_OF_A_KIND);
        return some.map(({ person, why }) => ({ person, kind, why: why ?? WHY[kind] }));
      }),
  };
}

interface Extremes {
  look(text: string, person: string): void;
  list(): readonly (readonly ["longest" | "shortest", string, string])[];
}

function createExtremes(): Extremes {
  let longest = { person: "", length: -1 };
  let shortest = { person: "", length: Number.POSITIVE_INFINITY };
  return {
    look({ length }, person) {
      if (length > longest.length) longest = { person, length };
      if (length < shortest.length) shortest = { person, length };
    },
    list() {
      if (longest.length === shortest.length || longest.length < 0) return [];
      return [
        ["longest", longest.person, `The longest value: ${longest.length} characters.`],
        ["shortest", shortest.person, `The shortest value: ${shortest.length} characters.`],
      ];
    },
  };
}

interface Holders {
  hold(value: AttributeValue, person: string): void;
  /** Everybody who is not alone with a value. */
  shared(): readonly string[];
}

function createHolders(unique: Uniqueness | undefined): Holders {
  const first = new Map<string, string>();
  const shared = new Set<string>();
  const hold = (value: AttributeValue, person: string): void => {
    for (const entry of valuesOf(value)) {
      const key = unique === "exact" ? String(entry) : foldCase(String(entry));
      const other = first.get(key);
      if (other === undefined) first.set(key, person);
      else if (other !== person) shared.add(other).add(person);
    }
  };
  return { hold: unique === undefined ? () => {} : hold, shared: () => [...shared] };
}
