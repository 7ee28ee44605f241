import { RehearsalError } from "./errors.ts";

/** How far long work has come: plain JSON. */
export interface Progress {
  readonly done: number;
  /** 0: nobody can tell. */
  readonly total: number;
  /** What is counted: `people`, `days`. */
  readonly what: string;
  /** What is done at this moment, as a person reads it: `Initial cycle of Jira: 3,200 of 10,000 people`. */
  readonly doing?: string;
}

/**
 * The pace of long work that goes from one thing to the next. It is handed in, since whoever makes one goes by a clock:
 * nothing that the work comes to hangs on where it rests.
 */
export interface Pace {
  /** It is time to {@link rest}: asked at every thing, since a promise for each would take longer than the work. */
  isDue(): boolean;
  /**
   * Says how far the work has come, where it has something to say, and lets others in.
   * @throws RehearsalError `CANCELLED` where whoever asked for the work gave it up meanwhile
   */
  rest(progress?: Progress): Promise<void>;
}

/** Work that nobody waits for. */
export const WITHOUT_REST: Pace = { isDue: () => false, rest: async () => {} };

/** The pace of one piece of work, which its progress calls by `name`: `Initial cycle of Jira`. */
export function withName(pace: Pace, name: string): Pace {
  return {
    isDue: () => pace.isDue(),
    rest: (progress) =>
      pace.rest(progress === undefined ? undefined : { ...progress, doing: `${name}: ${describeCount(progress)}` }),
  };
}

/** The pace of parts of longer work: its progress is that of the whole, with the words of the part. */
export function within(pace: Pace, whole: () => Progress): Pace {
  return {
    isDue: () => pace.isDue(),
    rest(part) {
      const far = whole();
      if (part?.doing === undefined) return pace.rest(far);
      return pace.rest({ ...far, doing: `${part.doing} (${describeCount(far)})` });
    },
  };
}

/** "3,200 of 10,000 people"; "3,200 people" where nobody can tell of how many. */
export function describeCount({ done, total, what }: Progress): string {
  const count = done.toLocaleString("en");
  return total === 0 ? `${count} ${what}` : `${count} of ${total.toLocaleString("en")} ${what}`;
}

/** What work ends with that was given up. */
export function cancelled(): RehearsalError {
  return new RehearsalError("CANCELLED", "It was cancelled; nothing was changed.");
}

/** Whether work was given up: nobody may take that for a failure of a part, and go on. */
export function isCancelled(error: unknown): boolean {
  return error instanceof RehearsalError && error.code === "CANCELLED";
}
