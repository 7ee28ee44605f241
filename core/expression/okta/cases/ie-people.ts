import type { Cases } from "./case.ts";

const CRITERION = { error: "EXPRESSION_UNKNOWN_CRITERION" };
const TWO_IDS = "{'group.id': {'00gjitX9HqABSoqTB0g3', '00garwpuyxHaWOkdV0g4'}}";

/** The person, the groups and links, and what stands at the root, in the Identity Engine's language. */
export const IE_PEOPLE_CASES: Cases = {
  getGroups: [
    [
      "normal",
      "user.getGroups({'group.type': {'OKTA_GROUP', 'APP_GROUP'}}).![id]",
      ["00g1emaKYZTWRYYRRTSK", "00garwpuyxHaWOkdV0g4", "00gjitX9HqABSoqTB0g3"],
      "§5 D",
    ],
    ["null", "user.getGroups({'group.id': null}).size()", 0, "§3 I"],
    ["empty", "user.getGroups({'group.profile.name': 'East Coast.*'})", [], "§5 D"],
    [
      "many",
      "user.getGroups({'group.profile.name': 'West'}).![profile.name]",
      ["West Coast Users", "West Coast Admins"],
      "§3 D: the name stands in the profile",
    ],
    [
      "boundary",
      "user.getGroups({'group.id': {'00gjitX9HqABSoqTB0g3'}}, {'group.profile.name': 'West Coast.*'})",
      [],
      "§5 D: criteria and",
    ],
    ["error", "user.getGroups({'group.kind': 'x'})", CRITERION, "§5 D"],
  ],
  isMemberOf: [
    ["normal", `user.isMemberOf(${TWO_IDS}, {'group.type': 'APP_GROUP'})`, true, "§5 D"],
    ["normal", `user.isMemberOf(${TWO_IDS}, {'group.type': 'BUILT_IN'})`, false, "§5 D"],
    ["null", "user.isMemberOf({'group.id': null})", false, "§3 I"],
    ["empty", "user.isMemberOf({'group.id': {}})", false, "§3 D"],
    ["many", "user.isMemberOf({'group.profile.name': 'West Coast', 'operator': 'STARTS_WITH'})", true, "§5 D"],
    ["boundary", "user.isMemberOf({'group.profile.name': 'West Coast', 'operator': 'EXACT'})", false, "§5 D"],
    ["error", "user.isMemberOf()", { error: "EXPRESSION_WRONG_ARITY" }, "§5 D"],
  ],
  getLinkedObject: [
    ["normal", 'user.getLinkedObject("manager").lastName', "Gates", "§5 D"],
    ["null", "user.getLinkedObject(null)", null, "§2 I"],
    ["empty", "user.getLinkedObject('')", null, "§2 I"],
    ["many", "user.getLinkedObject('manager').email.substringBefore('@')", "bob", "§5 D"],
    ["boundary", "user.getLinkedObject('mentor') == null", true, "§2 I"],
    ["error", "user.getLinkedObject('mentor').lastName", { error: "EXPRESSION_PROPERTY_OF_NULL" }, "§9"],
  ],
  references: [
    ["normal", "user.profile.firstName", "Ada", "§5 D"],
    ["normal", "user.id + user.status", "00u1adaACTIVE", "§5 D"],
    ["normal", "user.created", "2015-07-30T23:58:32Z", "§5 D"],
    ["null", "user.profile.missing", null, "§4 D"],
    ["null", "user.lastLogin", null, "§5 I"],
    ["empty", "user.profile.empty", "", "§4 D"],
    ["many", "session.amr.contains('mfa')", true, "§5 D"],
    ["boundary", "user.profile.missing ?: 'none'", "none", "§1 D"],
    ["boundary", "user.profile['email']", "ada@acme.test", "SpEL"],
    ["error", "user.firstName", { error: "EXPRESSION_UNKNOWN_ATTRIBUTE" }, "§5 D: in `user.profile`"],
    ["error", "device.profile.managed", { error: "EXPRESSION_UNKNOWN_ROOT" }, "§9"],
    ["error", "firstName", { error: "EXPRESSION_UNKNOWN_ROOT" }, "§9"],
    ["error", "String.len('a')", { error: "EXPRESSION_UNKNOWN_FUNCTION" }, "§5 D: methods only"],
  ],
};
