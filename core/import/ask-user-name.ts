import type { CsvHeader } from "./csv.ts";
import { HR_TARGETS, plainHeading } from "./hr-columns.ts";
import type { ImportQuestion } from "./import-plan.ts";

/** The id of the question which column holds the user name. Its answer is the column's heading. */
export const USER_NAME_QUESTION = "userName";

/** Asks which column it is: the likeliest first, an address, then a number. */
export function askUserName({ columns, line }: CsvHeader): ImportQuestion {
  const words = [...synonymsOf("mail"), ...synonymsOf("employeeId")];
  const rank = (column: string): number => {
    const found = words.indexOf(plainHeading(column));
    return found < 0 ? words.length : found;
  };
  const likely = columns.filter((column) => column !== "").toSorted((left, right) => rank(left) - rank(right));
  return {
    id: USER_NAME_QUESTION,
    place: `line ${line}`,
    text: "Which column holds the name that people sign in with?",
    choices: likely.map((column) => ({ id: column, text: column })),
  };
}

function synonymsOf(target: string): readonly string[] {
  return HR_TARGETS.find((each) => each.target === target)?.synonyms ?? [];
}
