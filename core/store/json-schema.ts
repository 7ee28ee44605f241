import { z } from "zod";
import { workspaceDocumentSchema } from "./workspace.ts";

/**
 * The JSON Schema (draft 2020-12) of a workspace file, as `fixtures/workspace.schema.json` publishes it for editors and
 * for other people's scripts. It says what the file looks like; whether its parts fit together,
 * {@link file://./check.ts} says.
 */
export function workspaceJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(workspaceDocumentSchema);
  return {
    $schema,
    title: "Rehearsal workspace",
    description:
      "A directory of people, identity providers, applications with their accounts, a simulated clock, and a journal.",
    ...schema,
  };
}
