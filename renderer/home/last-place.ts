import { useEffect } from "react";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { useHashLocation, useHashSearch } from "../connection/hash-location.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";

/** Where somebody was last, for *Continue* on Home. */
export interface LastPlace {
  readonly workspace: string;
  /** The workspace's name and, on a run, its number: "Acme · run 12". */
  readonly title: string;
  /** The place, with the step that was looked at. */
  readonly to: string;
}

interface LastPlaceStore {
  readonly last: LastPlace | undefined;
}

/** Kept on this computer, in the storage of the window. */
export const useLastPlace = create<LastPlaceStore>()(
  persist((): LastPlaceStore => ({ last: undefined }), {
    name: "rehearsal.last-place",
    version: 1,
    storage: createJSONStorage(() => window.localStorage),
  }),
);

/** Keeps in mind where one is in the workspace. */
export function RememberPlace(): null {
  const { id, name } = useWorkspace();
  const [path] = useHashLocation();
  const search = useHashSearch();
  const run = /\/run\/([^/]+)$/.exec(path)?.[1];
  const { value } = useAnswer("runs.read", run === undefined ? undefined : { workspace: id, run: decode(run) });
  const title = value?.number === undefined ? name : `${name} · run ${value.number}`;
  const to = withoutPlay(search === "" ? path : `${path}?${search}`);
  useEffect(() => {
    useLastPlace.setState({ last: { workspace: id, title, to } });
  }, [id, title, to]);
  return null;
}

/** Coming back shows the step where one was; it does not start to move by itself. */
function withoutPlay(place: string): string {
  return place.replace(/([?&])play=1(&|$)/, (_, before: string, after: string) => (after === "" ? "" : before));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
