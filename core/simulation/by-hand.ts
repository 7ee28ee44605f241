import { withName } from "../pace.ts";
import type { DueItem } from "../provisioning/agenda.ts";
import type { HrEvent } from "../provisioning/settings.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import type { CycleSummary } from "./cycle-summary.ts";
import { type HandDesk, openDesk } from "./hand-desk.ts";
import { hrView } from "./hr-event.ts";
import { type HandJob, type HandResult, provisionByHand } from "./provision-by-hand.ts";
import { provisioningStateOf } from "./provisioning-state.ts";
import type { Stage } from "./stage.ts";

type Ticket = Extract<DueItem, { readonly kind: "ticket" }>;
type RuleItem = Extract<DueItem, { readonly kind: "workflow" }>;

const TICKET_WORDS: Readonly<Record<HrEvent, string>> = {
  joiner: "somebody begins",
  mover: "somebody changes place",
  leaver: "somebody leaves",
};

/** What an administrator or a rule is to do for one person by now. */
export type HandItem = Ticket | RuleItem;

/**
 * Tickets are done, and rules act, one after another, all in one application: each account is brought to what HR says of
 * its person by now.
 */
export async function doByHand(stage: Stage, application: string, items: readonly HandItem[]): Promise<void> {
  const directory = hrView(stage.read());
  const desk = openDesk(stage, application);
  for (const { kind, person } of items) if (kind === "ticket") stage.count("adminTouches", 1, person);
  if (desk === undefined) return;
  const pace = withName(stage.pace, `By hand in ${desk.connected.application.name}`);
  for (const [done, item] of items.entries()) {
    if (pace.isDue()) await pace.rest({ done, total: items.length, what: "people" });
    const job = item.kind === "ticket" ? ticketJob(item) : ruleJob(desk, item);
    if (job !== undefined) provisionByHand(stage, desk, { person: item.person, directory, ...job });
  }
  desk.keep();
  stage.happened();
}

type WhatToDo = Omit<HandJob, "person" | "directory">;

function ticketJob({ event }: Ticket): WhatToDo {
  const why = `An administrator did the ticket: ${TICKET_WORDS[event]}.`;
  return { writer: "manual", actor: "administrator", why, task: "bringUpToDate" };
}

/** A rule that is gone, or of an application that is provisioned otherwise now, does nothing. */
function ruleJob({ connected, provisioning }: HandDesk, { rule }: RuleItem): WhatToDo | undefined {
  const found = provisioning.way === "workflow" ? provisioning.rules.find(({ id }) => id === rule) : undefined;
  if (found === undefined) return undefined;
  return {
    writer: "workflow",
    actor: `idp:${connected.provider.id}`,
    why: `The rule \`${rule}\` acts: ${TICKET_WORDS[found.on]}.`,
    task: found.action === "provision" ? "bringUpToDate" : found.action,
  };
}

/** A batch brings every account of an application up to date, or that of one person. */
export async function runBatch(stage: Stage, id: string, only?: string): Promise<CycleSummary> {
  const { directory } = stage.read();
  const desk = openDesk(stage, id);
  if (desk === undefined) return { changed: 0, failed: 0, skipped: 0, unchanged: 0 };
  const { provider, application } = desk.connected;
  const people = only === undefined ? peopleOf(stage.read(), provider.id, id) : [only];
  const pace = withName(stage.pace, `Batch of ${application.name}`);
  const results: (HandResult & { readonly user: string })[] = [];
  for (const person of people) {
    if (pace.isDue()) await pace.rest({ done: results.length, total: people.length, what: "people" });
    stage.recorder.about(person);
    const result = provisionByHand(stage, desk, {
      person,
      directory,
      writer: "scheduled",
      actor: `idp:${provider.id}`,
      why: "The scheduled batch brings it up to date.",
      task: "bringUpToDate",
    });
    results.push({ user: person, ...result });
  }
  stage.recorder.about(undefined);
  desk.keep();
  stage.happened();
  return addBatchResults(stage, id, results);
}

/** Everybody in the directory, then whoever has an account and is gone from it. */
function peopleOf(workspace: Workspace, provider: string, application: string): readonly string[] {
  const known = new Set(workspace.directory.users.map(({ id }) => id));
  const { links } = provisioningStateOf(workspace, provider, application);
  return [...known, ...Object.keys(links).filter((person) => !known.has(person))];
}

function addBatchResults(
  stage: Stage,
  application: string,
  all: readonly (HandResult & { readonly user: string })[],
): CycleSummary {
  const results = all.filter(({ result }) => result !== "unchanged");
  const unchanged = all.length - results.length;
  const count = (status: HandResult["status"]) => results.filter((each) => each.status === status).length;
  if (results.length > 0) {
    stage.addResults({
      application,
      at: isoInstant(stage.now()),
      user: results.map(({ user }) => user),
      result: results.map(({ result }) => result),
      status: results.map(({ status }) => status),
      reason: results.map(({ reason }) => reason),
      unchanged,
    });
  }
  return { changed: count("success"), failed: count("failure"), skipped: count("skipped"), unchanged };
}
