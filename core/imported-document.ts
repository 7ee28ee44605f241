import { z } from "zod";
import { nameSchema } from "./attribute-value.ts";
import { instantSchema } from "./time.ts";

/**
 * A file of settings that was imported, kept whole beside what was made of it: an export gives back whatever nobody here
 * understands. Files that hold secrets are never kept.
 */
export const importedDocumentSchema = z.strictObject({
  /** What it is: `entraSchema`, `oktaMapping`. */
  kind: nameSchema,
  /** The file's name. */
  file: z.string().min(1),
  importedAt: instantSchema,
  document: z.json(),
});

export type ImportedDocument = z.infer<typeof importedDocumentSchema>;

/** The documents with one more, in the place of an earlier one of its kind. */
export function withImported(
  documents: readonly ImportedDocument[] | undefined,
  document: ImportedDocument,
): ImportedDocument[] {
  return [...(documents ?? []).filter(({ kind }) => kind !== document.kind), document];
}

/** The document of a kind, where one was imported. */
export function findImported(
  documents: readonly ImportedDocument[] | undefined,
  kind: string,
): ImportedDocument | undefined {
  return documents?.find((each) => each.kind === kind);
}
