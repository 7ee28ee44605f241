import { useCallback, useState } from "react";
import type { LiveState } from "../../core/contract/live.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellError } from "../connection/told.ts";
import { type ScreenAnswer, useAnswer } from "../connection/use-answer.ts";
import { follow, stopFollowing, useFollowing } from "./following.ts";

/** Live mode of a workspace, as it is now. */
export function useLive(workspace: string): ScreenAnswer<LiveState> {
  return useAnswer("live.read", { workspace });
}

/** Whether its requests are followed, and what begins and ends that. */
export function useFollow(workspace: string): { readonly following: boolean; readonly toggle: () => void } {
  const following = useFollowing((state) => state.workspace === workspace);
  const { value } = useLive(workspace);
  const newest = value?.entries[0]?.run;
  const toggle = useCallback(
    () => (following ? stopFollowing() : follow(workspace, newest)),
    [following, workspace, newest],
  );
  return { following, toggle };
}

/** Ends live mode, and following with it. What keeps it from ending is said in passing, and stays until it is read. */
export function useStopLive(workspace: string): { readonly stop: () => Promise<void>; readonly busy: boolean } {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const stop = useCallback(async () => {
    setBusy(true);
    try {
      await engine.call("live.stop", { workspace });
      stopFollowing();
    } catch (failure) {
      tellError(describeFailure(failure));
    } finally {
      setBusy(false);
    }
  }, [engine, workspace]);
  return { stop, busy };
}
