import type { Cases } from "./case.ts";

const ARITY = { error: "EXPRESSION_WRONG_ARITY" };
const LIMIT = { error: "EXPRESSION_LIMIT_EXCEEDED" };
const UNKNOWN = { error: "EXPRESSION_UNKNOWN_CRITERION" };

/** Functions and methods of groups in the classic language. */
export const GROUP_CASES: Cases = {
  isMemberOfGroupName: [
    ["normal", 'isMemberOfGroupName("Everyone")', true, "§3 D"],
    ["null", "isMemberOfGroupName(null)", false, "§3 I"],
    ["empty", 'isMemberOfGroupName("")', false, "§3 I"],
    ["many", 'isMemberOfGroupName("West Coast Admins")', true, "§3 D"],
    ["boundary", 'isMemberOfGroupName("everyone")', false, "§3 I: case counts"],
    ["error", "isMemberOfGroupName()", ARITY, "§3 D"],
  ],
  isMemberOfGroup: [
    ["normal", 'isMemberOfGroup("00g1emaKYZTWRYYRRTSK")', true, "§3 D"],
    ["null", "isMemberOfGroup(user.missing)", false, "§3 I"],
    ["empty", "isMemberOfGroup(user.empty)", false, "§3 I"],
    ["many", 'isMemberOfGroup("00gjitX9HqABSoqTB0g3")', true, "§3 D: groups of every source"],
    ["boundary", 'isMemberOfGroup("Everyone")', false, "§3 D: an id, no name"],
    ["error", 'isMemberOfGroup("a", "b")', ARITY, "§3 D"],
  ],
  isMemberOfAnyGroup: [
    ["normal", 'isMemberOfAnyGroup("groupId1", "00g1emaKYZTWRYYRRTSK", "groupId3")', true, "§3 D"],
    ["null", 'isMemberOfAnyGroup(null, "groupId1")', false, "§3 I"],
    ["empty", 'isMemberOfAnyGroup("")', false, "§3 I"],
    ["many", 'isMemberOfAnyGroup("groupId1", "groupId2")', false, "§3 D"],
    ["boundary", 'isMemberOfAnyGroup("00gak46y5hydV6NdM0g4")', true, "§3 D"],
    ["error", "isMemberOfAnyGroup()", ARITY, "§3 D"],
  ],
  isMemberOfGroupNameStartsWith: [
    ["normal", 'isMemberOfGroupNameStartsWith("West Co")', true, "§3 D"],
    ["null", "isMemberOfGroupNameStartsWith(null)", false, "§3 I"],
    ["empty", 'isMemberOfGroupNameStartsWith("")', true, "Java"],
    ["many", 'isMemberOfGroupNameStartsWith("E")', true, "§3 D"],
    ["boundary", 'isMemberOfGroupNameStartsWith("Coast")', false, "§3 D"],
    ["error", "isMemberOfGroupNameStartsWith()", ARITY, "§3 D"],
  ],
  isMemberOfGroupNameContains: [
    ["normal", 'isMemberOfGroupNameContains("Admin")', true, "§3 D"],
    ["null", "isMemberOfGroupNameContains(user.missing)", false, "§3 I"],
    ["empty", 'isMemberOfGroupNameContains("")', true, "Java"],
    ["many", 'isMemberOfGroupNameContains("Users")', true, "§3 D"],
    ["boundary", 'isMemberOfGroupNameContains("admin")', false, "§3 I: case counts"],
    ["error", 'isMemberOfGroupNameContains("a", "b")', ARITY, "§3 D"],
  ],
  isMemberOfGroupNameRegex: [
    ["normal", 'isMemberOfGroupNameRegex(".*Admin.*")', true, "§3 D"],
    ["null", "isMemberOfGroupNameRegex(null)", { error: "EXPRESSION_TYPE_CLASH" }, "§3 I"],
    ["empty", 'isMemberOfGroupNameRegex("")', false, "§3 I: the whole name"],
    ["many", 'isMemberOfGroupNameRegex("(West|East) Coast (Users|Guests)")', true, "§3 D"],
    ["boundary", 'isMemberOfGroupNameRegex("Admin")', false, "§3 I: the whole name"],
    ["boundary", 'isMemberOfGroupNameRegex("/.*Admin.*")', false, "§3: the sample's stray slash"],
    ["error", 'isMemberOfGroupNameRegex("(")', { error: "EXPRESSION_PATTERN" }, "§9"],
  ],
  getFilteredGroups: [
    ["normal", 'getFilteredGroups({"00g1emaKYZTWRYYRRTSK"}, "group.name", 40)', ["West Coast Users"], "§3 D"],
    ["null", 'getFilteredGroups(null, "group.name", 40)', [], "§3 I"],
    ["empty", 'getFilteredGroups({}, "group.name", 40)', [], "§3 D"],
    [
      "many",
      'getFilteredGroups({"00g1emaKYZTWRYYRRTSK", "00garwpuyxHaWOkdV0g4", "00gother"}, "group.id", 2)',
      ["00g1emaKYZTWRYYRRTSK", "00garwpuyxHaWOkdV0g4"],
      "§3 D",
    ],
    [
      "boundary",
      'getFilteredGroups({"00garwpuyxHaWOkdV0g4"}, "String.toUpperCase(group.description)", 1)',
      ["THEY MAY."],
      "§3 D: an expression",
    ],
    ["error", 'getFilteredGroups({"00g1emaKYZTWRYYRRTSK", "00garwpuyxHaWOkdV0g4"}, "group.id", 1)', LIMIT, "§3 D"],
    ["error", 'getFilteredGroups({"00g1emaKYZTWRYYRRTSK"}, "group.", 1)', { error: "EXPRESSION_INCOMPLETE" }, "§3 D"],
  ],
  "Groups.contains": [
    ["normal", 'Groups.contains("OKTA", "Coast", 10)', ["West Coast Users", "West Coast Admins"], "§3 D"],
    ["null", 'Groups.contains("OKTA", "nowhere", 10)', null, "§3 E: may be null"],
    ["empty", 'Groups.contains("active_directory", "", 10)', ["Engineering Users"], "§3 I"],
    ["many", 'Groups.contains("OKTA", "Coast", 2)', ["West Coast Users", "West Coast Admins"], "§3 D"],
    ["boundary", 'Groups.contains("OKTA", "nowhere", 10) ?: {}', [], "§3 E"],
    ["error", 'Groups.contains("OKTA", "Coast", 1)', LIMIT, "§3 I, as getFilteredGroups"],
  ],
  "Groups.startsWith": [
    ["normal", 'Groups.startsWith("OKTA", "West", 100)', ["West Coast Users", "West Coast Admins"], "§3 D"],
    ["null", 'Groups.startsWith("OKTA", "Coast", 100)', null, "§3 E: may be null"],
    ["empty", 'Groups.startsWith("", "", 100)', null, "§3 I"],
    ["many", 'Groups.startsWith("active_directory", "Eng", 1)', ["Engineering Users"], "§3 D"],
    ["boundary", 'Groups.startsWith("OKTA", "Eng", 100)', null, "§3 I: of another source"],
    ["error", 'Groups.startsWith("OKTA", "West", 1)', LIMIT, "§3 I, as getFilteredGroups"],
  ],
  "Groups.endsWith": [
    ["normal", 'Groups.endsWith("OKTA", "Admins", 10)', ["West Coast Admins"], "§3 D"],
    ["null", 'Groups.endsWith("OKTA", "West", 10)', null, "§3 E: may be null"],
    ["empty", 'Groups.endsWith("other", "", 10)', null, "§3 I"],
    ["many", 'Groups.endsWith("active_directory", "Users", 10)', ["Engineering Users"], "§3 D"],
    ["boundary", 'Groups.endsWith("OKTA", "users", 10)', null, "§3 I: case counts"],
    ["error", 'Groups.endsWith("OKTA", "s", "many")', { error: "EXPRESSION_NOT_A_NUMBER" }, "§3 D"],
  ],
  getGroups: [
    ["normal", "user.getGroups({'group.type': 'APP_GROUP'}).![name]", ["Engineering Users"], "§3 D"],
    ["null", "user.getGroups({'group.id': null}).![name]", [], "§3 I"],
    ["empty", "user.getGroups({'group.id': {}}).![name]", [], "§3 D"],
    [
      "many",
      "user.getGroups({'group.type': {'OKTA_GROUP'}}, {'group.profile.name': {'Everyone', 'West Coast Admins'}}).![id]",
      ["00garwpuyxHaWOkdV0g4"],
      "§3 D: maps and, values or",
    ],
    [
      "boundary",
      "user.getGroups({'group.profile.name': 'West Coast.*'}).![name]",
      ["West Coast Users", "West Coast Admins"],
      "§3 E: the star is passed over",
    ],
    ["boundary", "user.getGroups({'group.profile.name': 'West', 'operator': 'EXACT'}).![name]", [], "§3 D"],
    ["boundary", "user.getGroups({'group.source.id': 'active_directory'}).![name]", ["Engineering Users"], "§3 D"],
    ["error", "user.getGroups({'group.name': 'x'})", UNKNOWN, "§3 D"],
    ["error", "user.getGroups({'group.profile.name': 'x', 'operator': 'LIKE'})", UNKNOWN, "§3 D"],
    ["error", 'user.getGroups("x")', { error: "EXPRESSION_TYPE_CLASH" }, "§3 D"],
  ],
};
