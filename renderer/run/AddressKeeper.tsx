import { useEffect, useRef } from "react";
import { goTo, isAt, useHashSearch } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { goToPlace } from "./cursor.ts";
import { useRun } from "./run-context.ts";
import { parseRunPlace, type RunPlace, writeRunPlace } from "./run-place.ts";

/** The address that leads to this very view of a run. */
export function addressOf(workspace: string, run: string, place: RunPlace): string {
  return `${places.run(workspace, run)}?${writeRunPlace(place)}`;
}

/** How long the cursor rests before the address follows it, in ms: the whole app hears of a change of the address. */
const REST = 250;

/** Keeps the address at the cursor, and takes the cursor to an address that somebody goes to. It draws nothing. */
export function AddressKeeper(): null {
  const { workspace, detail, cursor } = useRun();
  const search = useHashSearch();
  const known = useRef(search);

  useEffect(() => {
    const write = (): void => {
      // Somebody went elsewhere, and that screen is still on its way: this one must not call them back.
      if (!isAt(places.run(workspace, detail.run))) return;
      known.current = writeRunPlace(cursor.getState());
      goTo(addressOf(workspace, detail.run, cursor.getState()), { replace: true });
    };
    let timer = setTimeout(write, REST);
    const stop = cursor.subscribe((now, before) => {
      if (isSamePlace(now, before)) return;
      clearTimeout(timer);
      timer = setTimeout(write, REST);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [workspace, detail.run, cursor]);

  useEffect(() => {
    if (search === known.current) return;
    known.current = search;
    goToPlace(cursor, parseRunPlace(search, cursor.trace.steps.length));
  }, [search, cursor]);
  return null;
}

function isSamePlace(one: RunPlace, other: RunPlace): boolean {
  const { step, pin, level, view, brush } = one;
  return (
    step === other.step && pin === other.pin && level === other.level && view === other.view && brush === other.brush
  );
}
