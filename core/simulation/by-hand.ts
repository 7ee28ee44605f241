import type { DueItem } from "../provisioning/agenda.ts";
import type { HrEvent, Provisioning } from "../provisioning/settings.ts";
import { isoInstant } from "../time.ts";
import type { CycleSummary } from "./cycle-summary.ts";
import { type Connected, findConnected } from "./find-in-workspace.ts";
import { hrView } from "./hr-event.ts";
import { type HandResult, provisionByHand } from "./provision-by-hand.ts";
import { provisioningStateOf } from "./provisioning-state.ts";
import type { Stage } from "./stage.ts";

type Ticket = Extract<DueItem, { readonly kind: "ticket" }>;
type RuleItem = Extract<DueItem, { readonly kind: "workflow" }>;
type Scheduled = Extract<Provisioning, { readonly way: "scheduled" }>;

const TICKET_WORDS: Readonly<Record<HrEvent, string>> = {
  joiner: "somebody begins",
  mover: "somebody changes place",
  leaver: "somebody leaves",
};

/** An administrator does a ticket: the account is brought to what HR says of the person by now. */
export function doTicket(stage: Stage, { application, person, event }: Ticket): void {
  stage.count("adminTouches");
  provisionByHand(stage, {
    application,
    person,
    directory: hrView(stage.read()),
    writer: "manual",
    actor: "administrator",
    why: `An administrator did the ticket: ${TICKET_WORDS[event]}.`,
    task: "bringUpToDate",
  });
}

/** A rule of a policy workflow acts. One that is gone, or of an application that is provisioned otherwise now, does nothing. */
export function followRule(stage: Stage, { application, person, rule }: RuleItem): void {
  const { provider, connection } = findConnected(stage.read(), application);
  const { provisioning } = connection;
  const found = provisioning?.way === "workflow" ? provisioning.rules.find(({ id }) => id === rule) : undefined;
  if (found === undefined) return;
  provisionByHand(stage, {
    application,
    person,
    directory: hrView(stage.read()),
    writer: "workflow",
    actor: `idp:${provider.id}`,
    why: `The rule \`${rule}\` acts: ${TICKET_WORDS[found.on]}.`,
    task: found.action === "provision" ? "bringUpToDate" : found.action,
  });
}

/** A batch brings every account of an application up to date, or that of one person. */
export function runBatch(
  stage: Stage,
  { provider, application }: Connected,
  _provisioning: Scheduled,
  only?: string,
): CycleSummary {
  const { directory, ...workspace } = stage.read();
  const { links } = provisioningStateOf({ directory, ...workspace }, provider.id, application.id);
  const known = new Set(directory.users.map(({ id }) => id));
  const gone = Object.keys(links).filter((person) => !known.has(person));
  const people = only === undefined ? [...known, ...gone] : [only];
  const results: (HandResult & { readonly user: string })[] = [];
  for (const person of people) {
    stage.recorder.about(person);
    const result = provisionByHand(stage, {
      application: application.id,
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
  return addBatchResults(stage, application.id, results);
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
