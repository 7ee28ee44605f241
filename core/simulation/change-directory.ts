import type { DirectoryUser } from "../directory/directory.ts";
import {
  applyDirectoryChange,
  type DirectoryChange,
  describeDirectoryChange,
  isAtWork,
  purgePerson,
} from "../directory/directory-change.ts";
import { RehearsalError } from "../errors.ts";
import { isoInstant } from "../time.ts";
import { endAccess } from "./end-access.ts";
import { pushToApplications } from "./provision.ts";
import { exceptByHand, ruleGroups } from "./rule-groups.ts";
import { directoryActor, showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

/**
 * A change reaches the directory, and everybody who goes by events hears of it. `person`: the id, since the name may have
 * changed on the way. What the directory refuses by now is a step of the trace.
 */
export async function changeDirectory(stage: Stage, change: DirectoryChange, person: string): Promise<void> {
  const workspace = stage.read();
  const present = workspace.directory.users.find(({ id }) => id === person);
  const named = change.type === "hire" || present === undefined ? change : { ...change, user: present.userName };
  try {
    const { directory, before, after } = applyDirectoryChange(workspace.directory, named, isoInstant(stage.now()));
    stage.write({ ...workspace, directory });
    recordChange(stage, change, before, after);
    if (change.type === "changeGroups" && before !== undefined && after !== undefined)
      exceptByHand(stage, before, after);
    ruleGroups(stage, person);
    if (before !== undefined && after !== undefined && isAtWork(before) && !isAtWork(after))
      await endAccess(stage, after);
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    recordRefusal(stage, error);
    return;
  }
  await pushToApplications(stage, [person]);
  stage.happened();
}

/** Somebody is gone from the recycle bin, and with that from the directory. */
export async function purgeFromDirectory(stage: Stage, person: string): Promise<void> {
  const workspace = stage.read();
  const user = workspace.directory.users.find(({ id }) => id === person);
  if (user === undefined) return;
  stage.write({ ...workspace, directory: purgePerson(workspace.directory, person) });
  const actor = directoryActor(workspace);
  stage.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "import",
    status: "ok",
    title: `${showName(user)} is gone from the directory for good`,
    why: "Thirty days in the recycle bin are over. Only now may a client delete the account instead of deactivating it.",
  });
  await pushToApplications(stage, [person]);
  stage.happened();
}

function recordChange(
  stage: Stage,
  change: DirectoryChange,
  before: DirectoryUser | undefined,
  after: DirectoryUser | undefined,
): void {
  const person = after ?? before;
  const actor = directoryActor(stage.read());
  stage.record({
    kind: "artefact",
    from: change.type === "hire" ? "hr" : actor,
    to: actor,
    phase: "import",
    status: "ok",
    title: `The directory: ${person === undefined ? change.type : describeDirectoryChange(change, showName(person))}`,
    why: "From here on, logins and provisioning see it.",
    artefact: {
      type: "json",
      name: "The person in the directory",
      text: JSON.stringify(after ?? null, null, 2),
      language: "json",
      ...(change.type === "changeAttributes" ? { marks: Object.keys(change.attributes) } : {}),
    },
  });
}

function recordRefusal(stage: Stage, { message }: RehearsalError): void {
  const actor = directoryActor(stage.read());
  stage.record({
    kind: "notice",
    from: "hr",
    to: actor,
    phase: "import",
    status: "warning",
    title: "The directory cannot take over what HR has",
    why: message,
  });
}
