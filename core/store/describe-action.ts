/** An action as a journal holds it: a journal may come from anywhere, so that nothing but the type is sure. */
export interface RecordedAction {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** What people and things are called. A journal alone knows user names and ids. */
export interface ActionNames {
  /** By the user name. */
  person(userName: string): string;
  /** Of an application, or of an identity provider. */
  application(id: string): string;
  group(id: string): string;
  /** What one go at everybody is called there; absent: a cycle. */
  run?(application: string): "cycle" | "push";
}

/** The names as the action has them. */
export const AS_WRITTEN: ActionNames = {
  person: (userName) => userName,
  application: (id) => id,
  group: (id) => id,
};

/** What an action is in words: "Ada Lovelace → Expenses", "Time passes: 2 days", "Gina Torres is hired". Pure. */
export function describeAction(action: RecordedAction, names: ActionNames = AS_WRITTEN): string {
  if (Object.hasOwn(DESCRIPTIONS, action.type)) return DESCRIPTIONS[action.type]?.(action, names) ?? action.type;
  const told = [action.user, action.application].filter((name) => typeof name === "string");
  return [action.type, told.join(" → ")].filter((part) => part !== "").join(" ");
}

type Describe = (action: RecordedAction, names: ActionNames) => string;

const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  login: (action, names) => `${personOf(action, names)} → ${applicationOf(action, names)}`,
  logout: (action, names) => `${personOf(action, names)} signs out of ${applicationOf(action, names)}`,
  hire: (action) => `${hiredName(action)} is hired`,
  changeAttributes: (action, names) => `${personOf(action, names)}: ${describeAttributes(action.attributes)}`,
  changeGroups: (action, names) => `${personOf(action, names)} ${describeGroups(action, names)}`,
  rename: (action, names) => `${personOf(action, names)} is renamed${newName(action)}`,
  suspend: (action, names) => `${personOf(action, names)} is suspended`,
  leave: (action, names) => `${personOf(action, names)} leaves`,
  delete: (action, names) => `${personOf(action, names)} is deleted`,
  return: (action, names) => `${personOf(action, names)} returns`,
  assign: (action, names) => `${whom(action, names)} is assigned to ${applicationOf(action, names)}${roleOf(action)}`,
  unassign: (action, names) =>
    `${whom(action, names)} is no longer assigned to ${applicationOf(action, names)}${roleOf(action)}`,
  editAccount: (action, names) =>
    `${textOf(action.account)} is ${action.remove === true ? "removed" : "edited"} by hand in ${applicationOf(action, names)}`,
  cycle: (action, names) =>
    `${runOf(action, names)}: ${applicationOf(action, names)}${typeof action.user === "string" ? `, ${personOf(action, names)} alone` : ""}${action.restart === true ? ", from the beginning" : ""}`,
  passTime: ({ by }) => `Time passes: ${describePassing(by)}`,
  reconcile: (action, names) =>
    `The accounts of ${applicationOf(action, names)} are ${action.repair === true ? "put right" : "held against the directory"}`,
  applyGroupRules: (action, names) => `The group rules of ${providerOf(action, names)} are worked out for everybody`,
  outage: (action, names) => `${partyOf(action, names)} ${action.down === false ? "is back" : "cannot be reached"}`,
  localLogin: (action, names) =>
    `${textOf(action.account)} → ${applicationOf(action, names)}, without the identity provider`,
  live: ({ method, path }) => `${textOf(method)} ${textOf(path)} from outside`,
  due: (action, names) => `Due: ${describeDue(action, names)}`,
};

/** In the words of whoever provisions the application. */
function runOf({ application }: RecordedAction, { run }: ActionNames): string {
  return typeof application === "string" && run?.(application) === "push" ? "Push" : "Cycle";
}

/** The app role of an assignment, as it was named. */
function roleOf({ appRole }: RecordedAction): string {
  return typeof appRole === "string" ? ` as ${appRole}` : "";
}

function describeDue(action: RecordedAction, names: ActionNames): string {
  const what = textOf(action.what);
  return Object.hasOwn(DUE, what) ? (DUE[what]?.(action, names) ?? what) : what;
}

/** Things whose time has come, as `Due` of the simulation names them. */
const DUE: Readonly<Record<string, Describe>> = {
  hrChange: (action, names) => `the directory hears from HR about ${personOf(action, names)}`,
  ticket: (action, names) => `the ticket of ${applicationOf(action, names)} about ${personOf(action, names)}`,
  workflow: (action, names) => `a workflow rule of ${applicationOf(action, names)} for ${personOf(action, names)}`,
  cycle: (action, names) => `SCIM cycle of ${applicationOf(action, names)}`,
  batch: (action, names) => `scheduled batch of ${applicationOf(action, names)}`,
  retry: (action, names) => `failed pushes to ${applicationOf(action, names)} are tried again`,
  purge: (action, names) => `${personOf(action, names)} leaves the recycle bin for good`,
  expiry: (action, names) => `access of ${personOf(action, names)} expires`,
};

/** So many minutes in words: "2 days", "1 hour", "1 day 30 minutes". */
export function describeMinutes(minutes: number): string {
  const parts = [
    count(Math.floor(minutes / 1440), "day"),
    count(Math.floor((minutes % 1440) / 60), "hour"),
    count(minutes % 60, "minute"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no time" : parts.join(" ");
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function describePassing(by: unknown): string {
  const { minutes, until } = membersOf(by);
  if (typeof minutes === "number") return describeMinutes(minutes);
  if (typeof until === "string") return `until ${until.slice(0, 16).replace("T", " ")} UTC`;
  return "to what is due next";
}

function personOf({ user }: RecordedAction, names: ActionNames): string {
  return typeof user === "string" ? names.person(user) : "Somebody";
}

function applicationOf({ application }: RecordedAction, names: ActionNames): string {
  return typeof application === "string" ? names.application(application) : "an application";
}

function providerOf({ identityProvider }: RecordedAction, names: ActionNames): string {
  return typeof identityProvider === "string" ? names.application(identityProvider) : "an identity provider";
}

function partyOf({ party }: RecordedAction, names: ActionNames): string {
  return typeof party === "string" ? names.application(party) : "Somebody";
}

function whom(action: RecordedAction, names: ActionNames): string {
  return typeof action.group === "string" ? `The group ${names.group(action.group)}` : personOf(action, names);
}

function hiredName({ attributes, userName }: RecordedAction): string {
  const { displayName } = membersOf(attributes);
  return typeof displayName === "string" && displayName !== "" ? displayName : textOf(userName);
}

function newName({ userName, email }: RecordedAction): string {
  const name = typeof userName === "string" ? userName : email;
  return typeof name === "string" ? ` to ${name}` : "";
}

function describeAttributes(attributes: unknown): string {
  const entries = Object.entries(membersOf(attributes));
  const [first] = entries;
  if (first === undefined) return "no attribute changes";
  if (entries.length > 1) return `${entries.map(([name]) => name).join(", ")} change`;
  const [name, value] = first;
  return value === null ? `${name} is taken away` : `${name} becomes ${textOf(value)}`;
}

function describeGroups(action: RecordedAction, names: ActionNames): string {
  const listed = (ids: unknown): string =>
    Array.isArray(ids) ? ids.map((id) => names.group(textOf(id))).join(", ") : "";
  const [joins, leaves] = [listed(action.join), listed(action.leave)];
  const parts = [joins === "" ? "" : `joins ${joins}`, leaves === "" ? "" : `leaves ${leaves}`];
  return parts.filter((part) => part !== "").join(" and ") || "stays in the same groups";
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
