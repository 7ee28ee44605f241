import { RehearsalError } from "../errors.ts";
import { findJsonFault } from "./json-syntax.ts";

/** A text that is no JSON, for whoever wrote the file: the line and column, what stands there, what would be right. */
export function notJsonError(code: string, text: string, file: string): RehearsalError {
  const fault = findJsonFault(text);
  if (fault === undefined) return new RehearsalError(code, "This is not JSON: it cannot be read.", { file });
  const { line, column, found, expected } = fault;
  const message = `This is not JSON: found ${found}; ${expected} would be right.`;
  return new RehearsalError(code, message, { file, path: `line ${line}, column ${column}` });
}
