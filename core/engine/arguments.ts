import { type Arguments, type Method, methods } from "../contract/methods.ts";
import { nearestName, RehearsalError } from "../errors.ts";
import { isTooDeep, MAXIMUM_JSON_DEPTH } from "../store/json-syntax.ts";
import { findReservedName } from "../store/parse.ts";
import { formatPath, type Problem } from "../store/problem.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";
import { ProblemsError } from "./problems-error.ts";

/**
 * The method of this name.
 * @throws RehearsalError `METHOD_UNKNOWN`, with the nearest name there is
 */
export function parseMethod(name: unknown): Method {
  if (typeof name === "string" && Object.hasOwn(methods, name)) return name as Method;
  const near = typeof name === "string" ? nearestName(name, Object.keys(methods)) : undefined;
  const hint = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  throw new RehearsalError("METHOD_UNKNOWN", `There is no method ${JSON.stringify(name) ?? "without a name"}.${hint}`);
}

/**
 * The arguments of a call, held against the schema of its method.
 * @throws ProblemsError `ARGUMENTS_INVALID` with everything that is wrong, by its path in the arguments
 */
export function parseArguments<M extends Method>(method: M, raw: unknown): Arguments<M> {
  const misshapen = checkShape(raw);
  if (misshapen !== undefined) throw new ProblemsError("ARGUMENTS_INVALID", [misshapen]);
  const schema = methods[method];
  const result = schema.safeParse(raw);
  if (result.success) return result.data as Arguments<M>;
  const found = describeSchemaProblems(schema, raw, result.error);
  throw new ProblemsError(
    "ARGUMENTS_INVALID",
    found.map((problem) => ({ ...problem, code: "ARGUMENTS_INVALID" })),
  );
}

/** What no schema can say: that nothing nests without end, and that no name reaches a prototype. */
function checkShape(raw: unknown): Problem | undefined {
  const problem = (path: string, message: string): Problem => {
    return { code: "ARGUMENTS_INVALID", path, message, severity: "error" };
  };
  if (isTooDeep(raw)) return problem("", `Objects and lists nest more than ${MAXIMUM_JSON_DEPTH} levels deep.`);
  const reserved = findReservedName(raw, []);
  if (reserved === undefined) return undefined;
  return problem(formatPath(reserved), "The name `__proto__` is reserved by JavaScript and cannot be used.");
}
