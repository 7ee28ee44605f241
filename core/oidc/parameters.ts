/**
 * Parameters of OAuth messages, in a query or a form (RFC 6749, section 3.1): one without a value counts as left out,
 * and none may appear twice.
 */

/** The parameter's value; undefined where it is left out or empty. */
export function parameterOf(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name);
  return value === null || value === "" ? undefined : value;
}

/** The name of the first parameter that appears more than once. */
export function repeatedParameter(parameters: URLSearchParams): string | undefined {
  const names: string[] = [];
  parameters.forEach((_, name) => void names.push(name));
  return new Set(names).size === names.length ? undefined : names.find((name) => parameters.getAll(name).length > 1);
}

/** A space-delimited list such as `scope`, `prompt` or `acr_values`, each entry once. */
export function listOf(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const entries = value.split(" ");
  return entries.filter((entry, index) => entry !== "" && entries.indexOf(entry) === index);
}
