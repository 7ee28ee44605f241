import { type CallNode, isGiven } from "../tree.ts";

/** Something that Microsoft's documentation does not say, and how it is taken here. */
export interface Undocumented {
  /** The function. */
  readonly name: string;
  /** A sentence. */
  readonly message: string;
  /** Whether it plays a part in this call; absent: always. */
  readonly applies?: (node: CallNode) => boolean;
}

function given(slot: number): (node: CallNode) => boolean {
  return ({ args }) => {
    const argument = args[slot];
    return argument !== undefined && isGiven(argument);
  };
}

function notGiven(slot: number): (node: CallNode) => boolean {
  const isThere = given(slot);
  return (node) => !isThere(node);
}

function nothing(name: string): Undocumented {
  return { name, message: "What comes of a source that is null is not documented; here: nothing." };
}

/** What is inferred in entra-expressions.md, section 2 (tag I), where a call depends on it. */
export const UNDOCUMENTED: readonly Undocumented[] = [
  ...["Append", "StripSpaces", "NormalizeDiacritics", "PCase", "ToLower", "ToUpper"].map(nothing),
  ...["ConvertToBase64", "ConvertToUTF8Hex", "CDate", "DateAdd", "DateDiff", "NumFromDate", "DateFromNum", "CStr"].map(
    nothing,
  ),
  nothing("FormatDateTime"),
  { name: "Join", message: "What comes of sources that are all empty is not documented; here: an empty text." },
  {
    name: "Mid",
    message: "A start beyond the end, and a source that is null, are not documented; here: an empty text, and nothing.",
  },
  { name: "Word", message: "Delimiters that stand next to each other are not documented; here they count as one." },
  {
    name: "Split",
    message:
      "Blanks around the parts are gone in Microsoft's sample, though nothing says so; here they are taken away.",
  },
  {
    name: "InStr",
    message: "How it compares without `compareType` is not documented; here: case and all.",
    applies: notGiven(3),
  },
  {
    name: "RandomString",
    message:
      "Which special characters there are, and what fills the text beyond the minimums, is not documented; here: all kinds.",
  },
  {
    name: "Switch",
    message: "What comes where no key matches and the default is left out is not documented; here: nothing.",
    applies: notGiven(1),
  },
  {
    name: "Coalesce",
    message:
      "By its text only null is passed over; a sample of Microsoft's passes over an empty text as well. Here an empty text is a value.",
  },
  { name: "RemoveDuplicates", message: "Whether case counts is not documented; here it does." },
  { name: "Item", message: "An index beyond the last value is not documented; here: nothing." },
  {
    name: "SingleAppRoleAssignment",
    message:
      "Nobody is told which of several roles it takes: here one is drawn each time. Whether a role's name is its value or its display name is not documented; here: its value.",
  },
  {
    name: "AppRoleAssignmentsComplex",
    message:
      "Whether roles that were sent before are sent again is not documented; here a PATCH adds those that are new.",
  },
  {
    name: "AssertiveAppRoleAssignmentsComplex",
    message:
      "Whether its PATCH has JSON in a text, without `aadOptscim062020`, is not documented; here it does, as its sister's.",
  },
  {
    name: "Replace",
    message:
      "What comes where the regular expression does not match is not documented; here the source stays, as in .NET.",
    applies: given(2),
  },
];
