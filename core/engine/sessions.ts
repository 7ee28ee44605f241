import { join } from "node:path";
import { openWorkspace } from "../store/store.ts";
import type { EngineContext, EngineOptions, Sessions } from "./context.ts";
import { beginSession, type Session } from "./session.ts";

/** Keeps one session for each workspace that is open. Two calls that open the same one share it. */
export function createSessions(options: EngineOptions, emit: EngineContext["emit"]): Sessions {
  const sessions = new Map<string, Promise<Session>>();
  const closing = new Map<string, Promise<void>>();

  async function begin(id: string): Promise<Session> {
    const { program, now, folder, startLive } = options;
    await closing.get(id);
    const store = await openWorkspace(workspacePath(folder, id), { program, now, write: true, restore: true });
    try {
      const changed = (): void => emit({ type: "changed", workspace: id });
      return await beginSession(id, store, { now, changed, startLive });
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  function open(id: string): Promise<Session> {
    const known = sessions.get(id);
    if (known !== undefined) return known;
    const session = begin(id).catch((error: unknown) => {
      sessions.delete(id);
      throw error;
    });
    sessions.set(id, session);
    return session;
  }

  /** Whoever opens it again waits until its lock is free. */
  async function close(id: string): Promise<void> {
    const session = sessions.get(id);
    if (session === undefined) return closing.get(id);
    sessions.delete(id);
    const closed = endOf(session).finally(() => closing.delete(id));
    closing.set(id, closed);
    return closed;
  }

  return {
    open,
    close,
    find: async (id) => sessions.get(id)?.catch(() => undefined),
    async closeAll() {
      await Promise.all([...sessions.keys()].map(close));
    },
  };
}

async function endOf(session: Promise<Session>): Promise<void> {
  await (await session.catch(() => undefined))?.close();
}

/** The file of a workspace: an id was checked to be a plain name when the call came in. */
export function workspacePath(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}
