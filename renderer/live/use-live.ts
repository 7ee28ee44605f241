import { useCallback } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { LiveState } from "../../core/contract/live.ts";
import { type ScreenAnswer, useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { follow, stopFollowing, useFollowing } from "./following.ts";

/** Live mode of a workspace, as it is now. */
export function useLive(workspace: string): ScreenAnswer<LiveState> {
  return useAnswer("live.read", { workspace });
}

/** Whether its requests are followed, and what begins and ends that. */
export function useFollow(workspace: string): { readonly following: boolean; readonly toggle: () => void } {
  const following = useFollowing((state) => state.workspace === workspace);
  const { value } = useLive(workspace);
  const newest = value?.exchanges[0]?.run;
  const toggle = useCallback(
    () => (following ? stopFollowing() : follow(workspace, newest)),
    [following, workspace, newest],
  );
  return { following, toggle };
}

/** Ends live mode, and following with it. */
export function useStopLive(workspace: string): {
  readonly stop: () => Promise<void>;
  readonly busy: boolean;
  readonly error: ContractError | undefined;
} {
  const { run, busy, error } = useCommand("live.stop");
  const stop = useCallback(async () => {
    if ((await run({ workspace })) !== undefined) stopFollowing();
  }, [run, workspace]);
  return { stop, busy, error };
}
