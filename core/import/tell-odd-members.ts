import type { ReportWriter } from "./report.ts";

/** Says once of each member of people or groups that it has no place here. */
export function tellOddMembers(names: Iterable<string>, report: ReportWriter): void {
  for (const name of names) {
    const message = "It has no place here, and is left out of everybody.";
    report.add({ result: "notUnderstood", place: name, subject: name, message });
  }
}
