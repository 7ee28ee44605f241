import type { z } from "zod";
import { RehearsalError } from "../errors.ts";
import type { ImportedDocument } from "../imported-document.ts";
import { isTooDeep } from "../store/json-syntax.ts";
import { findReservedName } from "../store/parse.ts";
import { formatPath } from "../store/problem.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";

/** A document that is kept whole stands within a workspace file, so that it may nest half as deep as one. */
const DEEPEST_DOCUMENT = 100;

/** What is to be read: the document of a file, the form that it should have, and what it is called. */
export interface DocumentInput {
  readonly json: unknown;
  readonly file: string;
  /** `a profile mapping of Okta` */
  readonly what: string;
}

/**
 * The document of a file in the form that it should have.
 * @throws {RehearsalError} IMPORT_INVALID with the path, IMPORT_TOO_DEEP
 */
export function parseDocument<Form extends z.ZodType>(
  form: Form,
  { json, file, what }: DocumentInput,
): { readonly parsed: z.infer<Form>; readonly document: ImportedDocument["document"] } {
  if (isTooDeep(json, DEEPEST_DOCUMENT))
    throw new RehearsalError("IMPORT_TOO_DEEP", `It nests deeper than ${DEEPEST_DOCUMENT} levels.`, { file });
  const reserved = findReservedName(json, []);
  if (reserved !== undefined) {
    const message = "The name `__proto__` is reserved by JavaScript and cannot be used.";
    throw new RehearsalError("IMPORT_INVALID", message, { file, path: formatPath(reserved) });
  }
  const result = form.safeParse(json);
  // What JSON.parse gave is plain JSON.
  if (result.success) return { parsed: result.data, document: json as ImportedDocument["document"] };
  const [first] = describeSchemaProblems(form, json, result.error);
  const message = `This is not ${what}. ${first?.message ?? ""}`.trim();
  throw new RehearsalError("IMPORT_INVALID", message, { file, path: first?.path ?? "" });
}
