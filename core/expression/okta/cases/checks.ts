import type { ExpressionPlace } from "../../dialect.ts";

/**
 * One case of the check: the place, the expression, and everything that is found, each as `severity CODE at text`, where
 * `text` is what the finding underlines.
 */
export type CheckCase = readonly [ExpressionPlace, string, readonly string[]];

/** The classic language, for somebody with the attributes `firstName`, `lastName`, `email`, `title` and `Title`. */
export const CLASSIC_CHECKS: readonly CheckCase[] = [
  ["mapping", "user.firstName", []],
  ["mapping", "user.firstname", ["error EXPRESSION_UNKNOWN_ATTRIBUTE at firstname"]],
  ["mapping", "user.title", ["warning EXPRESSION_COLLIDING_NAMES at title"]],
  ["mapping", "firstName", ["info EXPRESSION_BARE_NAME at firstName"]],
  ["mapping", "fristName", ["error EXPRESSION_UNKNOWN_ATTRIBUTE at fristName"]],
  ["mapping", "zendesk.role", []],
  ["mapping", "jira.role", ["error EXPRESSION_UNKNOWN_ROOT at jira"]],
  ["mapping", "{'a': 1, firstName: 2}['a']", []],
  ["mapping", "user.status", ["error EXPRESSION_UNKNOWN_ATTRIBUTE at status"]],
  ["mapping", "findDirectoryUser().managerUpn", ["info EXPRESSION_MAY_BE_NULL at managerUpn"]],
  ["mapping", "hasDirectoryUser() ? findDirectoryUser().managerUpn : null", []],
  // Functions.
  ["mapping", "String.endsWith(user.email, 'x')", ["error EXPRESSION_UNKNOWN_FUNCTION at String.endsWith"]],
  ["mapping", "ToUpper(user.email)", ["error EXPRESSION_UNKNOWN_FUNCTION at ToUpper"]],
  ["mapping", "string.touppercase(user.email)", ["error EXPRESSION_UNKNOWN_FUNCTION at string.touppercase"]],
  ["mapping", "user.email.toUpperCase()", ["error EXPRESSION_UNKNOWN_FUNCTION at toUpperCase"]],
  ["mapping", "user.getgroups()", ["error EXPRESSION_UNKNOWN_FUNCTION at getgroups"]],
  ["mapping", "toLowerCase(user.email)", ["info EXPRESSION_LEGACY_FUNCTION at toLowerCase"]],
  ["mapping", "String.append('a')", ["error EXPRESSION_WRONG_ARITY at String.append('a')"]],
  [
    "mapping",
    "String.stringSwitch('a', 'b', 'c')",
    [
      "info EXPRESSION_ODDITY at String.stringSwitch",
      "error EXPRESSION_WRONG_ARITY at String.stringSwitch('a', 'b', 'c')",
    ],
  ],
  ["mapping", "String.len({1, 2})", ["error EXPRESSION_TYPE_CLASH at {1, 2}"]],
  ["mapping", "Arrays.size(5)", ["error EXPRESSION_TYPE_CLASH at 5"]],
  ["mapping", "Arrays.size('a, b')", []],
  // Types and conditions.
  ["mapping", "String.len('a') ? 1 : 2", ["error EXPRESSION_NOT_A_BOOLEAN at String.len('a')"]],
  ["mapping", "null ? 1 : 2", ["error EXPRESSION_NOT_A_BOOLEAN at null"]],
  ["mapping", "'a' AND true", ["error EXPRESSION_NOT_A_BOOLEAN at 'a'"]],
  ["mapping", "'1' == 1", ["warning EXPRESSION_TYPE_CLASH at '1' == 1"]],
  ["mapping", "'1' < 1", ["error EXPRESSION_TYPE_CLASH at '1' < 1"]],
  ["mapping", "{1} + {2}", ["error EXPRESSION_TYPE_CLASH at {1} + {2}"]],
  ["mapping", "'a' - 1", ["error EXPRESSION_TYPE_CLASH at 'a'"]],
  ["groupRule", "user.firstName == 'Ada'", []],
  [
    "groupRule",
    "user.firstName + 'Ada'",
    ["info EXPRESSION_NULL_IN_TEXT at user.firstName", "error EXPRESSION_NOT_A_BOOLEAN at user.firstName + 'Ada'"],
  ],
  // Patterns.
  [
    "mapping",
    "user.email matches '('",
    ["info EXPRESSION_LEGACY_FUNCTION at user.email matches '('", "error EXPRESSION_PATTERN at '('"],
  ],
  [
    "groupRule",
    'isMemberOfGroupNameRegex("/.*admin.*")',
    ["info EXPRESSION_ODDITY at isMemberOfGroupNameRegex", 'warning EXPRESSION_SLASH_IN_PATTERN at "/.*admin.*"'],
  ],
  [
    "mapping",
    "Time.now('Atlantis', 'b')",
    ["error EXPRESSION_UNKNOWN_ZONE at 'Atlantis'", "error EXPRESSION_DATE_FORMAT at 'b'"],
  ],
  // Places.
  ["mapping", "Groups.contains('OKTA', 'a', 10)", ["error EXPRESSION_WRONG_CONTEXT at Groups.contains"]],
  ["claim", "Groups.contains('OKTA', 'a', 10)", ["info EXPRESSION_LIMIT at 10"]],
  [
    "claim",
    "getFilteredGroups({'a'}, 'group.name', 101)",
    ["warning EXPRESSION_LIMIT at 101", "info EXPRESSION_LIMIT at 101"],
  ],
  ["mapping", "isMemberOfGroup('a')", ["info EXPRESSION_NOT_REEVALUATED at isMemberOfGroup"]],
  ["groupRule", "isMemberOfGroup('a')", []],
  [
    "groupRule",
    "Convert.toInt('1') == 1",
    ["error EXPRESSION_WRONG_CONTEXT at Convert.toInt", "info EXPRESSION_ODDITY at Convert.toInt"],
  ],
  ["groupRule", "Arrays.contains(user.email, 'a')", ["info EXPRESSION_CONDITION_FUNCTION at Arrays.contains"]],
  ["mapping", "Arrays.contains(user.email, 'a') ? 1 : 2", ["warning EXPRESSION_CONDITION_FUNCTION at Arrays.contains"]],
  ["groupRule", "org.name == 'a'", ["error EXPRESSION_WRONG_CONTEXT at org"]],
  ["mapping", "session.amr", ["warning EXPRESSION_WRONG_CONTEXT at session"]],
  ["claim", "session.amr", []],
  ["claim", "zendesk.role", ["warning EXPRESSION_WRONG_CONTEXT at zendesk"]],
  [
    "mapping",
    "getManagerUser('workday').email",
    [
      "info EXPRESSION_NOT_PUSHED_AGAIN at getManagerUser",
      "error EXPRESSION_UNKNOWN_SOURCE at 'workday'",
      "info EXPRESSION_MAY_BE_NULL at email",
    ],
  ],
  ["mapping", "user.getInternalProperty('created')", ["error EXPRESSION_UNKNOWN_ATTRIBUTE at 'created'"]],
  // Branches.
  ["mapping", "true ? 1 : 2", ["warning EXPRESSION_UNREACHABLE at 2"]],
  ["mapping", "'a' ?: 'b'", ["warning EXPRESSION_UNREACHABLE at 'b'"]],
  ["mapping", "user.email == 'a' ? 1 : user.email == 'a' ? 2 : 3", ["warning EXPRESSION_UNREACHABLE at 2"]],
  [
    "mapping",
    "String.stringSwitch(user.email, 'd', 'ab', '1', 'cab', '2')",
    ["info EXPRESSION_ODDITY at String.stringSwitch", "warning EXPRESSION_UNREACHABLE at 'cab'"],
  ],
  // How Okta behaves.
  ["mapping", "user.firstName != ''", ["info EXPRESSION_NULL_OR_EMPTY at user.firstName != ''"]],
  ["mapping", "user.firstName < 'b'", ["info EXPRESSION_NOT_DOCUMENTED at user.firstName"]],
  ["mapping", "2 * 3", ["info EXPRESSION_NOT_DOCUMENTED at 2 * 3"]],
  ["mapping", "'a\\\\b'", ["info EXPRESSION_ODDITY at 'a\\\\b'"]],
  ["mapping", "String.replaceFirst(user.email, 'a', 'b')", []],
  ["mapping", "String.replaceFirst(user.email, '.', 'b')", ["info EXPRESSION_NOT_DOCUMENTED at String.replaceFirst"]],
  ["mapping", "Time.fromUnixToIso8601(user.email)", ["info EXPRESSION_ODDITY at user.email"]],
  ["mapping", "user.email == null ? null : Time.fromUnixToIso8601(user.email)", []],
  [
    "claim",
    "user.getGroups({'group.profile.name': 'a.*'}).![name]",
    [
      "info EXPRESSION_ODDITY at {'group.profile.name': 'a.*'}",
      "info EXPRESSION_NOT_DOCUMENTED at {'group.profile.name': 'a.*'}",
    ],
  ],
  ["claim", "user.getGroups({'group.nam': 'a'})", ["error EXPRESSION_UNKNOWN_CRITERION at 'group.nam'"]],
  [
    "claim",
    "user.getGroups({'group.profile.name': 'a', 'operator': 'LIKE'})",
    ["error EXPRESSION_UNKNOWN_CRITERION at 'LIKE'"],
  ],
  ["claim", "{'a'}.![name]", ["warning EXPRESSION_NOT_DOCUMENTED at {'a'}"]],
  ["mapping", "toString.x.valueOf", ["error EXPRESSION_UNKNOWN_ROOT at toString"]],
];

/** The Identity Engine's language, for the same person. */
export const IE_CHECKS: readonly CheckCase[] = [
  ["claim", "user.profile.firstName", []],
  ["claim", "user.profile.frstName", ["error EXPRESSION_UNKNOWN_ATTRIBUTE at frstName"]],
  ["claim", "user.firstName", ["error EXPRESSION_UNKNOWN_ATTRIBUTE at firstName"]],
  ["claim", "user.realmId", ["warning EXPRESSION_UNKNOWN_ATTRIBUTE at realmId"]],
  ["claim", "firstName", ["error EXPRESSION_UNKNOWN_ROOT at firstName"]],
  ["claim", "String.len('a')", ["error EXPRESSION_UNKNOWN_FUNCTION at String.len"]],
  ["claim", "'a'.size()", ["error EXPRESSION_TYPE_CLASH at size"]],
  ["claim", "'a'.toUpperCase().size()", ["error EXPRESSION_TYPE_CLASH at size"]],
  ["claim", "{1}.contains(1) AND 'a'.contains('a')", []],
  ["claim", "user.created.withinDays(1)", ["info EXPRESSION_NOT_DOCUMENTED at withinDays"]],
  ["claim", "user.created.toString('YYYY')", ["error EXPRESSION_DATE_FORMAT at 'YYYY'"]],
  ["mapping", "user.status", ["warning EXPRESSION_WRONG_CONTEXT at user.status"]],
  [
    "groupRule",
    "user.status == 'ACTIVE'",
    ["warning EXPRESSION_WRONG_CONTEXT at user.status == 'ACTIVE'", "error EXPRESSION_WRONG_CONTEXT at status"],
  ],
];

/** Templates, for the same person. */
export const TEMPLATE_CHECKS: readonly CheckCase[] = [
  ["userName", `\${source.email}`, ["info EXPRESSION_NULL_IN_TEXT at source.email"]],
  [
    "userName",
    `\${source.mail}`,
    ["info EXPRESSION_NULL_IN_TEXT at source.mail", "error EXPRESSION_UNKNOWN_ATTRIBUTE at mail"],
  ],
  ["userName", `\${fn:lower(source.email)}`, ["error EXPRESSION_UNKNOWN_FUNCTION at fn:lower"]],
  ["userName", `\${fn:toUpperCase(source.email)}`, ["info EXPRESSION_NOT_DOCUMENTED at fn:toUpperCase"]],
  ["userName", `\${email}`, ["info EXPRESSION_NULL_IN_TEXT at email", "error EXPRESSION_UNKNOWN_ROOT at email"]],
  ["userName", `\${other.x}`, ["error EXPRESSION_UNKNOWN_ROOT at other", "info EXPRESSION_NULL_IN_TEXT at other.x"]],
  ["userName", "String.len(user.email)", ["warning EXPRESSION_PLAIN_TEXT at String.len(user.email)"]],
  ["userName", "user.email", ["warning EXPRESSION_PLAIN_TEXT at user.email"]],
];
