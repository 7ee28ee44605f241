import { findUserById } from "../../directory/directory.ts";
import { putAside, sendAll } from "./apply-person.ts";
import type { AttributeChange, UserUpdate } from "./dialect.ts";
import type { Halt } from "./exchange.ts";
import { buildApplyStep, notice } from "./person-steps.ts";
import { type ClientRun, managedLink, managerOf, PENDING, type Subject, subjectOf } from "./run.ts";
import { buildUpdate, knownValues, referenceChange, type SentValues, toProfile } from "./update.ts";
import type { PersonResult } from "./world.ts";

/** What came of the references of one person. */
export interface ReferenceOutcome {
  /** Nothing: there was none to set, or it was set already. */
  readonly kind: "nothing" | "set" | "leftOut" | "failed";
  readonly reason: string;
  readonly code?: PersonResult["code"];
  readonly requests: number;
  readonly halt?: Halt;
}

const NOTHING: ReferenceOutcome = { kind: "nothing", reason: "", requests: 0 };

/**
 * Sets the manager of one person, once everybody has their account: the second pass. A manager without an account that this
 * client answers for is left out; Entra does not come back to it before a restart (F18).
 */
export async function provisionReferences(run: ClientRun, subject: Subject): Promise<ReferenceOutcome> {
  const { user } = subject;
  const link = managedLink(run, subject.id);
  const target = run.targets.reference;
  if (target === undefined || user === undefined || link?.active !== true) return NOTHING;
  if (!run.world.provisioning.client.actions.update) return NOTHING;
  const manager = managerOf(run, user);
  if (manager !== undefined && managedLink(run, manager) === undefined) return leaveOut(run, subject, manager);
  const known = knownValues(run, link, undefined);
  const change = referenceChange(run, subject, known);
  const outcome = change === undefined ? NOTHING : await setReference(run, subject, change, known);
  if (outcome.kind !== "failed") remember(run, subject, change, known);
  return outcome;
}

/** Somebody who is only waiting for their account is waited for. */
function leaveOut(run: ClientRun, subject: Subject, manager: string): ReferenceOutcome {
  const link = run.memory.links.get(subject.id);
  const isExpected = run.memory.escrow.get(manager) !== undefined;
  if (isExpected && link !== undefined) run.memory.links.set(subject.id, { ...link, source: PENDING });
  const name = findUserById(run.world.directory, manager)?.userName ?? manager;
  const later = isExpected || run.dialect.fillsIn ? "It is filled in when they get one." : LATER;
  const reason = `The manager ${name} has no account in ${run.world.application.name} that this client manages, so the reference is left out. ${later}`;
  run.call.record(notice(run, "apply", `The manager of ${subject.userName} is left out`, reason, "warning"));
  return { kind: "leftOut", reason, requests: 0 };
}

const LATER = "Should they get one later, it is not filled in before a restart (F18).";

async function setReference(
  run: ClientRun,
  subject: Subject,
  change: AttributeChange,
  known: SentValues,
): Promise<ReferenceOutcome> {
  const before = run.exchange.count();
  const requests = run.dialect.buildReference(updateOf(run, subject, change, known));
  const why = "References come last, when everybody has an account that they can point to.";
  const title = `${run.dialect.name} ${change.value === undefined ? "takes away" : "sets"} the manager of ${subject.userName}`;
  const refusal = await sendAll(run, title, why, requests);
  const sent = run.exchange.count() - before;
  if (refusal === undefined) return { kind: "set", reason: "The manager is set.", requests: sent };
  const { failure, halt } = refusal;
  putAside(run, subject, { ...failure, isReference: true });
  const link = run.memory.links.get(subject.id);
  if (link !== undefined) run.memory.links.set(subject.id, { ...link, source: PENDING });
  const reason = `The manager of ${subject.userName} could not be set. ${failure.reason}`;
  run.call.record(buildApplyStep(run, `The manager of ${subject.userName} is missing`, reason, "warning"));
  return { kind: "failed", reason, code: failure.code, requests: sent, ...(halt === undefined ? {} : { halt }) };
}

function updateOf(run: ClientRun, subject: Subject, change: AttributeChange, known: SentValues): UserUpdate {
  const link = run.memory.links.get(subject.id);
  const active = link?.active ?? true;
  return buildUpdate(run, link?.target ?? "", [change], { before: active, after: active }, withChange(known, change));
}

function withChange(known: SentValues, { target, value }: AttributeChange): SentValues {
  const values = new Map(known);
  if (value === undefined) values.delete(target.text);
  else values.set(target.text, value);
  return values;
}

/** What is sent by now, and what it was made from: the manager may have got an account only a moment ago. */
function remember(run: ClientRun, { id, user }: Subject, change: AttributeChange | undefined, known: SentValues): void {
  const link = run.memory.links.get(id);
  if (link === undefined || user === undefined) return;
  const { source } = subjectOf(run, user);
  if (change === undefined && link.source === source) return;
  const values = change === undefined ? known : withChange(known, change);
  run.memory.links.set(id, { ...link, source, profile: toProfile(values) });
}
