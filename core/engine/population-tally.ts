import { type AttributeValue, sameValue, valuesOf } from "../attribute-value.ts";
import type { PopulationPreview, RowCounts } from "../contract/results.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import type { Application } from "../sp/application.ts";
import type { Evaluation } from "../trace/step.ts";

/** What rows and rules give for one person. */
export interface PersonResult {
  /** By account attribute. */
  readonly values: ReadonlyMap<string, AttributeValue>;
  readonly mapped: readonly Evaluation[];
  readonly granted: readonly Evaluation[];
}

/** Counts what the rows and rules give, person by person. */
export interface Tally {
  /** `saved`: what the settings give as they are saved; undefined where the person is not assigned by them. */
  add(user: DirectoryUser, result: PersonResult, saved: PersonResult | undefined): void;
  /** Somebody who is not assigned. */
  skip(): void;
  result(): PopulationPreview;
}

const MOST_SAMPLES = 5;
const MOST_INTERESTING = 50;
/** So many people for each reason are enough to look at. */
const MOST_OF_A_KIND = 3;

const MOST_REASONS = 2;

/** Why somebody is worth a look, the most telling first. */
const KINDS = ["failed", "collision", "changed", "roles", "absent", "default", "longest"] as const;

type Kind = (typeof KINDS)[number];

/** An empty tally for the rows and rules of an application. */
export function createTally({ mappings, roleRules, accountAttributes }: Application): Tally {
  const rows = new Map(mappings.map(({ id, target }) => [id, createRow(id, isUnique(target, accountAttributes))]));
  const rules = new Map(roleRules.map(({ id }): [string, RuleCount] => [id, { id, matches: 0, samples: [] }]));
  const worth = createInteresting();
  let people = 0;
  let notAssigned = 0;

  function add(user: DirectoryUser, result: PersonResult, saved: PersonResult | undefined): void {
    people += 1;
    for (const evaluation of result.mapped) {
      rows.get(evaluation.id)?.add(user.id, evaluation);
      noteRow(worth, user.id, evaluation, result.values, saved);
    }
    for (const { id } of result.granted.filter(({ value }) => value === true)) {
      const rule = rules.get(id);
      if (rule !== undefined) rules.set(id, withMatch(rule, user.id));
    }
    if (saved !== undefined) noteRoles(worth, user.id, rolesOf(result), rolesOf(saved));
  }

  return {
    add,
    skip() {
      notAssigned += 1;
    },
    result() {
      const counted = [...rows.values()].map((row) => row.result());
      for (const { id, samples } of counted) {
        for (const person of samples.collisions ?? [])
          worth.note("collision", id, person, `\`${id}\` gives a value that somebody else has as well.`);
      }
      return { people, notAssigned, rows: counted, rules: [...rules.values()], interesting: worth.list() };
    },
  };
}

type RuleCount = PopulationPreview["rules"][number];

function withMatch({ id, matches, samples }: RuleCount, person: string): RuleCount {
  return { id, matches: matches + 1, samples: samples.length < MOST_SAMPLES ? [...samples, person] : samples };
}

function noteRoles(worth: Interesting, person: string, now: string, saved: string): void {
  if (now === saved) return;
  worth.note("roles", "roles", person, `The role rules grant ${now || "nothing"}; as saved, ${saved || "nothing"}.`);
}

function isUnique(target: string, attributes: Application["accountAttributes"]): "exact" | "ignoreCase" | undefined {
  const attribute = attributes.find(({ name }) => name === target);
  if (target !== "userName" && attribute?.unique !== true) return undefined;
  return attribute?.caseExact === true ? "exact" : "ignoreCase";
}

function noteRow(
  worth: Interesting,
  person: string,
  { id, target, result, why }: Evaluation,
  values: PersonResult["values"],
  saved: PersonResult | undefined,
): void {
  if (result === "failed" || result === "absent" || result === "default") worth.note(result, id, person, why);
  const value = values.get(target);
  if (saved !== undefined && !sameValue(value, saved.values.get(target))) {
    worth.note("changed", id, person, `\`${target}\` comes out otherwise than with what is saved.`);
  }
  if (typeof value === "string") worth.noteLength(id, person, value);
}

function rolesOf({ granted }: Pick<PersonResult, "granted">): string {
  const roles = granted.filter(({ result }) => result === "applied").map(({ target }) => target);
  return roles.sort().join(", ");
}

interface Row {
  add(person: string, evaluation: Evaluation): void;
  result(): RowCounts;
}

function createRow(id: string, unique: "exact" | "ignoreCase" | undefined): Row {
  const counts = { ok: 0, default: 0, absent: 0, skipped: 0, failed: 0 };
  const samples: Partial<Record<"default" | "absent" | "failed" | "collisions", string[]>> = {};
  const holders = new Map<string, string[]>();
  const sample = (name: keyof typeof samples, person: string): void => {
    const list = samples[name] ?? [];
    if (list.length < MOST_SAMPLES) list.push(person);
    samples[name] = list;
  };
  const hold = (value: AttributeValue | undefined, person: string, compare: "exact" | "ignoreCase"): void => {
    for (const entry of valuesOf(value)) {
      const key = compare === "exact" ? String(entry) : String(entry).toLowerCase();
      const list = holders.get(key);
      if (list === undefined) holders.set(key, [person]);
      else list.push(person);
    }
  };
  return {
    add(person, { result, value }) {
      counts[result === "applied" ? "ok" : result] += 1;
      if (result === "default" || result === "absent" || result === "failed") sample(result, person);
      if (unique !== undefined && (result === "applied" || result === "default")) hold(value, person, unique);
    },
    result() {
      const shared = [...holders.values()].filter((people) => people.length > 1).flat();
      for (const person of shared.slice(0, MOST_SAMPLES)) sample("collisions", person);
      return { id, ...counts, collisions: shared.length, samples };
    },
  };
}

interface Interesting {
  note(kind: Kind, row: string, person: string, why: string): void;
  noteLength(row: string, person: string, value: string): void;
  list(): PopulationPreview["interesting"];
}

/** Collects people worth a look: a few for each reason and row, so that one frequent reason does not hide the others. */
function createInteresting(): Interesting {
  const found = new Map<string, { readonly kind: Kind; readonly people: Map<string, string> }>();
  const longest = new Map<string, { readonly person: string; readonly length: number }>();
  const note: Interesting["note"] = (kind, row, person, why) => {
    const key = `${kind}/${row}`;
    const entry = found.get(key) ?? { kind, people: new Map<string, string>() };
    found.set(key, entry);
    if (entry.people.size < MOST_OF_A_KIND) entry.people.set(person, why);
  };
  return {
    note,
    noteLength(row, person, value) {
      if (value.length > (longest.get(row)?.length ?? 0)) longest.set(row, { person, length: value.length });
    },
    list() {
      for (const [row, { person, length }] of longest)
        note("longest", row, person, `\`${row}\` is longest here: ${length} characters.`);
      const entries = [...found.values()].sort((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
      const people = new Map<string, string[]>();
      for (const [person, why] of entries.flatMap((entry) => [...entry.people])) {
        people.set(person, [...(people.get(person) ?? []), why].slice(0, MOST_REASONS));
      }
      return [...people].slice(0, MOST_INTERESTING).map(([person, why]) => ({ person, why: why.join(" ") }));
    },
  };
}
