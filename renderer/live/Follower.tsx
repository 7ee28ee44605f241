import { useEffect } from "react";
import { goTo, isAt } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { follow, useFollowing } from "./following.ts";
import { useFollow, useLive, useStopLive } from "./use-live.ts";

/** The keys of live mode on every screen, also while presenting; and the jumps of whoever follows. It draws nothing. */
export function Follower({ workspace }: { workspace: string }): null {
  const { following, toggle } = useFollow(workspace);
  const { stop } = useStopLive(workspace);
  useShortcuts(
    "Live mode",
    [
      { keys: ["alt+l"], title: following ? "Stop following requests" : "Follow each new request", run: toggle },
      { keys: [], title: "Stop live mode", run: () => void stop() },
    ],
    { lowest: true },
  );
  useJumps(workspace, following);
  return null;
}

function useJumps(workspace: string, following: boolean): void {
  const seen = useFollowing((state) => state.seen);
  const { value } = useLive(workspace);
  const newest = value?.entries[0]?.run;
  useEffect(() => {
    if (!following || newest === undefined || newest === seen) return;
    // From one run to the next: Back leads to where somebody came from.
    const replace = seen !== undefined && isAt(places.run(workspace, seen));
    follow(workspace, newest);
    goTo(places.run(workspace, newest), { replace });
  }, [workspace, following, newest, seen]);
}
