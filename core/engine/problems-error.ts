import { RehearsalError } from "../errors.ts";
import type { Problem } from "../store/problem.ts";

/** Bad input with everything that was found wrong with it; the message is about the first. */
export class ProblemsError extends RehearsalError {
  readonly problems: readonly Problem[];

  constructor(code: string, problems: readonly Problem[]) {
    const [first] = problems;
    super(code, first?.message ?? "This cannot be used.", first === undefined ? {} : { path: first.path });
    this.name = "ProblemsError";
    this.problems = problems;
  }
}
