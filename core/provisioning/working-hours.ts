/** Monday to Friday, 09:00 to 17:00 UTC: when an administrator does tickets. */
const FIRST_HOUR = 9;
const LAST_HOUR = 17;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The moment so many working hours later, in milliseconds since the epoch. A moment outside working hours waits for the next. */
export function addWorkingHours(start: number, hours: number): number {
  let at = nextWorkingMoment(start);
  let left = Math.round(hours * HOUR);
  for (;;) {
    const end = startOfDay(at) + LAST_HOUR * HOUR;
    if (left <= end - at) return at + left;
    left -= end - at;
    at = nextWorkingMoment(end);
  }
}

function nextWorkingMoment(at: number): number {
  const day = startOfDay(at);
  if (!isWeekday(day)) return nextWorkingMoment(day + DAY);
  if (at < day + FIRST_HOUR * HOUR) return day + FIRST_HOUR * HOUR;
  return at < day + LAST_HOUR * HOUR ? at : nextWorkingMoment(day + DAY);
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** The epoch began on a Thursday. */
function isWeekday(day: number): boolean {
  const weekday = (Math.floor(day / DAY) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}
