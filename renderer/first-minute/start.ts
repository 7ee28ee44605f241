import type { Client } from "../../core/contract/contract.ts";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { WorkspaceListItem } from "../../core/contract/results.ts";
import { outdate } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { beginGuide, useGuide } from "./guide.ts";
import { STORY, STORY_LOGIN } from "./story.ts";

/**
 * *Watch a login*: the sample, Ada's first login, and its trace, moving. A sample in which nothing has happened is used
 * again; otherwise there is a new one, so that nobody's work is touched.
 */
export async function watchALogin(engine: Client): Promise<void> {
  const workspace = (await findUntouchedSample(engine)) ?? (await createSample(engine));
  const { run } = await engine.call("runs.login", { workspace, action: STORY_LOGIN });
  outdate(workspace);
  beginGuide(workspace);
  goTo(`${places.run(workspace, run, 1)}&play=1`);
}

/** The workspaces of the guide that are still there, the one that was changed last first. */
export function guidedWorkspaces(workspaces: readonly WorkspaceListItem[]): readonly WorkspaceListItem[] {
  const { workspaces: guided } = useGuide.getState();
  return workspaces.filter(({ id, content }) => content !== undefined && guided[id] !== undefined);
}

async function createSample(engine: Client): Promise<string> {
  const { workspace } = await engine.call("workspaces.create", { name: STORY.workspaceName, preset: "acme" });
  return workspace;
}

async function findUntouchedSample(engine: Client): Promise<string | undefined> {
  const { workspaces } = await engine.call("workspaces.list", {});
  for (const { id, content } of workspaces) {
    if (content?.name !== STORY.workspaceName || content.people !== "sample") continue;
    if (await isUntouched(engine, id)) return id;
  }
  return undefined;
}

/** Tells whether a login could be saved there, and none has happened. A workspace that does not open is no sample. */
async function isUntouched(engine: Client, workspace: string): Promise<boolean> {
  try {
    const { access } = await engine.call("workspaces.open", { workspace });
    if (access.kind !== "write") return false;
    const { entries } = await engine.call("history.list", { workspace });
    return entries.every(isBeginning);
  } catch {
    return false;
  }
}

function isBeginning({ type }: HistoryEntry): boolean {
  return type === "checkpoint";
}
