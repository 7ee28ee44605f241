import type { Refusal } from "./exchange.ts";
import { notice } from "./person-steps.ts";
import type { ClientRun } from "./run.ts";

/**
 * Tests the connection as Entra does: by searching for a user who does not exist. Undefined where the application answers,
 * whatever it finds.
 */
export async function checkConnection(run: ClientRun): Promise<Refusal | undefined> {
  const { name } = run.world.application;
  const nobody = Buffer.from(run.call.random.bytes(16)).toString("hex");
  const why = "A search for a user who does not exist shows whether the address and the token are right.";
  run.call.record({
    ...notice(run, "import", `${run.dialect.name} tests the connection to ${name}`, why, "ok"),
    to: run.server,
  });
  const filter = encodeURIComponent(`userName eq "${nobody}"`);
  const reply = await run.exchange.send({ method: "GET", path: "/Users", query: `filter=${filter}` });
  return reply.ok || reply.halt === undefined ? undefined : reply;
}
