import { hash } from "node:crypto";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** People come in from 08:00 to 10:00 UTC, each at a time of their own. */
const FIRST_MINUTE = 8 * 60;
const SPREAD_MINUTES = 120;

/** Somebody logs in to an application. */
export interface PlannedLogin {
  readonly at: number;
  readonly person: string;
  readonly application: string;
}

/**
 * The logins of one day: whoever's turn it is, in the order of their times. Everybody logs in to each application once in
 * `every` working days, on a day and at a time of their own that follow from their ids. None on weekends, or where `every`
 * is 0. `day`: its midnight in UTC, milliseconds since the epoch.
 */
export function loginsOf(
  day: number,
  every: number,
  people: readonly string[],
  applications: readonly string[],
): readonly PlannedLogin[] {
  const number = workingDay(day);
  if (number === undefined || every === 0) return [];
  const logins = people.flatMap((person) =>
    applications.flatMap((application): readonly PlannedLogin[] => {
      const draw = drawOf(person, application);
      if ((number + draw) % every !== 0) return [];
      const minute = FIRST_MINUTE + (Math.floor(draw / every) % SPREAD_MINUTES);
      return [{ at: day + minute * MINUTE, person, application }];
    }),
  );
  return logins.toSorted((left, right) => left.at - right.at);
}

/** Which working day since the epoch it is; undefined on a Saturday or Sunday. The epoch began on a Thursday. */
function workingDay(day: number): number | undefined {
  const days = Math.floor(day / DAY) + 3;
  const weekday = days % 7;
  return weekday > 4 ? undefined : Math.floor(days / 7) * 5 + weekday;
}

/** A number that belongs to the two of them. */
function drawOf(person: string, application: string): number {
  const key = `${person}\u0000${application}`;
  const known = draws.get(key);
  if (known !== undefined) return known;
  if (draws.size >= KEPT) draws.clear();
  const drawn = Number.parseInt(hash("sha256", key, "hex").slice(0, 8), 16);
  draws.set(key, drawn);
  return drawn;
}

/** A pure memo: the same two give the same number. */
const draws = new Map<string, number>();
const KEPT = 200_000;
