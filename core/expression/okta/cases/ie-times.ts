import type { Case, Cases } from "./case.ts";

const NULL = { error: "EXPRESSION_PROPERTY_OF_NULL" };
const CLASH = { error: "EXPRESSION_TYPE_CLASH" };
const ARITY = { error: "EXPRESSION_WRONG_ARITY" };
const DATE = { error: "EXPRESSION_NOT_A_DATE" };

/** What is the same for every method of a time: null, texts and lists have none of them. */
function sides(call: string): readonly Case[] {
  return [
    ["null", `user.lastLogin.${call}`, NULL, "§2: SpEL throws"],
    ["empty", `''.${call}`, CLASH, "§5 D: of a time only"],
    ["many", `user.profile.colors.${call}`, CLASH, "§5 D: of a time only"],
  ];
}

const NOW = "2015-07-31T17:18:37.979Z";

/** Every object of JavaScript has a `toString`, so that its cases need their type said. */
const TO_STRING: readonly Case[] = [
  ["normal", "user.created.toString()", "2015-07-30T23:58:32Z", "§5 D"],
  ["normal", "user.created.toString('MM/dd/yyyy')", "07/30/2015", "§5 D"],
  ["boundary", "DateTime.now().toZone('Asia/Tokyo').toString('uuuu HH:mm XXX')", "2015 02:18 +09:00", "Java"],
  ["error", "user.created.toString('b')", { error: "EXPRESSION_DATE_FORMAT" }, "Java"],
  ...sides("toString()"),
];

/** Times in the Identity Engine's language. */
export const IE_TIME_CASES: Cases = {
  "DateTime.now": [
    ["normal", "DateTime.now()", NOW, "§5 D"],
    ["null", "DateTime.now() != null", true, "§5 D"],
    ["empty", "DateTime.now() == Time.now()", true, "§5 D"],
    ["many", "{DateTime.now()}.size()", 1, "§5 D"],
    ["boundary", "DateTime.now() > user.created", true, "SpEL: times have an order"],
    ["error", "DateTime.now('EST')", ARITY, "§5 D"],
  ],
  "Time.now": [
    ["normal", "Time.now()", NOW, "§5 E: the rows say so too"],
    ["null", "Time.now() != null", true, "§5 E"],
    ["empty", "Time.now().minusSeconds(0)", NOW, "§5 E"],
    ["many", "Time.now().minusDays(3)", "2015-07-28T17:18:37.979Z", "§5 D"],
    ["boundary", "Time.now().minusHours(100)", "2015-07-27T13:18:37.979Z", "§5 D"],
    ["error", "Time.now('EST', 'yyyy')", ARITY, "§5 D"],
  ],
  parseWindowsTime: [
    ["normal", "'130828367179790000'.parseWindowsTime()", NOW, "§5 D"],
    ["null", "user.profile.missing.parseWindowsTime()", NULL, "§2: SpEL throws"],
    ["empty", "''.parseWindowsTime()", DATE, "§9"],
    ["many", "user.profile.colors.parseWindowsTime()", CLASH, "SpEL"],
    ["boundary", "'116444736000000000'.parseWindowsTime()", "1970-01-01T00:00:00Z", "FILETIME of the epoch"],
    ["error", "'soon'.parseWindowsTime()", DATE, "§9"],
  ],
  parseUnixTime: [
    ["normal", "'1438377580979'.parseUnixTime()", "2015-07-31T21:19:40.979Z", "§5 D"],
    ["null", "user.profile.missing.parseUnixTime()", NULL, "§2: SpEL throws"],
    ["empty", "''.parseUnixTime()", DATE, "§9"],
    ["many", "user.profile.numbers.parseUnixTime()", CLASH, "SpEL"],
    ["boundary", "'0'.parseUnixTime()", "1970-01-01T00:00:00Z", "§5"],
    ["error", "'9999999999999999'.parseUnixTime()", DATE, "no calendar reaches it"],
  ],
  parseStringTime: [
    ["normal", "'2015-06-17T00:23:19.676Z'.parseStringTime()", "2015-06-17T00:23:19.676Z", "§5 D"],
    ["normal", "'17 June 2015 00:23:19'.parseStringTime('dd MMMM yyyy HH:mm:ss')", "2015-06-17T00:23:19Z", "§5 D"],
    ["null", "user.profile.missing.parseStringTime()", NULL, "§2: SpEL throws"],
    ["empty", "''.parseStringTime()", DATE, "§9"],
    ["many", "user.profile.colors.parseStringTime('yyyy')", CLASH, "SpEL"],
    [
      "boundary",
      "'2015-06-17T02:23:19+02:00'.parseStringTime()",
      "2015-06-17T02:23:19+02:00",
      "Java: the offset is kept",
    ],
    ["boundary", "'01.02.99'.parseStringTime('dd.MM.yy')", "2099-02-01T00:00:00Z", "Java: 2000 to 2099"],
    ["error", "'2015-02-29'.parseStringTime()", DATE, "§9"],
    ["error", "'2015'.parseStringTime('YYYY')", { error: "EXPRESSION_DATE_FORMAT" }, "Java: the year of the week"],
  ],
  toWindows: [
    ["normal", "user.created.toWindows()", "130827743120000000", "§5 D"],
    ["boundary", "'1601-01-01'.parseStringTime().toWindows()", "0", "FILETIME starts there"],
    ["error", "user.profile.email.toWindows()", CLASH, "§5 D: of a time only"],
    ...sides("toWindows()"),
  ],
  toUnix: [
    ["normal", "DateTime.now().toUnix()", "1438363117979", "§5 D"],
    ["boundary", "'0'.parseUnixTime().toUnix()", "0", "§5"],
    ["error", "12.toUnix()", CLASH, "§5 D: of a time only"],
    ...sides("toUnix()"),
  ],
  toString: TO_STRING,
  toZone: [
    ["normal", "Time.now().toZone('Asia/Tokyo')", "2015-08-01T02:18:37.979+09:00[Asia/Tokyo]", "§5 D"],
    ["boundary", "Time.now().toZone('Asia/Tokyo') == Time.now()", true, "Java: the same moment"],
    ["error", "Time.now().toZone('Atlantis')", { error: "EXPRESSION_UNKNOWN_ZONE" }, "§5 D"],
    ...sides("toZone('UTC')"),
  ],
  plusDays: [
    ["normal", "user.created.plusDays(2)", "2015-08-01T23:58:32Z", "§5 D"],
    ["boundary", "user.created.plusDays(0)", "2015-07-30T23:58:32Z", "§5 D"],
    ["error", "user.created.plusDays(999999999)", { error: "EXPRESSION_OUT_OF_RANGE" }, "no calendar reaches it"],
    ...sides("plusDays(1)"),
  ],
  plusHours: [
    ["normal", "user.created.plusHours(-1)", "2015-07-30T22:58:32Z", "§5 D"],
    ["boundary", "user.created.plusHours(24) == user.created.plusDays(1)", true, "§5 D"],
    ["error", "user.created.plusHours(0.5)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D: whole hours"],
    ...sides("plusHours(1)"),
  ],
  plusMinutes: [
    ["normal", "user.created.plusMinutes(0)", "2015-07-30T23:58:32Z", "§5 D"],
    ["boundary", "user.created.plusMinutes(2)", "2015-07-31T00:00:32Z", "§5 D"],
    ["error", "user.created.plusMinutes('x')", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D"],
    ...sides("plusMinutes(1)"),
  ],
  plusSeconds: [
    ["normal", "user.created.plusSeconds(0)", "2015-07-30T23:58:32Z", "§5 D"],
    ["boundary", "user.created.plusSeconds(28)", "2015-07-30T23:59:00Z", "§5 D"],
    ["error", "user.created.plusSeconds()", ARITY, "§5 D"],
    ...sides("plusSeconds(1)"),
  ],
  minusDays: [
    ["normal", "Time.now().minusDays(3)", "2015-07-28T17:18:37.979Z", "§5 D"],
    ["boundary", "Time.now().minusDays(-1)", "2015-08-01T17:18:37.979Z", "§5 D"],
    ["error", "Time.now().minusDays(null)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D"],
    ...sides("minusDays(1)"),
  ],
  minusHours: [
    ["normal", "Time.now().minusHours(100)", "2015-07-27T13:18:37.979Z", "§5 D"],
    ["boundary", "Time.now().minusHours(0)", NOW, "§5 D"],
    ["error", "Time.now().minusHours(1, 2)", ARITY, "§5 D"],
    ...sides("minusHours(1)"),
  ],
  minusMinutes: [
    ["normal", "Time.now().minusMinutes(-1)", "2015-07-31T17:19:37.979Z", "§5 D"],
    ["boundary", "Time.now().minusMinutes(19)", "2015-07-31T16:59:37.979Z", "§5 D"],
    ["error", "Time.now().minusMinutes({})", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D"],
    ...sides("minusMinutes(1)"),
  ],
  minusSeconds: [
    ["normal", "Time.now().minusSeconds(2)", "2015-07-31T17:18:35.979Z", "§5 D"],
    ["boundary", "Time.now().minusSeconds(0)", NOW, "§5 D"],
    ["error", "Time.now().minusSeconds(true)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D"],
    ...sides("minusSeconds(1)"),
  ],
  withinDays: [
    ["normal", "user.created.withinDays(1)", true, "§5 D"],
    ["boundary", "user.created.plusDays(1).withinDays(1)", true, "§5 I: also after now"],
    ["error", "user.created.withinDays()", ARITY, "§5 D"],
    ...sides("withinDays(1)"),
  ],
  withinHours: [
    ["normal", "user.created.withinHours(100)", true, "§5 D"],
    ["boundary", "user.created.withinHours(17)", false, "§5 D"],
    ["error", "user.created.withinHours('x')", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D"],
    ...sides("withinHours(1)"),
  ],
  withinMinutes: [
    ["normal", "user.created.withinMinutes(2)", false, "§5 D"],
    ["boundary", "Time.now().minusMinutes(2).withinMinutes(2)", true, "§5 I: the end counts"],
    ["error", "user.created.withinMinutes(0.5)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§5 D"],
    ...sides("withinMinutes(1)"),
  ],
  withinSeconds: [
    ["normal", "user.created.withinSeconds(100)", false, "§5 D"],
    ["boundary", "Time.now().withinSeconds(0)", true, "§5 I: the end counts"],
    ["error", "user.created.withinSeconds(1, 2)", ARITY, "§5 D"],
    ...sides("withinSeconds(1)"),
  ],
};
