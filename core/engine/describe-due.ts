import type { DueEvent } from "../contract/results.ts";
import { describeDirectoryChange } from "../directory/directory-change.ts";
import type { DueItem } from "../provisioning/agenda.ts";
import type { Due } from "../simulation/due.ts";
import { hrView } from "../simulation/hr-event.ts";
import { showName } from "../simulation/show-person.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { runWord } from "./run-word.ts";

const RUNS = {
  batch: "Scheduled batch of",
  retry: "Failed pushes are tried again at",
} as const;

/** Something that time brings, in words. */
export function describeDue(workspace: Workspace, due: Due): DueEvent {
  const at = isoInstant(due.at);
  switch (due.kind) {
    case "agenda":
      return describeItem(workspace, due.item);
    case "cycle": {
      const { application } = due;
      const run = runWord(workspace, application) === "push" ? "SCIM push to" : "SCIM cycle of";
      return { at, kind: due.kind, sentence: `${run} ${nameOf(workspace, application)}`, application };
    }
    case "batch":
    case "retry": {
      const { application } = due;
      return { at, kind: due.kind, sentence: `${RUNS[due.kind]} ${nameOf(workspace, application)}`, application };
    }
    case "purge": {
      const sentence = `${personName(workspace, due.person)} leaves the recycle bin for good`;
      return { at, kind: "purge", sentence, person: due.person };
    }
    case "expiry":
      return describeExpiry(workspace, due);
  }
}

function describeExpiry(
  workspace: Workspace,
  { at, where, party, what, person }: Extract<Due, { readonly kind: "expiry" }>,
): DueEvent {
  const thing = what === "sessions" ? "session" : "access token";
  return {
    at: isoInstant(at),
    kind: "expiry",
    sentence: `The ${thing} of ${personName(workspace, person)} at ${nameOf(workspace, party)} ends`,
    person,
    ...(where === "applications" ? { application: party } : {}),
  };
}

function describeItem(workspace: Workspace, item: DueItem): DueEvent {
  const { at, kind, person } = item;
  const who = personName(workspace, person);
  if (item.kind === "hrChange") {
    return {
      at,
      kind: item.kind,
      sentence: `The directory hears: ${describeDirectoryChange(item.change, who)}`,
      person,
    };
  }
  const { application } = item;
  const where = nameOf(workspace, application);
  const sentence =
    item.kind === "ticket"
      ? `Ticket of ${where}: ${TICKETS[item.event]} ${who}`
      : `Workflow of ${where}: rule ${item.rule} for ${who}`;
  return { at, kind, sentence, application, person };
}

const TICKETS = {
  joiner: "an account for",
  mover: "change the account of",
  leaver: "take away the account of",
} as const;

/** Whom HR knows already may not be in the directory yet. */
function personName(workspace: Workspace, id: string): string {
  const person =
    workspace.directory.users.find((user) => user.id === id) ?? hrView(workspace).users.find((user) => user.id === id);
  return person === undefined ? id : showName(person);
}

function nameOf({ applications, identityProviders }: Workspace, party: string): string {
  return [...applications, ...identityProviders].find(({ id }) => id === party)?.name ?? party;
}
