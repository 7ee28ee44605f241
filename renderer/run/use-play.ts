import { useEffect } from "react";
import { playOn } from "./cursor.ts";
import { useCursor, useRun } from "./run-context.ts";

/** One step takes so long at speed 1, in ms. */
export const STEP_TIME = 700;

/** Goes on from step to step while the run plays. */
export function usePlay(): void {
  const { cursor } = useRun();
  const playing = useCursor((state) => state.playing);
  const speed = useCursor((state) => state.speed);
  useEffect(() => {
    if (!playing) return;
    if (speed === "instant") {
      playOn(cursor);
      return;
    }
    const timer = setInterval(() => playOn(cursor), STEP_TIME / speed);
    return () => clearInterval(timer);
  }, [cursor, playing, speed]);
}
