import { type ComponentType, type ReactNode, useEffect, useState } from "react";

/** A component whose code is loaded when it is first shown, or before that by {@link Later.load}. */
export interface Later<Props> {
  (props: Props): ReactNode;
  /** Loads the code, if that has not happened yet. Rejects with what the browser says where it cannot be fetched. */
  readonly load: () => Promise<void>;
}

/** What there is to draw, or why there is nothing. */
interface Outcome<Props> {
  readonly Part?: ComponentType<Props> | undefined;
  readonly error?: unknown;
}

/**
 * A component that is loaded later. Where its code is there it is drawn at once, in the same turn as everything around
 * it; until then nothing is in its place. Where the code cannot be fetched, drawing it throws what the browser said.
 *
 * `React.lazy` does less well here: whatever it loads, loaded before or not, is first drawn without, and a `Suspense`
 * that stands in for something once shows the rest 300 ms later at the earliest, so that screens do not flicker.
 */
export function loadLater<Props extends object>(fetch: () => Promise<ComponentType<Props>>): Later<Props> {
  let Loaded: ComponentType<Props> | undefined;
  const load = async (): Promise<void> => {
    Loaded ??= await fetch();
  };
  function Later(props: Props): ReactNode {
    const [{ Part, error }, setOutcome] = useState<Outcome<Props>>({ Part: Loaded });
    useEffect(() => {
      if (Part !== undefined) return;
      load().then(
        () => setOutcome({ Part: Loaded }),
        (error: unknown) => setOutcome({ error }),
      );
    }, [Part]);
    if (Part !== undefined) return <Part {...props} />;
    if (error !== undefined) throw error;
    return null;
  }
  return Object.assign(Later, { load });
}
