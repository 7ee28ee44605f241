import type { ApplicationSummary, WorkspaceSummary } from "../contract/results.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { titleOfRun } from "./run-detail.ts";
import { runWord } from "./run-word.ts";
import type { Session } from "./session.ts";

/** An open workspace as the frame of every screen needs it. */
export function summarise(session: Session): WorkspaceSummary {
  const { store, workspace, live, undoes, redoes } = session;
  const runs = store.history().filter((entry) => entry.type === "action");
  const last = runs.findLast(({ onBranch }) => onBranch);
  const { directory } = workspace;
  return {
    id: session.id,
    path: store.path,
    name: workspace.name,
    people: workspace.people,
    clock: workspace.clock.now,
    seed: workspace.seed,
    access: store.access,
    ...(live === undefined ? {} : { live: live.running }),
    problems: store.problems,
    users: directory.users.length,
    groups: directory.groups.length,
    runs: runs.length,
    ...(last === undefined ? {} : { lastRun: { run: last.id, title: titleOfRun(workspace, last.action) } }),
    applications: workspace.applications.map((each) => summariseApplication(workspace, each)),
    identityProviders: workspace.identityProviders.map(({ id, name, origin, entityId }) => ({
      id,
      name,
      origin,
      entityId,
    })),
    checkpoints: store.checkpoints().map(({ id, name, at }) => ({ record: id, name, at })),
    ...(undoes === undefined ? {} : { undo: undoes }),
    ...(redoes === undefined ? {} : { redo: redoes }),
  };
}

function summariseApplication(workspace: Workspace, application: Application): ApplicationSummary {
  const { id, name, card, signOn, accounts } = application;
  return {
    id,
    name,
    ...(card === undefined ? {} : { card }),
    signOn,
    ...(runWord(workspace, id) === "push" ? { run: "push" as const } : {}),
    protocols: (["saml", "oidc"] as const).filter((protocol) => application[protocol] !== undefined),
    accounts: accounts.length,
    held: accounts.filter(({ held }) => held === true).length,
  };
}
