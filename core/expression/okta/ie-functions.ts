import type { ParameterType } from "../dialect.ts";
import { buildAddValue, buildContainsPart, buildFlatten, buildIsEmpty, buildRemoveValue, buildSize } from "./arrays.ts";
import { buildToInteger, buildToNumber } from "./convert.ts";
import { buildCountryForm, buildParseCountry } from "./countries.ts";
import {
  buildMomentToText,
  buildMomentToUnix,
  buildMomentToWindows,
  buildNowMoment,
  buildParseString,
  buildParseUnix,
  buildParseWindows,
  buildShift,
  buildToZone,
  buildWithin,
} from "./moment-methods.ts";
import { buildGetGroups, buildIsMemberOf, buildLinkedObject } from "./people.ts";
import { type Fact, signatureOf } from "./signature.ts";
import type { Build, OktaFunction } from "./site.ts";
import {
  buildLength,
  buildLowerCase,
  buildRemoveSpaces,
  buildReplace,
  buildReplaceFirst,
  buildSubstring,
  buildSubstringAfter,
  buildSubstringBefore,
  buildUpperCase,
} from "./strings.ts";
import { buildVersionGreater, buildVersionLess } from "./version.ts";

/** A row of a table: name, parameters in short form, result, one sentence, what it does. */
type Row = readonly [string, string, ParameterType, string, Build];

const DOCUMENTED: Fact = { section: "5", certainty: "documented" };

/** Methods of one type. */
function methodsOf(on: ParameterType, rows: readonly Row[]): readonly OktaFunction[] {
  return rows.map(([name, parameters, result, summary, build]) => ({
    signature: { ...signatureOf(name, parameters, result, summary, DOCUMENTED), on },
    build,
  }));
}

const TEXT_METHODS = methodsOf("text", [
  ["toUpperCase", "", "text", "The text in upper case.", buildUpperCase],
  ["toLowerCase", "", "text", "The text in lower case.", buildLowerCase],
  [
    "substring",
    "startIndex:number endIndex?:number",
    "text",
    "The characters from one position up to, not including, another; positions count from 0.",
    buildSubstring,
  ],
  ["replace", "match:text replacement:text", "text", "Every occurrence replaced, literally.", buildReplace],
  ["replaceFirst", "match:text replacement:text", "text", "The first occurrence replaced.", buildReplaceFirst],
  ["length", "", "number", "The number of characters.", buildLength],
  ["removeSpaces", "", "text", "The text without its blanks.", buildRemoveSpaces],
  [
    "contains",
    "searchString:text",
    "boolean",
    "Whether the text contains the other one, case counting.",
    buildContainsPart,
  ],
  [
    "substringBefore",
    "searchString:text",
    "text",
    "What stands before the first occurrence of the search text.",
    buildSubstringBefore,
  ],
  [
    "substringAfter",
    "searchString:text",
    "text",
    "What stands behind the first occurrence of the search text.",
    buildSubstringAfter,
  ],
  ["toInteger", "", "number", "The nearest whole number, in 32 bits: larger ones overflow.", buildToInteger],
  ["toNumber", "", "number", "The number that the text holds.", buildToNumber],
  ["parseCountryCode", "", "object", "The country of a code or an English name.", buildParseCountry],
  ["parseWindowsTime", "", "moment", "The time of a Windows FILETIME.", buildParseWindows],
  ["parseUnixTime", "", "moment", "The time of Unix milliseconds.", buildParseUnix],
  [
    "parseStringTime",
    "dateTimeFormat?:text",
    "moment",
    "The time that is written in ISO 8601, or by a pattern.",
    buildParseString,
  ],
  ["versionGreaterThan", "version:text", "boolean", "Whether this version is later.", buildVersionGreater],
  ["versionLessThan", "version:text", "boolean", "Whether this version is earlier.", buildVersionLess],
]);

const LIST_METHODS = methodsOf("list", [
  ["contains", "searchItem:any", "boolean", "Whether the value is in the array.", buildContainsPart],
  ["size", "", "number", "How many elements there are.", buildSize],
  ["isEmpty", "", "boolean", "Whether there is no element.", buildIsEmpty],
  ["add", "itemToAdd:any", "list", "The array with the value at its end.", buildAddValue],
  ["remove", "itemToRemove:any", "list", "The array without the value.", buildRemoveValue],
  ["flatten", "", "list", "The elements of arrays in the array, as one array.", buildFlatten],
]);

const NUMBER_METHODS = methodsOf("number", [
  ["toInteger", "", "number", "The nearest whole number, in 32 bits: larger ones overflow.", buildToInteger],
]);

const COUNTRY_METHODS = methodsOf("object", [
  ["toAlpha2", "", "text", "The country's code in two letters.", buildCountryForm("alpha2")],
  ["toAlpha3", "", "text", "The country's code in three letters.", buildCountryForm("alpha3")],
  ["toNumeric", "", "text", "The country's code in three digits.", buildCountryForm("numeric")],
  ["toName", "", "text", "The country's English name.", buildCountryForm("name")],
]);

const UNITS = { Days: 86_400_000, Hours: 3_600_000, Minutes: 60_000, Seconds: 1000 } as const;

const SHIFTS: readonly Row[] = Object.entries(UNITS).flatMap(([unit, ms]): readonly Row[] => {
  const count = unit.toLowerCase();
  return [
    [`plus${unit}`, `${count}:number`, "moment", `The time so many ${count} later.`, buildShift(ms)],
    [`minus${unit}`, `${count}:number`, "moment", `The time so many ${count} earlier.`, buildShift(-ms)],
    [
      `within${unit}`,
      `${count}:number`,
      "boolean",
      `Whether it is at most so many ${count} from now.`,
      buildWithin(ms),
    ],
  ];
});

const MOMENT_METHODS = methodsOf("moment", [
  ["toWindows", "", "text", "The time as a Windows FILETIME.", buildMomentToWindows],
  ["toUnix", "", "text", "The time as Unix milliseconds.", buildMomentToUnix],
  ["toString", "dateTimeFormat?:text", "text", "The time in ISO 8601, or by a pattern.", buildMomentToText],
  ["toZone", "zoneId:text", "moment", "The same time, on the clocks of another zone.", buildToZone],
  ...SHIFTS,
]);

/** Every method of values. */
export const IE_METHODS: readonly OktaFunction[] = [
  ...TEXT_METHODS,
  ...LIST_METHODS,
  ...NUMBER_METHODS,
  ...COUNTRY_METHODS,
  ...MOMENT_METHODS,
];

/** What can be called on `user`. */
export const IE_USER_METHODS: readonly OktaFunction[] = methodsOf("object", [
  ["getGroups", "criteria*:object", "list", "The person's groups that meet every criterion.", buildGetGroups],
  [
    "isMemberOf",
    "criteria…:object",
    "boolean",
    "Whether a group of the person meets every criterion.",
    buildIsMemberOf,
  ],
  ["getLinkedObject", "primaryName:text", "object", "The person that a linked object names.", buildLinkedObject],
]);

/** Functions that stand alone. Rows of Okta's page say `Time.now()` too. */
export const IE_FUNCTIONS: readonly OktaFunction[] = ["DateTime.now", "Time.now"].map((name) => ({
  signature: signatureOf(name, "", "moment", "The present time, in UTC.", DOCUMENTED),
  build: buildNowMoment,
}));
