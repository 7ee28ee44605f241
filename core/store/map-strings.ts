/**
 * A copy of a JSON value in which every text has gone through `map`, with the name of the member that it is the value
 * of, or that the list is the value of; the names of members stay as they are.
 */
export function mapStrings<Value>(value: Value, map: (text: string, member: string) => string): Value {
  return mapJson(value, "", map) as Value;
}

function mapJson(value: unknown, member: string, map: (text: string, member: string) => string): unknown {
  if (typeof value === "string") return map(value, member);
  if (Array.isArray(value)) return value.map((entry) => mapJson(entry, member, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapJson(inner, name, map)]));
}
