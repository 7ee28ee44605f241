import { type Pace, type Progress, WITHOUT_REST, within } from "../pace.ts";
import { createSeededRandom, type Random } from "../random.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Actor, NewStep, PeopleResults, Trace } from "../trace/step.ts";
import { createNetwork, type Network } from "./network.ts";
import { unreachableIn } from "./outage.ts";
import { createParties } from "./parties.ts";
import { createPeopleRecorder, type PeopleRecorder } from "./people-recorder.ts";

/** An action under way: the workspace as it stands, its clock, and where the steps go. */
export interface Stage {
  /** The workspace as it is at this moment. */
  read(): Workspace;
  write(next: Workspace): void;
  /** The simulated clock, milliseconds since the epoch. It never goes back. */
  now(): number;
  moveClock(to: number): void;
  readonly random: Random;
  /** The pace of what is done on it: asked between one person or thing that is due and the next. */
  readonly pace: Pace;
  /** Does something that is part of longer work: its progress is told of the whole. */
  during<Result>(whole: () => Progress, task: () => Promise<Result>): Promise<Result>;
  readonly recorder: PeopleRecorder;
  record(step: NewStep): void;
  /** Puts the parties to work for a while; what they write is then part of the workspace. */
  withParties<Result>(task: (network: Network) => Promise<Result>): Promise<Result>;
  /** Results of many people, for the trace. */
  addResults(results: PeopleResults): void;
  /** Told of the workspace after each thing that happened, with the clock as it was then. */
  happened(): void;
  /** Counts what is worth counting: see {@link Tally}. `person`: the id of whom it was about; absent: nobody in particular. */
  count(what: keyof Tally, times?: number, person?: string): void;
  tally(): Tally;
  /** The workspace afterwards, and the steps. */
  finish(): { readonly workspace: Workspace; readonly trace: Trace };
}

/** What an action took. */
export interface Tally {
  /** SCIM requests. */
  readonly requests: number;
  readonly logins: number;
  /** Tickets done, and accounts edited by hand. */
  readonly adminTouches: number;
  /** Logins that were refused, and people whose provisioning failed. */
  readonly failures: number;
  /** Cycles that had nothing to do. */
  readonly idleCycles: number;
}

const NOTHING: Tally = { requests: 0, logins: 0, adminTouches: 0, failures: 0, idleCycles: 0 };

export interface StageOptions {
  /** No step is kept: for an action about so many that nobody looks at them. */
  readonly quiet?: boolean;
  /** Called after each thing that happened within the action. */
  readonly observe?: (workspace: Workspace) => void;
  /** Says how far the action is, lets others in, and ends it where it is given up. Absent: it runs without a rest. */
  readonly pace?: Pace;
  /** Ids of the people whom the tally is about: what was about others, or about nobody in particular, is not counted. Absent: everything is. */
  readonly counted?: ReadonlySet<string>;
  /** Id of the one person whose steps are kept, of those who are looked at one by one. Absent: the first of them, and problems. */
  readonly only?: string;
  /** Where randomness comes from; absent: from the seed of the workspace and the number of the action. */
  readonly random?: Random;
}

/** The stage of one action. The workspace that is handed in stays as it is. */
export function createStage(initial: Workspace, options: StageOptions = {}): Stage {
  const { observe, quiet = false, counted, only, random = randomOf(initial) } = options;
  let workspace = initial;
  let now = Date.parse(initial.clock.now);
  let exchanges = 0;
  const results: PeopleResults[] = [];
  const trace = createRecorder([], () => now);
  const recorder = quiet ? SILENT : createPeopleRecorder(trace, only);
  let tally = NOTHING;
  let { pace = WITHOUT_REST } = options;

  return {
    read: () => workspace,
    write(next) {
      workspace = next;
    },
    now: () => now,
    moveClock(to) {
      if (to <= now) return;
      now = to;
      workspace = { ...workspace, clock: { now: isoInstant(to) } };
    },
    random,
    pace: { isDue: () => pace.isDue(), rest: (progress) => pace.rest(progress) },
    async during(whole, task) {
      const around = pace;
      pace = within(around, whole);
      try {
        return await task();
      } finally {
        pace = around;
      }
    },
    recorder,
    record: (step) => recorder.record(step),
    async withParties(task) {
      const parties = createParties(workspace);
      const unreachable = unreachableIn(workspace);
      const firstExchange = exchanges + 1;
      const network = createNetwork({ hosts: parties.hosts, recorder, random, now, unreachable, firstExchange });
      const result = await task(network);
      exchanges = network.exchanges();
      workspace = parties.collect();
      return result;
    },
    addResults(people) {
      if (!quiet) results.push(people);
    },
    happened: () => observe?.(workspace),
    count(what, times = 1, person) {
      if (counted !== undefined && (person === undefined || !counted.has(person))) return;
      tally = { ...tally, [what]: tally[what] + times };
    },
    tally: () => tally,
    finish() {
      recorder.about(undefined);
      const { version, steps } = trace.trace();
      const people = results.length === 0 ? {} : { people: results };
      const after = { ...workspace, actions: initial.actions + 1 };
      return { workspace: after, trace: { version, actors: actorsIn(steps, after), steps, ...people } };
    },
  };
}

/** The randomness of the next action of a workspace. */
export function randomOf({ seed, actions }: Pick<Workspace, "seed" | "actions">): Random {
  return createSeededRandom(`${seed}/${actions}`);
}

/** Nobody looks. */
const SILENT: PeopleRecorder = {
  record() {},
  recordLater() {},
  about() {},
  outcome: () => undefined,
  leftOut: () => 0,
};

/** The lanes of everybody who does something in the trace: from where people are known to where accounts are. */
function actorsIn(steps: Trace["steps"], workspace: Workspace): readonly Actor[] {
  const acting = new Set(steps.flatMap(({ from, to }) => [from, to]));
  return [...BESIDES, ...createParties(workspace).actors].filter(({ id }) => acting.has(id));
}

/** Who takes part and is no party. */
const BESIDES: readonly Actor[] = [
  { id: "clock", kind: "clock", name: "Clock" },
  { id: "person", kind: "person", name: "Person" },
  { id: "hr", kind: "hr", name: "HR" },
  { id: "administrator", kind: "administrator", name: "Administrator" },
];
