import type { FunctionSignature, Parameter } from "../dialect.ts";

const DATES = "entra-expressions.md §2 Dates";

const interval: Parameter = { name: "interval", type: "text" };

/** Functions on dates, as data (entra-expressions.md, section 2, "Dates"). */
export const DATE_SIGNATURES: readonly FunctionSignature[] = [
  {
    name: "CDate",
    parameters: [{ name: "expression", type: "moment" }],
    result: "moment",
    summary: "A date and time in UTC from a text; written `M/d/yyyy h:mm:ss tt`.",
    certainty: "documented",
    source: DATES,
  },
  {
    name: "Now",
    parameters: [],
    result: "moment",
    summary: "The current date and time in UTC.",
    certainty: "documented",
    source: DATES,
  },
  {
    name: "DateAdd",
    parameters: [interval, { name: "value", type: "number" }, { name: "dateTime", type: "moment" }],
    result: "moment",
    summary: "A date so many `yyyy`, `m`, `d`, `ww`, `h`, `n` or `s` later, or earlier.",
    certainty: "documented",
    source: DATES,
  },
  {
    name: "DateDiff",
    parameters: [interval, { name: "date1", type: "moment" }, { name: "date2", type: "moment" }],
    result: "number",
    summary: "From the first date to the second: whole `d`, `h`, `n`, `s`; ends of `m`, `yyyy`, `ww` that lie between.",
    certainty: "example",
    source: DATES,
  },
  {
    name: "DateFromNum",
    parameters: [{ name: "value", type: "number" }],
    result: "moment",
    summary: "The date of an Active Directory time stamp (100 ns since 1601).",
    certainty: "documented",
    source: DATES,
  },
  {
    name: "NumFromDate",
    parameters: [{ name: "value", type: "moment" }],
    result: "text",
    summary: "The Active Directory time stamp of a date, as for accountExpires.",
    certainty: "documented",
    source: DATES,
  },
  {
    name: "FormatDateTime",
    parameters: [
      { name: "source", type: "text" },
      { name: "dateTimeStyles", type: "text", optional: true },
      { name: "inputFormat", type: "text" },
      { name: "outputFormat", type: "text" },
    ],
    result: "text",
    summary: "A date written otherwise; both forms in .NET's letters. With three arguments there are no styles.",
    certainty: "documented",
    source: DATES,
  },
];
