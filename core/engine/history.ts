import type { Method } from "../contract/methods.ts";
import { readChanges } from "./changes.ts";
import type { Handlers } from "./context.ts";

/** What happened in a workspace, and ways back. */
export const historyHandlers: Handlers<Extract<Method, `history.${string}` | `checkpoints.${string}`>> = {
  "history.list": async ({ sessions }, { workspace }) => ({
    entries: (await sessions.open(workspace)).store.history(),
  }),

  "history.changes": async (context, { workspace }) => readChanges(context, await context.sessions.open(workspace)),

  "history.undo": async ({ sessions }, { workspace }) => (await sessions.open(workspace)).undo(),

  "history.redo": async ({ sessions }, { workspace }) => (await sessions.open(workspace)).redo(),

  "checkpoints.add": async ({ sessions }, { workspace, name }) => {
    return { record: await (await sessions.open(workspace)).addCheckpoint(name) };
  },

  "checkpoints.return": async ({ sessions }, { workspace, record }) => {
    await (await sessions.open(workspace)).returnTo(record);
    return {};
  },
};
