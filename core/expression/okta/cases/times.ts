import type { Cases } from "./case.ts";

const DATE = { error: "EXPRESSION_NOT_A_DATE" };
const GUARD = "§3 D: an empty text might be unexpected; refused here";

/** Time functions of the classic language. */
export const TIME_CASES: Cases = {
  "Time.now": [
    ["normal", "Time.now()", "2015-07-31T17:18:37.979Z", "§3 D"],
    ["normal", 'Time.now("EST", "YYYY-MM-dd HH:mm:ss")', "2015-07-31 12:18:37", "§3 D; EST is five hours behind UTC"],
    ["null", "Time.now(null)", "2015-07-31T17:18:37.979Z", "§3 I"],
    ["empty", 'Time.now("")', { error: "EXPRESSION_UNKNOWN_ZONE" }, "§3 I"],
    ["many", "Time.now(user.colors)", { error: "EXPRESSION_UNKNOWN_ZONE" }, "§3 I"],
    ["boundary", 'Time.now("Asia/Tokyo")', "2015-08-01T02:18:37.979+09:00", "§5 D: the same moment there"],
    [
      "boundary",
      "Time.now(\"UTC\", \"EEEE, d MMM yy h:mm a 'o''clock'\")",
      "Friday, 31 Jul 15 5:18 PM o'clock",
      "Joda-Time",
    ],
    ["error", 'Time.now("Atlantis")', { error: "EXPRESSION_UNKNOWN_ZONE" }, "§3 D"],
    ["error", 'Time.now("UTC", "b")', { error: "EXPRESSION_DATE_FORMAT" }, "Joda-Time"],
  ],
  "Time.fromWindowsToIso8601": [
    ["normal", 'Time.fromWindowsToIso8601("130828367179790000")', "2015-07-31T17:18:37.979Z", "§3, verified"],
    ["null", "Time.fromWindowsToIso8601(user.missing)", null, "§3 I"],
    ["empty", 'Time.fromWindowsToIso8601("")', DATE, GUARD],
    ["many", "Time.fromWindowsToIso8601(user.numbers)", DATE, "§3 I"],
    [
      "boundary",
      'Time.fromWindowsToIso8601("116444736000000000")',
      "1970-01-01T00:00:00.000Z",
      "FILETIME of the epoch",
    ],
    ["error", 'Time.fromWindowsToIso8601("soon")', DATE, "§9"],
  ],
  "Time.fromUnixToIso8601": [
    ["normal", 'Time.fromUnixToIso8601("1438377580979")', "2015-07-31T21:19:40.979Z", "§3, verified: milliseconds"],
    ["null", "Time.fromUnixToIso8601(null)", null, "§3 I"],
    ["empty", "Time.fromUnixToIso8601(user.empty)", DATE, GUARD],
    ["many", "Time.fromUnixToIso8601(user.csv)", DATE, "§3 I"],
    ["boundary", 'Time.fromUnixToIso8601("0")', "1970-01-01T00:00:00.000Z", "§3"],
    ["boundary", 'Time.fromUnixToIso8601("-1")', "1969-12-31T23:59:59.999Z", "§3 I"],
    ["error", 'Time.fromUnixToIso8601("1.5")', DATE, "§9"],
  ],
  "Time.fromStringToIso8601": [
    [
      "normal",
      'Time.fromStringToIso8601("17 June 2015 00:23:19", "dd MMMM yyyy HH:mm:ss")',
      "2015-06-17T00:23:19.000Z",
      "§5 D: the twin's sample",
    ],
    ["null", 'Time.fromStringToIso8601(user.missing, "yyyy")', null, "§3 I"],
    ["empty", 'Time.fromStringToIso8601("", "yyyy")', DATE, GUARD],
    ["many", 'Time.fromStringToIso8601(user.colors, "yyyy")', DATE, "§3 I"],
    ["boundary", 'Time.fromStringToIso8601("29.02.2024", "dd.MM.yyyy")', "2024-02-29T00:00:00.000Z", "Joda-Time"],
    [
      "boundary",
      'Time.fromStringToIso8601("1/2/15 12:05 AM", "M/d/yy h:mm a")',
      "2015-01-02T00:05:00.000Z",
      "Joda-Time",
    ],
    [
      "boundary",
      'Time.fromStringToIso8601("2015-07-31T19:18+0200", "yyyy-MM-dd\'T\'HH:mmZ")',
      "2015-07-31T19:18:00.000+02:00",
      "Joda-Time, the offset kept",
    ],
    ["boundary", 'Time.fromStringToIso8601("2024-366", "yyyy-DDD")', "2024-12-31T00:00:00.000Z", "Joda-Time"],
    ["error", 'Time.fromStringToIso8601("2023-366", "yyyy-DDD")', DATE, "§9"],
    ["error", 'Time.fromStringToIso8601("30.02.2024", "dd.MM.yyyy")', DATE, "§9"],
    ["error", 'Time.fromStringToIso8601("2024", "\'")', { error: "EXPRESSION_DATE_FORMAT" }, "Joda-Time"],
  ],
  "Time.fromIso8601ToWindows": [
    ["normal", 'Time.fromIso8601ToWindows("2015-07-31T17:18:37.979Z")', "130828367179790000", "§3, verified"],
    ["null", "Time.fromIso8601ToWindows(null)", null, "§3 I"],
    ["empty", 'Time.fromIso8601ToWindows("")', DATE, GUARD],
    ["many", "Time.fromIso8601ToWindows(user.colors)", DATE, "§3 I"],
    ["boundary", 'Time.fromIso8601ToWindows("1601-01-01T00:00:00Z")', "0", "FILETIME starts there"],
    ["error", 'Time.fromIso8601ToWindows("2015-13-01")', DATE, "§9"],
  ],
  "Time.fromIso8601ToUnix": [
    ["normal", 'Time.fromIso8601ToUnix("2015-07-31T21:19:40.979Z")', "1438377580979", "§3, verified"],
    ["null", "Time.fromIso8601ToUnix(user.missing)", null, "§3 I"],
    ["empty", "Time.fromIso8601ToUnix(user.empty)", DATE, GUARD],
    ["many", "Time.fromIso8601ToUnix(user.csv)", DATE, "§3 I"],
    ["boundary", 'Time.fromIso8601ToUnix("1970-01-01T02:00:00+02:00")', "0", "ISO 8601"],
    ["error", 'Time.fromIso8601ToUnix("yesterday")', DATE, "§9"],
  ],
  "Time.fromIso8601ToString": [
    [
      "normal",
      'Time.fromIso8601ToString("2015-07-31T17:18:37.979Z", "MM/dd/yyyy")',
      "07/31/2015",
      "§5 D: the twin's pattern",
    ],
    ["null", 'Time.fromIso8601ToString(null, "yyyy")', null, "§3 I"],
    ["empty", 'Time.fromIso8601ToString("", "yyyy")', DATE, GUARD],
    ["many", 'Time.fromIso8601ToString(user.colors, "yyyy")', DATE, "§3 I"],
    [
      "boundary",
      'Time.fromIso8601ToString("2016-01-01", "YYYY x ww e D")',
      "2016 2015 53 5 1",
      "Joda-Time: the week's year is another",
    ],
    [
      "boundary",
      'Time.fromIso8601ToString("2015-07-31T00:00:00.05Z", "kk KK hh SSS ZZ")',
      "24 00 12 050 +00:00",
      "Joda-Time",
    ],
    [
      "error",
      'Time.fromIso8601ToString("2015-07-31", "zzz")',
      { error: "EXPRESSION_DATE_FORMAT" },
      "not rehearsed: names of zones",
    ],
  ],
};
