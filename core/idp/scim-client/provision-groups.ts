import type { DirectoryGroup } from "../../directory/directory.ts";
import type { GroupLink } from "../../provisioning/state.ts";
import { sendAll } from "./apply-person.ts";
import { groupPath } from "./dialect.ts";
import type { Halt, Refusal } from "./exchange.ts";
import { type MembersPlan, planMembers } from "./group-members.ts";
import { idOf, resourcesIn } from "./match.ts";
import { notice } from "./person-steps.ts";
import { type ClientRun, restIfDue } from "./run.ts";
import type { GroupResult } from "./world.ts";

/** What came of the groups. */
export interface GroupsOutcome {
  readonly results: readonly GroupResult[];
  readonly halt?: Halt;
}

/**
 * Pushes the groups that are to be pushed, with their members, once everybody has their account; groups that are gone from
 * the directory are deleted where deletion is ticked. Groups for which nothing has to be done are passed over in silence.
 */
export async function provisionGroups(run: ClientRun): Promise<GroupsOutcome> {
  const results: GroupResult[] = [];
  for (const push of [...groupsToPush(run).map(pushGroup), ...groupsToDrop(run).map(dropGroup)]) {
    const before = run.exchange.count();
    const { result, halt } = await push(run);
    if (result !== undefined) results.push({ ...result, requests: run.exchange.count() - before });
    if (halt !== undefined) return { results, halt };
  }
  return { results };
}

interface GroupOutcome {
  readonly result?: Omit<GroupResult, "requests">;
  readonly halt?: Halt;
}

type Push = (run: ClientRun) => Promise<GroupOutcome>;

function groupsToPush({ world }: ClientRun): readonly DirectoryGroup[] {
  const pushed = new Set(world.provisioning.client.groups);
  return world.directory.groups.filter(({ id }) => pushed.has(id));
}

/** Groups with a link that are gone from the directory, or no longer pushed. */
export function groupsToDrop({ world, memory }: ClientRun): readonly string[] {
  const pushed = new Set(world.provisioning.client.groups);
  const present = new Set(world.directory.groups.filter(({ id }) => pushed.has(id)).map(({ id }) => id));
  return memory.groups.keys().filter((id) => !present.has(id));
}

/** Tells whether a group that is dropped would be deleted: one that is no longer pushed stays over there. */
export function isDeleted({ world, dialect }: ClientRun, id: string): boolean {
  const isGone = world.directory.groups.every((group) => group.id !== id);
  return isGone && dialect.deletes && world.provisioning.client.actions.delete;
}

function pushGroup(group: DirectoryGroup): Push {
  return async (run) => {
    const link = run.memory.groups.get(group.id);
    if (link === undefined) return makeGroup(run, group);
    const plan = planMembers(run, group.id, link);
    const isSame = link.displayName === group.name && plan.added.length + plan.removed.length === 0;
    if (isSame) {
      if (!isSameList(plan.leftOut, link.leftOut ?? [])) run.memory.groups.set(group.id, withPlan(link, plan));
      return {};
    }
    const named = await renameGroup(run, group, link);
    if (named !== undefined) return failed(run, group, "update", named);
    return putMembers(run, group, { ...link, displayName: group.name }, plan, "update");
  };
}

async function makeGroup(run: ClientRun, group: DirectoryGroup): Promise<GroupOutcome> {
  const { actions } = run.world.provisioning.client;
  const found = await findGroup(run, group);
  if ("refusal" in found) return failed(run, group, "skip", found.refusal);
  if (found.several) return several(run, group);
  if (found.target !== undefined) return startGroup(run, group, found.target, "link");
  if (!actions.create) {
    const reason = `There is no group ${group.name}, and making accounts and groups is not ticked.`;
    run.call.record(notice(run, "decide", `${group.name}: nothing is done`, reason, "skipped"));
    return {};
  }
  const body = run.dialect.buildGroup(group.name, group.id);
  const why = "A group is made without its members: they follow.";
  run.call.record({
    ...notice(run, "apply", `${run.dialect.name} makes the group ${group.name}`, why, "ok"),
    to: run.server,
  });
  const reply = await run.exchange.send({ method: "POST", path: "/Groups", body });
  if (!reply.ok) return failed(run, group, "create", reply);
  const target = idOf(reply.body);
  if (target !== undefined) return startGroup(run, group, target, "create");
  const code = "SystemForCrossDomainIdentityManagementServiceIncompatible";
  const reason = `${run.world.application.name} answered without the \`id\` of the group ${group.name}.`;
  return failed(run, group, "create", { ok: false, status: reply.status, failure: { code, reason } });
}

function startGroup(
  run: ClientRun,
  group: DirectoryGroup,
  target: string,
  result: "create" | "link",
): Promise<GroupOutcome> {
  const link: GroupLink = { target, displayName: group.name, members: [] };
  run.memory.groups.set(group.id, link);
  return putMembers(run, group, link, planMembers(run, group.id, link), result);
}

/** Whether such a group is there already: it is looked for by its name, and its members are not asked for. */
async function findGroup(
  run: ClientRun,
  group: DirectoryGroup,
): Promise<{ readonly target: string | undefined; readonly several: boolean } | { readonly refusal: Refusal }> {
  const why = "A group of the same name that is there already is taken over.";
  run.call.record({
    ...notice(run, "match", `${run.dialect.name} looks for the group ${group.name}`, why, "ok"),
    to: run.server,
  });
  const filter = encodeURIComponent(`displayName eq ${JSON.stringify(group.name)}`);
  const { groupQuery } = run.dialect;
  const query = `${groupQuery === "" ? "" : `${groupQuery}&`}filter=${filter}`;
  const reply = await run.exchange.send({ method: "GET", path: "/Groups", query });
  if (!reply.ok) return { refusal: reply };
  const found = resourcesIn(reply.body);
  return { target: found[0] === undefined ? undefined : idOf(found[0]), several: found.length > 1 };
}

async function renameGroup(run: ClientRun, group: DirectoryGroup, link: GroupLink): Promise<Refusal | undefined> {
  if (group.name === link.displayName) return undefined;
  const title = `${run.dialect.name} renames the group ${link.displayName} to ${group.name}`;
  return sendAll(run, title, "The name changed in the directory.", [
    run.dialect.buildGroupName(link.target, group.name),
  ]);
}

/** What was sent is remembered request by request: whatever fails then, it is known who is in the group over there. */
async function putMembers(
  run: ClientRun,
  group: DirectoryGroup,
  link: GroupLink,
  plan: MembersPlan,
  result: "create" | "link" | "update",
): Promise<GroupOutcome> {
  const why = "Members come after people, for they are named by the ids of their accounts.";
  let present = link;
  const portions = portionsOf(plan);
  for (const [sent, { kind, people, isLast }] of portions.entries()) {
    await restIfDue(run, { done: sent, total: portions.length, what: `requests about the members of ${group.name}` });
    const members = targetsOf(run, people);
    const isEmpty = isLast && plan.members.length === 0;
    const title = `${run.dialect.name} sends who ${kind === "add" ? "comes into" : "leaves"} ${group.name}: ${members.length}`;
    const requests =
      members.length === 0 ? [] : [run.dialect.buildMembers({ id: link.target, kind, members, isEmpty })];
    const refusal = await sendAll(run, title, why, requests);
    if (refusal !== undefined) return failed(run, group, result, refusal);
    present = { ...present, members: afterChange(present.members, kind, people) };
    run.memory.groups.set(group.id, present);
  }
  run.memory.groups.set(group.id, withPlan(link, plan));
  const [added, removed] = [plan.added.length, plan.removed.length];
  return { result: { ...done(group, result), status: "success", added, removed } };
}

/** Members that one request is about. */
interface Portion {
  readonly kind: "add" | "remove";
  readonly people: readonly string[];
  readonly isLast: boolean;
}

/** No server takes any number of members at once. How many real clients send is not documented. */
const MOST_MEMBERS = 100;

function portionsOf({ added, removed }: MembersPlan): readonly Portion[] {
  const split = (kind: Portion["kind"], people: readonly string[]): readonly Portion[] => {
    const count = Math.ceil(people.length / MOST_MEMBERS);
    return Array.from({ length: count }, (_, index) => {
      const start = index * MOST_MEMBERS;
      return { kind, people: people.slice(start, start + MOST_MEMBERS), isLast: index === count - 1 };
    });
  };
  return [...split("add", added), ...split("remove", removed)];
}

function afterChange(members: readonly string[], kind: Portion["kind"], people: readonly string[]): string[] {
  if (kind === "add") return [...members, ...people];
  const gone = new Set(people);
  return members.filter((id) => !gone.has(id));
}

/** Accounts of people; whoever has none any more is in no group over there. */
function targetsOf({ memory }: ClientRun, people: readonly string[]): readonly string[] {
  return people.flatMap((id) => memory.links.get(id)?.target ?? []);
}

function withPlan(link: GroupLink, { members, leftOut }: MembersPlan): GroupLink {
  const { leftOut: _, ...others } = link;
  return { ...others, members: [...members], ...(leftOut.length === 0 ? {} : { leftOut: [...leftOut] }) };
}

function dropGroup(id: string): Push {
  return async (run) => {
    const link = run.memory.groups.get(id);
    if (link === undefined) return {};
    const group = { id, name: link.displayName };
    if (!isDeleted(run, id)) {
      run.memory.groups.set(id, undefined);
      const why = "It is not pushed any more, or groups are not deleted. It stays as it is, and is no longer managed.";
      run.call.record(notice(run, "decide", `The group ${group.name} is left alone`, why, "skipped"));
      return {};
    }
    if (run.isStaged) return { result: { ...done(group, "stage"), status: "warning", added: 0, removed: 0 } };
    const title = `${run.dialect.name} deletes the group ${group.name}`;
    const path = groupPath(link.target);
    const refusal = await sendAll(run, title, "It is gone from the directory.", [{ method: "DELETE", path }]);
    if (refusal !== undefined && refusal.status !== 404) return failed(run, group, "delete", refusal);
    run.memory.groups.set(id, undefined);
    return { result: { ...done(group, "delete"), status: "success", added: 0, removed: 0 } };
  };
}

const REASONS = {
  create: "The group was made.",
  link: "A group of the same name was there, and is managed from now on.",
  update: "The group was brought up to date.",
  delete: "The group is gone from the directory.",
  skip: "Nothing was done.",
  stage: "The group is to be deleted, but too much is in this cycle: it waits until an administrator allows it.",
} as const satisfies Record<GroupResult["result"], string>;

function done(
  { id, name }: Pick<DirectoryGroup, "id" | "name">,
  result: GroupResult["result"],
): Pick<GroupResult, "group" | "displayName" | "result" | "reason"> {
  return { group: id, displayName: name, result, reason: REASONS[result] };
}

function failed(
  run: ClientRun,
  group: Pick<DirectoryGroup, "id" | "name">,
  result: GroupResult["result"],
  { status, failure: { reason, code }, halt }: Refusal,
): GroupOutcome {
  // A group that is gone is looked for again in the next cycle; whether real clients do is not documented.
  if (status === 404 && halt === undefined) run.memory.groups.set(group.id, undefined);
  run.call.record(
    notice(run, "apply", `Nothing came of it for the group ${group.name}`, `${reason} (${code})`, "warning"),
  );
  return {
    result: { ...done(group, result), status: "failure", reason, code, added: 0, removed: 0 },
    ...(halt === undefined ? {} : { halt }),
  };
}

function several(run: ClientRun, group: DirectoryGroup): GroupOutcome {
  const code = "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse";
  const reason = `${run.world.application.name} has several groups called ${group.name}: it is not clear which is meant.`;
  return failed(run, group, "skip", { ok: false, status: 200, failure: { code, reason } });
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
