import { didYouMean } from "../errors.ts";
import { checkCondition } from "../mapping/check.ts";
import type { Condition } from "../mapping/condition.ts";
import { testsOf } from "../mapping/evaluate-condition.ts";
import type { Source } from "../mapping/source.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/** Names by which provisioning reads a person who is in the directory, whatever their attributes. */
const OF_EVERYBODY = ["id", "userName", "active"];

/**
 * A row that reads an attribute which nobody in the directory has gives nothing: mostly a name that differs by its case or
 * a letter (failure F15).
 */
export function checkSource(source: Source, path: readonly PathPart[], workspace: Workspace): readonly Problem[] {
  return "attribute" in source ? checkAttribute(source.attribute, formatPath([...path, "attribute"]), workspace) : [];
}

/** The tests of a condition about people: its patterns are valid, and somebody has what it asks for. */
export function checkTests(when: Condition, path: string, workspace: Workspace): readonly Problem[] {
  const invalid = checkCondition(when, path).map((found): Problem => ({ ...found, severity: "error" }));
  const claims = new Set(testsOf(when).map(({ test }) => test.claim));
  return [...invalid, ...[...claims].flatMap((claim) => checkAttribute(claim, path, workspace))];
}

/** Somebody has an attribute of this name. `builtIn`: further names that everybody has. */
export function checkAttribute(
  name: string,
  path: string,
  { directory: { users } }: Workspace,
  builtIn: readonly string[] = [],
): readonly Problem[] {
  const known = attributesOf(users);
  if (users.length === 0 || known.has(name) || builtIn.includes(name)) return [];
  const groups = name === "groups" ? " Groups count in the assignment, and are no attribute of a person." : "";
  const message = `Nobody in the directory has the attribute \`${name}\`.${groups}${didYouMean(name, known)}`;
  return [{ code: "WORKSPACE_ATTRIBUTE_UNKNOWN", path, message, severity: "warning" }];
}

function attributesOf(users: Workspace["directory"]["users"]): ReadonlySet<string> {
  const present = names.get(users);
  if (present !== undefined) return present;
  const found = new Set([...OF_EVERYBODY, ...users.flatMap(({ attributes }) => Object.keys(attributes))]);
  names.set(users, found);
  return found;
}

/** Every row of every application asks, and lists of people are never changed in place. */
const names = new WeakMap<Workspace["directory"]["users"], ReadonlySet<string>>();
