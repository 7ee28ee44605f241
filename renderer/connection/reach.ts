import { create } from "zustand";
import type { Client } from "../../core/contract/contract.ts";
import { describeFailure, outdate } from "./answers.ts";

/** Whether the engine answers. `stranger`: it does, but not to this page, whose secret is not that of its start. */
export type Reach = "answers" | "gone" | "stranger";

interface ReachStore {
  readonly reach: Reach;
}

/** How the last call ended, whoever made it; or that the engine went without one. */
export const useReach = create<ReachStore>(() => ({ reach: "answers" }));

/** The same client, which takes note of whether its calls reach the engine. */
export function watchReach(client: Client): Client {
  return {
    subscribe: (listener) => client.subscribe(listener),
    call: async (method, args, options) => {
      try {
        const result = await client.call(method, args, options);
        note("answers");
        return result;
      } catch (error) {
        note(reachOf(describeFailure(error).code));
        throw error;
      }
    },
  };
}

/** Takes note that nobody is there any more, though nobody called: the stream of events broke. */
export function noteGone(): void {
  note("gone");
}

/** Takes note that the secret is another one: everything is asked again. */
export function noteNewSecret(): void {
  note("answers");
  outdate();
}

function reachOf(code: string): Reach {
  if (code === "HOST_GONE") return "gone";
  return code === "SECRET_WRONG" ? "stranger" : "answers";
}

function note(reach: Reach): void {
  if (useReach.getState().reach !== reach) useReach.setState({ reach });
}
