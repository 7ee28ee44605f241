import { z } from "zod";
import { RehearsalError } from "../errors.ts";
import { notJsonError } from "../store/json-error.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";
import { type Scenario, scenarioSchema } from "./scenario.ts";

/**
 * The scenario in a text. `file` is named in errors.
 * @throws {RehearsalError} SCENARIO_NOT_JSON with line and column, SCENARIO_INVALID with the path of the first problem
 */
export function parseScenario(text: string, file: string): Scenario {
  const document = parseJson(text.replace(/^\uFEFF/, ""), file);
  const result = scenarioSchema.safeParse(document);
  if (result.success) return result.data;
  const problems = describeSchemaProblems(scenarioSchema, document, result.error);
  const [first] = problems;
  const more = problems.length > 1 ? ` There are ${problems.length - 1} more problems.` : "";
  throw new RehearsalError("SCENARIO_INVALID", `${first?.message ?? "This is no scenario."}${more}`, {
    file,
    ...(first === undefined ? {} : { path: first.path }),
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJsonError("SCENARIO_NOT_JSON", text, file);
  }
}

/** The JSON Schema of a scenario, as `fixtures/scenario.schema.json` publishes it. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(scenarioSchema);
  return {
    $schema,
    title: "Rehearsal scenario",
    description: "A workspace, what happens to its people, and what must hold afterwards.",
    ...schema,
  };
}
