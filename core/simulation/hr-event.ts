import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { applyDirectoryChange, type DirectoryChange, describeDirectoryChange } from "../directory/directory-change.ts";
import { RehearsalError } from "../errors.ts";
import { assignedBy } from "../idp/assignment.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { evaluateCondition } from "../mapping/evaluate-condition.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { type DueItem, type NewDueItem, withDueItems } from "../provisioning/agenda.ts";
import type { HrEvent, Provisioning } from "../provisioning/settings.ts";
import { addWorkingHours } from "../provisioning/working-hours.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant, readableInstant } from "../time.ts";
import { changeDirectory } from "./change-directory.ts";
import { type Connected, connectedApplications } from "./find-in-workspace.ts";
import { personWorldIn } from "./person-world-in.ts";
import { provisioningStateOf } from "./provisioning-state.ts";
import { directoryActor, showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

const MINUTE = 60_000;

/** What somebody's change is to HR: they begin, change place, or go. */
const EVENTS: Readonly<Record<DirectoryChange["type"], HrEvent>> = {
  hire: "joiner",
  return: "joiner",
  changeAttributes: "mover",
  changeGroups: "mover",
  rename: "mover",
  suspend: "leaver",
  leave: "leaver",
  delete: "leaver",
};

/** What an administrator does in the directory itself: HR knows nothing of groups, suspensions and deletions. */
const NOT_FROM_HR: ReadonlySet<DirectoryChange["type"]> = new Set(["changeGroups", "suspend", "delete"]);

/**
 * Something happens to a person. HR knows it at once, the directory after HR's delay; tickets are written and the rules of
 * policy workflows set going at the moment at which HR knows.
 * @throws {RehearsalError} where there is no such person or group, or the name is taken
 */
export async function happenToPerson(stage: Stage, change: DirectoryChange): Promise<void> {
  const workspace = stage.read();
  const before = hrView(workspace);
  const { directory: after, after: person } = applyDirectoryChange(before, change, isoInstant(stage.now()));
  if (person === undefined) return;
  const known = before.users.find(({ id }) => id === person.id);
  tell(stage, change, person);
  setGoing(stage, EVENTS[change.type], { before: known, after: person, directory: after });
  const delay = NOT_FROM_HR.has(change.type) ? 0 : (workspace.hr?.delayMinutes ?? 0);
  if (delay === 0) return changeDirectory(stage, change, person.id);
  const at = isoInstant(stage.now() + delay * MINUTE);
  addToAgenda(stage, [{ kind: "hrChange", at, person: person.id, change }]);
  stage.happened();
}

/** People as HR knows them: the directory with everything that has not reached it yet. */
export function hrView({ directory, runtime: { agenda } }: Workspace): Directory {
  if (agenda === undefined) return directory;
  const known = views.get(agenda);
  if (known?.of === directory) return known.view;
  const view = agenda.reduce(withHrChange, directory);
  views.set(agenda, { of: directory, view });
  return view;
}

/** One view for each agenda: lists are never changed in place. */
const views = new WeakMap<readonly DueItem[], { readonly of: Directory; readonly view: Directory }>();

function withHrChange(known: Directory, item: DueItem): Directory {
  if (item.kind !== "hrChange") return known;
  try {
    return applyDirectoryChange(known, item.change, item.at).directory;
  } catch (error) {
    if (error instanceof RehearsalError) return known;
    throw error;
  }
}

/** Puts entries on the agenda. */
function addToAgenda(stage: Stage, items: readonly NewDueItem[]): void {
  if (items.length === 0) return;
  const workspace = stage.read();
  const agenda = withDueItems(workspace.runtime.agenda ?? [], items);
  stage.write({ ...workspace, runtime: { ...workspace.runtime, agenda } });
}

/** Takes entries off the agenda. */
export function removeFromAgenda(stage: Stage, items: readonly DueItem[]): void {
  const workspace = stage.read();
  const { agenda = [], ...runtime } = workspace.runtime;
  const gone = new Set(items.map(({ id }) => id));
  const left = agenda.filter(({ id }) => !gone.has(id));
  stage.write({ ...workspace, runtime: left.length === 0 ? runtime : { ...runtime, agenda: left } });
}

function tell(stage: Stage, change: DirectoryChange, person: DirectoryUser): void {
  const isHr = !NOT_FROM_HR.has(change.type);
  const { hr, ...workspace } = stage.read();
  const delay = hr?.delayMinutes ?? 0;
  const late = `The directory hears of it ${delay} minutes later.`;
  stage.record({
    kind: "artefact",
    from: isHr ? "hr" : "administrator",
    to: isHr ? "hr" : directoryActor(workspace),
    phase: "import",
    status: "ok",
    title: describeDirectoryChange(change, showName(person)),
    why: isHr
      ? `${hr?.name ?? "HR"} is where people's coming and going is known first. ${delay === 0 ? "The directory hears of it at once." : late}`
      : "An administrator does it in the directory itself; HR has no part in it.",
    artefact: { type: "json", name: "What happened", text: JSON.stringify(change, null, 2), language: "json" },
  });
}

interface PersonNews {
  readonly before: DirectoryUser | undefined;
  readonly after: DirectoryUser;
  /** As HR knows it afterwards. */
  readonly directory: Directory;
}

/** Writes tickets and sets the rules of policy workflows going, in every application that is concerned. */
function setGoing(stage: Stage, event: HrEvent, news: PersonNews): void {
  for (const connected of connectedApplications(stage.read()))
    if (concerns(stage.read(), connected, news)) setGoingIn(stage, connected, event, [news.after], news.directory);
}

/**
 * The same in one application, for several people: an assignment that comes or goes is an event there too.
 *
 * @param directory the people as whoever sets it going knows them
 */
export function setGoingIn(
  stage: Stage,
  connected: Connected,
  event: HrEvent,
  people: readonly DirectoryUser[],
  directory: Directory,
): void {
  const { provisioning } = connected.connection;
  if (provisioning?.way === "manual")
    addToAgenda(
      stage,
      people.flatMap((person) => writeTicket(stage, connected, provisioning, event, person) ?? []),
    );
  if (provisioning?.way === "workflow")
    addToAgenda(
      stage,
      people.flatMap((person) => {
        const world = personWorldIn(connected, { directory, user: person, now: stage.now() });
        return itemsOfRules(connected, provisioning, event, person, world);
      }),
    );
}

/** Whoever is or was assigned, or has an account there. */
function concerns(workspace: Workspace, { provider, connection, application }: Connected, news: PersonNews): boolean {
  const { before, after } = news;
  if (assignedBy(connection, after) !== undefined) return true;
  if (before !== undefined && assignedBy(connection, before) !== undefined) return true;
  return Object.hasOwn(provisioningStateOf(workspace, provider.id, application.id).links, after.id);
}

type Manual = Extract<Provisioning, { readonly way: "manual" }>;
type Workflow = Extract<Provisioning, { readonly way: "workflow" }>;

/** A ticket that somebody does later; undefined where nobody ever does it. */
function writeTicket(
  stage: Stage,
  { application }: Connected,
  { delayHours, slipRate }: Manual,
  event: HrEvent,
  person: DirectoryUser,
): NewDueItem | undefined {
  const isForgotten = fraction(stage) < slipRate;
  const at = addWorkingHours(stage.now(), delayHours);
  stage.record({
    kind: "notice",
    from: "hr",
    to: "administrator",
    phase: "request",
    status: isForgotten ? "warning" : "ok",
    title: `A ticket for ${application.name}: ${TICKETS[event]} ${showName(person)}`,
    why: isForgotten
      ? "It slips through: nobody ever does it. The application is set to lose that share of its tickets."
      : `An administrator does it after ${delayHours} working hours, on ${readableInstant(at)}.`,
  });
  if (isForgotten) return undefined;
  return { kind: "ticket", at: isoInstant(at), person: person.id, application: application.id, event };
}

const TICKETS: Readonly<Record<HrEvent, string>> = {
  joiner: "an account for",
  mover: "change the account of",
  leaver: "take away the account of",
};

/** The rules that the event sets going. */
function itemsOfRules(
  { application }: Connected,
  { rules }: Workflow,
  event: HrEvent,
  person: DirectoryUser,
  world: ExpressionWorld,
): readonly NewDueItem[] {
  const lookup = lookupInUser(person);
  return rules
    .filter(({ on, when }) => on === event && (when === undefined || evaluateCondition(when, lookup, world).holds))
    .map(({ id, afterMinutes = 0 }) => {
      const at = isoInstant(world.now + afterMinutes * MINUTE);
      return { kind: "workflow", at, person: person.id, application: application.id, rule: id };
    });
}

/** From 0 up to 1, out of the simulation's randomness. */
function fraction({ random }: Stage): number {
  const bytes = random.bytes(4);
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}
