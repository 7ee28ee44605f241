/** Gives another text for a text, and for the member that it is the value of. */
type MapText = (text: string, member: string) => string;

/**
 * A copy of a JSON value in which every text has gone through `map`, with the name of the member that it is the value
 * of, or that the list is the value of. The names of members stay as they are unless `mapName` is given, which gets each
 * with the name of the member that its object is the value of.
 */
export function mapStrings<Value>(value: Value, map: MapText, mapName: MapText = (name) => name): Value {
  return mapJson(value, "", map, mapName) as Value;
}

function mapJson(value: unknown, member: string, map: MapText, mapName: MapText): unknown {
  if (typeof value === "string") return map(value, member);
  if (Array.isArray(value)) return value.map((entry) => mapJson(entry, member, map, mapName));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [mapName(name, member), mapJson(inner, name, map, mapName)]),
  );
}
