import { nearestName } from "../errors.ts";
import { checkUnique as findDuplicates } from "../mapping/check.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";

/** Of several rows with the same key, all but the first are reported. `member` is where a row keeps it. */
export function checkUnique<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  path: readonly PathPart[],
  member: string,
): readonly Problem[] {
  const found = findDuplicates(rows, keyOf, { code: "WORKSPACE_DUPLICATE", member, path: formatPath(path) });
  return found.map((entry) => ({ ...entry, severity: "error" }));
}

/** Names that point at something must find it. `kind`: what they name; `path`: where the list of them is. */
export function checkAllKnown(
  names: readonly string[],
  known: ReadonlySet<string>,
  path: readonly PathPart[],
  kind: string,
): readonly Problem[] {
  return names.flatMap((name, index) => checkKnown(name, known, [...path, index], kind));
}

/** The same for one name. */
export function checkKnown(
  name: string,
  known: ReadonlySet<string>,
  path: readonly PathPart[],
  kind: string,
): readonly Problem[] {
  if (known.has(name)) return [];
  const near = nearestName(name, known);
  const advice = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  const message = `There is no ${kind} ${JSON.stringify(name)}.${advice}`;
  return [{ code: "WORKSPACE_UNKNOWN_REFERENCE", path: formatPath(path), message, severity: "error" }];
}
