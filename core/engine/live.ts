import type { Method } from "../contract/methods.ts";
import { RehearsalError } from "../errors.ts";
import type { EngineContext, Handlers } from "./context.ts";
import type { Session } from "./session.ts";
import type { SessionLive } from "./session-live.ts";

/** The parties of a workspace on this machine's network, for real clients. */
export const liveHandlers: Handlers<Extract<Method, `live.${string}`>> = {
  "live.read": async (context, { workspace }) => (await open(context, workspace)).live.read(),

  "live.start": async (context, { workspace, port = 0, allowReset = false, due = true }) => {
    const { inTurn, live } = await open(context, workspace);
    await inTurn(() => live.start({ port, allowReset, due }));
    return live.read();
  },

  "live.setDue": async (context, { workspace, due }) => {
    const { inTurn, live } = await open(context, workspace);
    await inTurn(async () => live.setDue(due));
    return live.read();
  },

  "live.stop": async (context, { workspace }) => {
    const { inTurn, live } = await open(context, workspace);
    await inTurn(() => live.stop());
    return live.read();
  },
};

/** The live mode of a workspace, and its turn. @throws RehearsalError `LIVE_UNAVAILABLE` */
async function open({ sessions }: EngineContext, workspace: string): Promise<LiveParts> {
  const { live, inTurn } = await sessions.open(workspace);
  if (live === undefined) throw unavailable();
  return { live, inTurn };
}

interface LiveParts extends Pick<Session, "inTurn"> {
  readonly live: SessionLive;
}

function unavailable(): RehearsalError {
  const message = "There is no live mode here: this program opens no ports. `rehearse serve` does.";
  return new RehearsalError("LIVE_UNAVAILABLE", message);
}
