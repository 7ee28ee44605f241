import type { ServerResponse } from "node:http";
import type { Transport } from "../contract/contract.ts";

/** An empty line so often, so that nothing between takes the stream for dead. */
const KEEP_ALIVE_MS = 15_000;

/** Writes every event as one line of JSON, until whoever reads is gone. The head was written. */
export function streamEvents(transport: Transport, response: ServerResponse): void {
  response.write("\n");
  const stop = transport.subscribe((event) => response.write(`${JSON.stringify(event)}\n`));
  const timer = setInterval(() => response.write("\n"), KEEP_ALIVE_MS);
  response.once("close", () => {
    clearInterval(timer);
    stop();
  });
}
