import { type DirectoryUser, findUserById } from "../directory/directory.ts";
import { findPerson, isAtWork } from "../directory/directory-change.ts";
import { RehearsalError } from "../errors.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { isCancelled, type Pace, type Progress, WITHOUT_REST } from "../pace.ts";
import type { Random } from "../random.ts";
import { findConnected } from "../simulation/find-in-workspace.ts";
import { hrView } from "../simulation/hr-event.ts";
import { loginQuietly } from "../simulation/login-quietly.ts";
import { advance, carryOutNext } from "../simulation/pass-time.ts";
import { perform } from "../simulation/run-action.ts";
import { createStage, type Stage, type Tally } from "../simulation/stage.ts";
import type { Workspace } from "../store/workspace.ts";
import { loginsOf, type PlannedLogin } from "./logins.ts";
import { inMode, type Mode } from "./mode.ts";
import type { ComparedEvent, CompareRequest } from "./request.ts";
import { createTracker, type Segment, type Tracker } from "./tracker.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What came of the events in one way. */
export interface LaneRun {
  readonly mode: Mode;
  readonly from: number;
  readonly to: number;
  readonly segments: readonly Segment[];
  readonly tally: Tally;
  /** The workspace at the end. */
  readonly workspace: Workspace;
  /** Of the people who are looked at: those with more than one active account in an application at the end. */
  readonly duplicates: number;
  /** Active accounts at the end that nobody ever signed in to: of the people who are looked at, or all of them. */
  readonly ghosts: number;
  /** Events that made no sense in this lane, and why: somebody was renamed away, an account was not there yet. */
  readonly passedOver: readonly { readonly after: number; readonly why: string }[];
}

/** One thing that happens in a lane: an event, a login, or what was due by itself. */
export type LaneThing =
  | { readonly kind: "event"; readonly event: ComparedEvent }
  | { readonly kind: "login"; readonly login: PlannedLogin }
  | { readonly kind: "due" };

/** A lane under way, for whoever watches. */
export interface LaneNow {
  readonly stage: Stage;
  readonly tracker: Tracker;
}

/** For whoever looks for one thing among all that happens. */
export interface LaneWatch {
  /** Has each thing happen by calling `happen`. */
  around(thing: LaneThing, now: LaneNow, happen: () => Promise<void> | void): Promise<void>;
  /** Where the randomness of the lane comes from, begun for the workspace in its mode. */
  randomOf(workspace: Workspace): Random;
}

/** How a lane is run. */
export interface LaneOptions {
  readonly pace?: Pace;
  /** How far all is once so many days of this lane are lived through; absent: this lane is all there is. */
  readonly far?: (day: number) => Progress;
  readonly watch?: LaneWatch;
}

/**
 * Sends the events through one way, day by day.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED, CANCELLED at a rest of the pace
 */
export async function runLane(
  workspace: Workspace,
  request: CompareRequest,
  mode: Mode,
  { pace = WITHOUT_REST, far = (done) => ({ done, total: request.days, what: "days" }), watch }: LaneOptions = {},
): Promise<LaneRun> {
  const start = inMode(workspace, request.applications, mode, request.controls);
  const people = request.people === undefined ? undefined : new Set(request.people);
  const tracker = createTracker(request.applications, people);
  const random = watch === undefined ? {} : { random: watch.randomOf(start) };
  const counted = people === undefined ? {} : { counted: people };
  const stage = createStage(start, { quiet: true, pace, observe: (now) => tracker.update(now), ...counted, ...random });
  const from = stage.now();
  const to = from + request.days * DAY;
  const passedOver: LaneRun["passedOver"][number][] = [];
  tracker.update(start);
  const events = request.events.toSorted((left, right) => left.after - right.after);
  let next = 0;
  for (let day = 0; day < request.days; day += 1) {
    const [begin, end] = [from + day * DAY, from + (day + 1) * DAY];
    const todays: ComparedEvent[] = [];
    for (let event = events[next]; event !== undefined && from + event.after * MINUTE < end; event = events[next]) {
      todays.push(event);
      next += 1;
    }
    const today = { stage, tracker, request, from, begin, end, events: todays, passedOver, watch };
    await stage.during(
      () => far(day),
      () => liveThrough(today),
    );
  }
  await stage.during(
    () => far(request.days),
    () => pass({ stage, tracker, watch }, to),
  );
  return {
    mode,
    from,
    to,
    segments: tracker.segments(to),
    tally: stage.tally(),
    workspace: stage.read(),
    duplicates: tracker.duplicates(),
    ghosts: tracker.ghosts(),
    passedOver,
  };
}

interface Day {
  readonly stage: Stage;
  readonly tracker: Tracker;
  readonly request: CompareRequest;
  /** When everything began. */
  readonly from: number;
  readonly begin: number;
  readonly end: number;
  readonly events: readonly ComparedEvent[];
  readonly passedOver: LaneRun["passedOver"][number][];
  readonly watch: LaneWatch | undefined;
}

/** One day of events and logins, in order; an event comes before a login of the same minute. */
async function liveThrough(day: Day): Promise<void> {
  const { from, begin, end, events } = day;
  const logins = plannedLogins(day, begin, end);
  let [event, login] = [0, 0];
  for (;;) {
    if (day.stage.pace.isDue()) await day.stage.pace.rest();
    const [nextEvent, nextLogin] = [events[event], logins[login]];
    const eventAt = nextEvent === undefined ? Number.POSITIVE_INFINITY : from + nextEvent.after * MINUTE;
    if (nextEvent !== undefined && eventAt <= (nextLogin?.at ?? Number.POSITIVE_INFINITY)) {
      await pass(day, eventAt);
      await take(day, { kind: "event", event: nextEvent }, () => happen(day, nextEvent));
      event += 1;
    } else if (nextLogin !== undefined) {
      await pass(day, nextLogin.at);
      await take(day, { kind: "login", login: nextLogin }, () => logIn(day, nextLogin));
      login += 1;
    } else return;
  }
}

/** Time passes until `end`, and what is due on the way happens. */
async function pass(day: Pick<Day, "stage" | "tracker" | "watch">, end: number): Promise<void> {
  const { stage, watch } = day;
  if (watch === undefined) {
    await advance(stage, end);
    return;
  }
  let isDue = true;
  while (isDue) {
    await watch.around({ kind: "due" }, day, async () => {
      isDue = await carryOutNext(stage, end);
    });
    if (stage.pace.isDue()) await stage.pace.rest();
  }
  stage.moveClock(end);
}

/** Without anybody watching, a login costs no promise. */
function take(
  day: Pick<Day, "stage" | "tracker" | "watch">,
  thing: LaneThing,
  happen: () => Promise<void> | void,
): Promise<void> | void {
  return day.watch === undefined ? happen() : day.watch.around(thing, day, happen);
}

/** A lane's day begins when the workspace's clock stood at its beginning, which may be any time of a calendar day. */
function plannedLogins({ stage, request }: Day, begin: number, end: number): readonly PlannedLogin[] {
  const every = request.controls.loginEveryDays ?? 1;
  const people = request.people ?? stage.read().directory.users.map(({ id }) => id);
  const midnights = [Math.floor(begin / DAY) * DAY, Math.floor(end / DAY) * DAY];
  return [...new Set(midnights)]
    .flatMap((midnight) => loginsOf(midnight, every, withHired(people, request), request.applications))
    .filter(({ at }) => at >= begin && at < end);
}

/** Whoever is hired on the way logs in too, once there is somebody to log in. */
function withHired(people: readonly string[], { events }: CompareRequest): readonly string[] {
  const hired = events.flatMap(({ action }) => (action.type === "hire" ? [action.id] : []));
  return hired.length === 0 ? people : [...new Set([...people, ...hired])];
}

async function happen(day: Day, { after, action }: ComparedEvent): Promise<void> {
  const { stage, passedOver } = day;
  try {
    if (action.type !== "login") await perform(stage, action);
    else {
      const person = findPerson(stage.read().directory, action.user).id;
      logIn(day, { at: stage.now(), person, application: action.application });
    }
  } catch (error) {
    if (!(error instanceof RehearsalError) || isCancelled(error)) throw error;
    passedOver.push({ after, why: error.message });
  }
}

/** What a login found last time, and what it hung on: where all of it is the same, it would end the same way. */
interface LastLogin {
  readonly user: DirectoryUser;
  readonly connection: unknown;
  readonly outages: unknown;
  /** The account that was signed in to; of a login that was refused, all accounts there were. */
  readonly found: unknown;
  readonly signedIn: boolean;
}

const lastLogins = new WeakMap<Stage, Map<string, LastLogin>>();

function logIn({ stage, tracker }: Day, { person, application: id }: PlannedLogin): void {
  const workspace = stage.read();
  const user = findUserById(workspace.directory, person);
  if (user === undefined) return;
  const connected = findConnected(workspace, id);
  const { connection, application } = connected;
  if (!triesToLogIn(workspace, person, connection)) return;
  const { outages } = workspace.runtime;
  const logins = lastLogins.get(stage) ?? new Map<string, LastLogin>();
  lastLogins.set(stage, logins);
  const key = `${person}\u0000${id}`;
  const last = logins.get(key);
  const isSame =
    last?.user === user &&
    last.connection === connection &&
    last.outages === outages &&
    (last.signedIn ? accountsOf(application.accounts).has(last.found) : last.found === application.accounts);
  if (isSame) {
    stage.count("logins", 1, person);
    if (!last.signedIn) stage.count("failures", 1, person);
    return;
  }
  const { signedIn, account } = loginQuietly(stage, connected, user);
  if (account !== undefined) tracker.learn(id, account, person);
  tracker.update(stage.read());
  const { accounts } = findConnected(stage.read(), id).application;
  const found = signedIn ? accounts.find((each) => each.id === account) : accounts;
  logins.set(key, { user, connection, outages, found, signedIn });
}

/** Whoever HR knows to be at work and assigned: nobody else would try. */
function triesToLogIn(workspace: Workspace, person: string, connection: Connection): boolean {
  const user = findUserById(hrView(workspace), person);
  return user !== undefined && isAtWork(user) && assignedBy(connection, user) !== undefined;
}

/** The very accounts of a list: lists are never changed in place. */
const sets = new WeakMap<readonly unknown[], ReadonlySet<unknown>>();

function accountsOf(accounts: readonly unknown[]): ReadonlySet<unknown> {
  const known = sets.get(accounts) ?? new Set(accounts);
  sets.set(accounts, known);
  return known;
}
