import { readFile } from "node:fs/promises";
import { type DirectoryUser, directoryUserSchema } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import { readError } from "../store/file-error.ts";
import { notJsonError } from "../store/json-error.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";

/** A person in a file of their own: `{id, userName, active, attributes}`. Groups may be left out. */
const userFileSchema = directoryUserSchema.partial({ groups: true });

/**
 * Reads one person.
 * @throws {RehearsalError} USER_NOT_READABLE, USER_NOT_JSON with line and column, USER_INVALID with the path
 */
export async function readUserFile(file: string): Promise<DirectoryUser> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const known = readError(error, file);
    throw known instanceof RehearsalError ? new RehearsalError("USER_NOT_READABLE", known.message, { file }) : known;
  });
  const document = parseJson(text.replace(/^\uFEFF/, ""), file);
  const result = userFileSchema.safeParse(document);
  if (result.success) return { ...result.data, groups: result.data.groups ?? [] };
  const [first] = describeSchemaProblems(userFileSchema, document, result.error);
  throw new RehearsalError("USER_INVALID", first?.message ?? "A person is {id, userName, active, attributes}.", {
    file,
    ...(first === undefined ? {} : { path: first.path }),
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJsonError("USER_NOT_JSON", text, file);
  }
}
