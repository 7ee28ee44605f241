/** Names of months and days as the invariant culture has them. */
export const MONTHS: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** From Sunday. */
export const WEEKDAYS: readonly string[] = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
];

/** The number of a month, from 1, by its name or its first three letters, case aside; undefined where there is none. */
export function monthNumber(name: string): number | undefined {
  return numberOf(name, MONTHS, 1);
}

/** The number of a weekday, Sunday being 0, by its name or its first three letters; undefined where there is none. */
export function weekdayNumber(name: string): number | undefined {
  return numberOf(name, WEEKDAYS, 0);
}

function numberOf(name: string, names: readonly string[], first: number): number | undefined {
  const wanted = name.toLowerCase();
  const index = names.findIndex((each) => each.toLowerCase() === wanted || each.slice(0, 3).toLowerCase() === wanted);
  return index < 0 ? undefined : index + first;
}
