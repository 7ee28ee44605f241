import type { ParameterType } from "../dialect.ts";
import {
  buildAddValue,
  buildClear,
  buildContainsValue,
  buildFlatten,
  buildGet,
  buildIsEmpty,
  buildRemoveValue,
  buildSize,
  buildToCsv,
} from "./arrays.ts";
import { buildToInteger, buildToNumber } from "./convert.ts";
import { buildCodeToAlpha2, buildCodeToAlpha3, buildCodeToName, buildCodeToNumeric } from "./countries.ts";
import {
  buildFilteredGroups,
  buildGroupNames,
  buildInGroup,
  buildInGroupContaining,
  buildInGroupMatching,
  buildInGroupNamed,
  buildInGroupStarting,
} from "./groups.ts";
import {
  buildFindAppUser,
  buildGetGroups,
  buildHasAppUser,
  buildInternalProperty,
  buildLinkedAppUser,
  buildLinkedObject,
  buildLinkedUser,
} from "./people.ts";
import { type Fact, signatureOf } from "./signature.ts";
import type { Build, OktaFunction } from "./site.ts";
import {
  buildAppend,
  buildContains,
  buildJoin,
  buildLength,
  buildLowerCase,
  buildRemoveSpaces,
  buildReplace,
  buildReplaceFirst,
  buildStartsWith,
  buildStringSwitch,
  buildSubstring,
  buildSubstringAfter,
  buildSubstringBefore,
  buildUpperCase,
} from "./strings.ts";
import {
  buildIsoToString,
  buildIsoToUnix,
  buildIsoToWindows,
  buildNow,
  buildStringToIso,
  buildUnixToIso,
  buildWindowsToIso,
} from "./time.ts";

/** A row of a table: name, parameters in short form, result, one sentence, what it does. */
type Row = readonly [string, string, ParameterType, string, Build];

function table(fact: Fact, rows: readonly Row[]): readonly OktaFunction[] {
  return rows.map(([name, parameters, result, summary, build]) => ({
    signature: signatureOf(name, parameters, result, summary, fact),
    build,
  }));
}

const DOCUMENTED: Fact = { section: "3", certainty: "documented" };

const STRINGS = table(DOCUMENTED, [
  ["String.append", "input:text suffix:text", "text", "The suffix behind the text.", buildAppend],
  ["String.join", "separator:text strings…:text", "text", "The texts with the separator between them.", buildJoin],
  ["String.len", "input:text", "number", "The number of characters; 0 where there is no text.", buildLength],
  ["String.removeSpaces", "input:text", "text", "The text without its blanks.", buildRemoveSpaces],
  [
    "String.replace",
    "input:text match:text replacement:text",
    "text",
    "Every occurrence replaced, literally.",
    buildReplace,
  ],
  [
    "String.replaceFirst",
    "input:text match:text replacement:text",
    "text",
    "The first occurrence replaced.",
    buildReplaceFirst,
  ],
  ["String.startsWith", "input:text prefix:text", "boolean", "Whether the text starts so.", buildStartsWith],
  [
    "String.stringContains",
    "input:text searchString:text",
    "boolean",
    "Whether the text contains the other one, case counting.",
    buildContains,
  ],
  [
    "String.stringSwitch",
    "input:text defaultString:text key*:text value*:text",
    "text",
    "The value of the first key in the list that is a part of the text; otherwise the default.",
    buildStringSwitch,
  ],
  [
    "String.substring",
    "input:text startIndex:number endIndex:number",
    "text",
    "The characters from one position up to, not including, another; positions count from 0.",
    buildSubstring,
  ],
  [
    "String.substringAfter",
    "input:text searchString:text",
    "text",
    "What stands behind the first occurrence of the search text.",
    buildSubstringAfter,
  ],
  [
    "String.substringBefore",
    "input:text searchString:text",
    "text",
    "What stands before the first occurrence of the search text.",
    buildSubstringBefore,
  ],
  ["String.toUpperCase", "input:text", "text", "The text in upper case.", buildUpperCase],
  ["String.toLowerCase", "input:text", "text", "The text in lower case.", buildLowerCase],
]);

/** Names without `String.`, which Okta itself calls deprecated. */
const DEPRECATED: readonly OktaFunction[] = STRINGS.filter(({ signature }) =>
  ["substring", "substringAfter", "substringBefore", "toUpperCase", "toLowerCase"].includes(shortName(signature.name)),
).map(({ signature, build }) => ({
  signature: { ...signature, name: shortName(signature.name), legacy: true },
  build,
}));

function shortName(name: string): string {
  return name.slice("String.".length);
}

const ARRAYS = table(DOCUMENTED, [
  ["Arrays.add", "array:list value:any", "list", "The array with the value at its end.", buildAddValue],
  ["Arrays.remove", "array:list value:any", "list", "The array without the value.", buildRemoveValue],
  ["Arrays.clear", "array:list", "list", "An empty array.", buildClear],
  ["Arrays.get", "array:list position:number", "any", "The element at a position, counted from 0.", buildGet],
  ["Arrays.flatten", "values…:any", "list", "Values, arrays and CSV texts as one array.", buildFlatten],
  ["Arrays.contains", "array:list value:any", "boolean", "Whether the value is in the array.", buildContainsValue],
  ["Arrays.size", "array:list", "number", "How many elements there are; 0 for null.", buildSize],
  ["Arrays.isEmpty", "array:list", "boolean", "Whether there is no element; true for null.", buildIsEmpty],
  ["Arrays.toCsvString", "array:list", "text", "The elements with commas between them, not trimmed.", buildToCsv],
]);

const CONVERSIONS = table(DOCUMENTED, [
  ["Convert.toInt", "value:any", "number", "The nearest whole number of a text or a number.", buildToInteger],
  ["Convert.toNum", "value:any", "number", "The number that a text holds.", buildToNumber],
  ["Iso3166Convert.toAlpha2", "code:text", "text", "A country's code in two letters.", buildCodeToAlpha2],
  ["Iso3166Convert.toAlpha3", "code:text", "text", "A country's code in three letters.", buildCodeToAlpha3],
  ["Iso3166Convert.toNumeric", "code:text", "text", "A country's code in three digits.", buildCodeToNumeric],
  ["Iso3166Convert.toName", "code:text", "text", "A country's English name.", buildCodeToName],
]);

const TIMES = table(DOCUMENTED, [
  [
    "Time.now",
    "timeZoneId?:text format?:text",
    "text",
    "The present time in ISO 8601, or by a Joda-Time pattern.",
    buildNow,
  ],
  ["Time.fromWindowsToIso8601", "time:text", "text", "A Windows FILETIME in ISO 8601.", buildWindowsToIso],
  ["Time.fromUnixToIso8601", "time:text", "text", "Unix time, in milliseconds, in ISO 8601.", buildUnixToIso],
  [
    "Time.fromStringToIso8601",
    "time:text format:text",
    "text",
    "A time that is written by a Joda-Time pattern, in ISO 8601.",
    buildStringToIso,
  ],
  ["Time.fromIso8601ToWindows", "time:text", "text", "ISO 8601 as a Windows FILETIME.", buildIsoToWindows],
  ["Time.fromIso8601ToUnix", "time:text", "text", "ISO 8601 as Unix time, in milliseconds.", buildIsoToUnix],
  [
    "Time.fromIso8601ToString",
    "time:text format:text",
    "text",
    "ISO 8601 written by a Joda-Time pattern.",
    buildIsoToString,
  ],
]);

const LIMITED = "app:text pattern:text limit:number";

const GROUPS = table(DOCUMENTED, [
  ["isMemberOfGroupName", "name:text", "boolean", "Whether a group of the person has this name.", buildInGroupNamed],
  ["isMemberOfGroup", "groupId:text", "boolean", "Whether the person is in the group with this id.", buildInGroup],
  ["isMemberOfAnyGroup", "groupIds…:text", "boolean", "Whether the person is in one of these groups.", buildInGroup],
  [
    "isMemberOfGroupNameStartsWith",
    "prefix:text",
    "boolean",
    "Whether the name of a group starts so.",
    buildInGroupStarting,
  ],
  [
    "isMemberOfGroupNameContains",
    "part:text",
    "boolean",
    "Whether the name of a group contains this.",
    buildInGroupContaining,
  ],
  [
    "isMemberOfGroupNameRegex",
    "pattern:text",
    "boolean",
    "Whether the whole name of a group matches.",
    buildInGroupMatching,
  ],
  [
    "getFilteredGroups",
    "allowList:list groupExpression:text limit:number",
    "list",
    "Of the person's groups in a list of ids, what the expression in the text says.",
    buildFilteredGroups,
  ],
  [
    "Groups.contains",
    LIMITED,
    "list",
    "Names of the groups that contain the pattern; null where there is none.",
    buildGroupNames((name, part) => name.includes(part)),
  ],
  [
    "Groups.startsWith",
    LIMITED,
    "list",
    "Names of the groups that start so; null where there is none.",
    buildGroupNames((name, part) => name.startsWith(part)),
  ],
  [
    "Groups.endsWith",
    LIMITED,
    "list",
    "Names of the groups that end so; null where there is none.",
    buildGroupNames((name, part) => name.endsWith(part)),
  ],
]);

const PEOPLE = table(DOCUMENTED, [
  ["getManagerUser", "managerSource:text", "object", "The manager's Okta user.", buildLinkedUser("manager")],
  [
    "getManagerAppUser",
    "managerSource:text attributeSource:text",
    "object",
    "The manager's profile in an application.",
    buildLinkedAppUser("manager"),
  ],
  ["getAssistantUser", "assistantSource:text", "object", "The assistant's Okta user.", buildLinkedUser("assistant")],
  [
    "getAssistantAppUser",
    "assistantSource:text attributeSource:text",
    "object",
    "The assistant's profile in an application.",
    buildLinkedAppUser("assistant"),
  ],
  [
    "hasDirectoryUser",
    "",
    "boolean",
    "Whether the person has exactly one Active Directory assignment.",
    buildHasAppUser("active_directory"),
  ],
  [
    "hasWorkdayUser",
    "",
    "boolean",
    "Whether the person has exactly one Workday assignment.",
    buildHasAppUser("workday"),
  ],
  [
    "findDirectoryUser",
    "",
    "object",
    "The Active Directory profile; null where there is none, or more than one.",
    buildFindAppUser("active_directory"),
  ],
  [
    "findWorkdayUser",
    "",
    "object",
    "The Workday profile; null where there is none, or more than one.",
    buildFindAppUser("workday"),
  ],
]);

/** Every function of the classic language. */
export const CLASSIC_FUNCTIONS: readonly OktaFunction[] = [
  ...STRINGS,
  ...ARRAYS,
  ...CONVERSIONS,
  ...TIMES,
  ...GROUPS,
  ...PEOPLE,
  ...DEPRECATED,
];

/** What can be called on `user`. */
export const CLASSIC_USER_METHODS: readonly OktaFunction[] = table({ section: "2 and 3", certainty: "documented" }, [
  ["getInternalProperty", "name:text", "any", "The person's `id` or `status`.", buildInternalProperty],
  ["getLinkedObject", "primaryName:text", "object", "The person that a linked object names.", buildLinkedObject],
  ["getGroups", "criteria*:object", "list", "The person's groups that meet every criterion.", buildGetGroups],
]).map(({ signature, build }) => ({ signature: { ...signature, on: "object" as const }, build }));
