import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { createScimParty } from "./scim-party.ts";
import { buildBenchUsers } from "./scim-users.ts";
import { serveParty } from "./serve-rehearsal.ts";
import { serveScimmy } from "./serve-scimmy.ts";

/** Which server a thread runs, and with how many users. */
export interface ServerWish {
  readonly server: "rehearsal" | "scimmy";
  readonly users: number;
}

/** What the thread says once it listens. It says "reset" when it went back to the users that it began with. */
export interface ServerReady {
  readonly port: number;
  readonly ids: readonly string[];
}

/** One of the two SCIM servers in a thread of its own, so that neither shares its time with the client. */
async function start({ server: which, users: count }: ServerWish): Promise<void> {
  const users = buildBenchUsers(count);
  const { server, ids, reset } = which === "scimmy" ? await serveScimmy(users) : await startRehearsal(users);
  // Connections stay open while the other server has its turn, however long that takes.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1", () => {
    parentPort?.postMessage({ port: (server.address() as AddressInfo).port, ids } satisfies ServerReady);
  });
  parentPort?.on("message", async () => {
    await reset();
    parentPort?.postMessage("reset");
  });
}

async function startRehearsal(users: ReturnType<typeof buildBenchUsers>) {
  const party = await createScimParty(users);
  return { server: serveParty(party), ids: party.ids, reset: party.reset };
}

await start(workerData as ServerWish);
