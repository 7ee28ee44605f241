import { checkWorkspace } from "../store/check.ts";
import { formatPath, type Problem } from "../store/problem.ts";
import type { Workspace } from "../store/workspace.ts";
import { ProblemsError } from "./problems-error.ts";

/** Places of the workspace in the words of the arguments that they came from: `applications[2]` to `application`. */
export type PathNames = ReadonlyMap<string, string>;

/**
 * Refuses an edit that brings an error which was not there before; gives what is worth knowing about it otherwise: new
 * warnings, and those about what was edited.
 * @throws ProblemsError `EDIT_INVALID` with all problems, by their paths in the arguments where they have one
 */
export function checkEdit(before: Workspace, after: Workspace, names: PathNames): readonly Problem[] {
  const known = new Set(problemsIn(before).map(keyOf));
  const found = problemsIn(after).map((problem) => ({ problem, isNew: !known.has(keyOf(problem)) }));
  const errors = found.filter(({ problem, isNew }) => isNew && problem.severity === "error");
  if (errors.length > 0) {
    throw new ProblemsError(
      "EDIT_INVALID",
      errors.map(({ problem }) => renamed(problem, names)),
    );
  }
  return found
    .filter(
      ({ problem, isNew }) => problem.severity === "warning" && (isNew || findName(problem.path, names) !== undefined),
    )
    .map(({ problem }) => renamed(problem, names));
}

/** Everything that is wrong with a workspace; worked out once for each. */
export function problemsIn(workspace: Workspace): readonly Problem[] {
  const known = checked.get(workspace);
  if (known !== undefined) return known;
  const problems = checkWorkspace(workspace);
  checked.set(workspace, problems);
  return problems;
}

const checked = new WeakMap<Workspace, readonly Problem[]>();

/** The problems about certain places, by the names of these. */
export function problemsAbout(workspace: Workspace, names: PathNames): readonly Problem[] {
  return problemsIn(workspace).flatMap((problem) =>
    findName(problem.path, names) === undefined ? [] : [renamed(problem, names)],
  );
}

/** The places of an application and of its connection, as an editor names them. */
export function configurationNames(workspace: Workspace, application: string): PathNames {
  const place = workspace.applications.findIndex(({ id }) => id === application);
  const connections = workspace.identityProviders.flatMap(({ connections }, provider) =>
    connections.flatMap((connection, index) =>
      connection.application === application ? [formatPath(["identityProviders", provider, "connections", index])] : [],
    ),
  );
  return new Map([
    [formatPath(["applications", place]), "application"],
    ...connections.map((path) => [path, "connection"] as const),
  ]);
}

/** The same problem at another index of a list is no new one: an edit may move what stands after it. */
function keyOf({ code, path, message }: Problem): string {
  return [code, withoutIndexes(path), withoutIndexes(message)].join("\n");
}

function withoutIndexes(text: string): string {
  return text.replace(/\[\d+\]/g, "[]");
}

function renamed(problem: Problem, names: PathNames): Problem {
  const name = findName(problem.path, names);
  return name === undefined ? problem : { ...problem, path: name };
}

/** A path whose beginning has a name, under that name. */
function findName(path: string, names: PathNames): string | undefined {
  for (const [place, name] of names) {
    if (path === place) return name;
    const next = path.charAt(place.length);
    if (path.startsWith(place) && (next === "." || next === "[")) return `${name}${path.slice(place.length)}`;
  }
  return undefined;
}
