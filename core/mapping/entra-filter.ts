import { z } from "zod";
import type { Condition, EntraFilters } from "./condition.ts";
import { type FilterClause, findClauseProblem, findOpenQuestion, type ScopingFilter } from "./scoping-filter.ts";

/** What the `scope` of an object mapping comes to (entra-schema-format.md, "filter"). */
export interface ReadEntraFilter {
  /** Absent: everybody who is assigned is in scope. */
  readonly condition?: EntraFilters;
  /** One line for each group and for what is not used, with its place below the filter. */
  readonly lines: readonly FilterLine[];
}

/** What became of a part of a filter. */
export interface FilterLine {
  readonly result: "taken" | "notUnderstood";
  readonly path: string;
  readonly subject: string;
  readonly message: string;
}

const groupSchema = z.looseObject({
  name: z.string().nullish(),
  clauses: z
    .array(
      z.looseObject({
        operatorName: z.string().min(1),
        sourceOperandName: z.string().min(1),
        targetOperand: z.looseObject({ values: z.array(z.string()).nullish() }).nullish(),
      }),
    )
    .min(1),
});

/** Sets of groups that Microsoft calls experimental: leaving them does not deprovision, and nothing more is said. */
const EXPERIMENTAL = ["inputFilterGroups", "categoryFilterGroups"] as const;

/** Reads a filter: OR of groups, AND of clauses. A group that is no such thing is left out whole, with a line. */
export function readEntraFilter(json: unknown): ReadEntraFilter {
  if (json === null || json === undefined) return { lines: [] };
  const filter: Readonly<Record<string, unknown>> = typeof json === "object" ? { ...json } : {};
  const groups = listOf(filter.groups).map(readGroup);
  const entraFilters = groups.flatMap(({ filter: read }) => (read === undefined ? [] : [read]));
  const lines = [
    ...groups.map(({ line }, index) => ({ ...line, path: `groups[${index}]` })),
    ...EXPERIMENTAL.flatMap((name) => (listOf(filter[name]).length === 0 ? [] : [experimental(name)])),
  ];
  return entraFilters.length === 0 ? { lines } : { condition: { entraFilters }, lines };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function experimental(name: string): FilterLine {
  const message =
    "Microsoft calls these groups experimental and does not say what they do; they are kept and not used.";
  return { result: "notUnderstood", path: name, subject: name, message };
}

function readGroup(json: unknown): { readonly filter?: ScopingFilter; readonly line: Omit<FilterLine, "path"> } {
  const parsed = groupSchema.safeParse(json);
  if (!parsed.success) {
    const message =
      "A group has `clauses`, each with an `operatorName`, a `sourceOperandName` and the texts it compares with; this one is kept and not used.";
    return { line: { result: "notUnderstood", subject: "scoping filter", message } };
  }
  const title = parsed.data.name ?? "";
  const clauses = parsed.data.clauses.map(
    (clause): FilterClause => ({
      attribute: clause.sourceOperandName,
      operator: clause.operatorName,
      values: clause.targetOperand?.values ?? [],
    }),
  );
  return { filter: { title, clauses }, line: describeGroup(title, clauses) };
}

function describeGroup(title: string, clauses: readonly FilterClause[]): Omit<FilterLine, "path"> {
  const subject = `scoping filter ${JSON.stringify(title)}`;
  const problems = clauses.flatMap((clause) => findClauseProblem(clause) ?? []);
  if (problems.length > 0)
    return {
      result: "notUnderstood",
      subject,
      message: `${problems.join(" ")} The filter is kept and takes nobody in.`,
    };
  const open = clauses.flatMap((clause) => findOpenQuestion(clause) ?? []);
  return { result: "taken", subject, message: ["Taken.", ...open].join(" ") };
}

/** A condition as the `groups` of a filter; undefined where no filter says the same. */
export function writeEntraGroups(condition: Condition): readonly unknown[] | undefined {
  return filtersOf(condition)?.map(({ title, clauses }) => ({
    name: title,
    clauses: clauses.map(({ attribute, operator, values }) => ({
      operatorName: operator,
      sourceOperandName: attribute,
      targetOperand: { values },
    })),
  }));
}

/** Only what is an OR of ANDs as it stands is written as one: nothing is multiplied out. */
function filtersOf(condition: Condition): readonly ScopingFilter[] | undefined {
  if ("entraFilters" in condition) return condition.entraFilters;
  const groups = "any" in condition ? condition.any : [condition];
  const filters = groups.map((group, index) => filterOf(group, `Filter ${index + 1}`));
  return filters.every((each) => each !== undefined) ? filters : undefined;
}

function filterOf(condition: Condition, title: string): ScopingFilter | undefined {
  const tests = "all" in condition ? condition.all : [condition];
  const clauses = tests.map(clauseOf);
  return clauses.every((each) => each !== undefined) ? { title, clauses } : undefined;
}

function clauseOf(test: Condition): FilterClause | undefined {
  if (!("operator" in test)) return undefined;
  const attribute = test.claim === "userName" ? "userPrincipalName" : test.claim;
  switch (test.operator) {
    case "equals":
      return { attribute, operator: "EQUALS", values: [test.value] };
    case "notEquals":
      return { attribute, operator: "NOT EQUALS", values: [test.value] };
    case "contains":
      return { attribute, operator: "Includes", values: [test.value] };
    case "startsWith":
      return { attribute, operator: "REGEX MATCH", values: [`^${escapePattern(test.value)}`] };
    case "isPresent":
      return { attribute, operator: "IS NOT NULL", values: [] };
    // RE2 and .NET are not the same language, and clauses take no attribute with several values.
    case "matches":
    case "isMemberOf":
      return undefined;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
