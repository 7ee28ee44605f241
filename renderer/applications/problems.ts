import type { Configuration } from "../../core/contract/methods.ts";
import { isSame, keyOf, memberOf, type SettingPath } from "./setting.ts";

/** Something that the engine found wrong, at the place where somebody can put it right. */
export interface FieldProblem {
  readonly path: SettingPath;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** A problem of the page: each is written once, beside its field, under an id that the field is described by. */
export interface ShownProblem extends FieldProblem {
  readonly id: string;
}

/** A problem as the engine writes it; those of a refused call say no severity, and are errors. */
export interface EngineProblem {
  readonly path: string;
  readonly message: string;
  readonly severity?: "error" | "warning";
}

/** The engine writes where the settings are: in the arguments of a call, or in the workspace. */
const ROOTS: readonly (readonly [RegExp, "application" | "connection"])[] = [
  [/^(?:configuration\.)?application(?:\.|$)/, "application"],
  [/^applications\[\d+\](?:\.|$)/, "application"],
  [/^(?:configuration\.)?connection(?:\.|$)/, "connection"],
  [/^identityProviders\[\d+\]\.connections\[\d+\](?:\.|$)/, "connection"],
];

/** Each problem at its field: `applications[3].mappings[0].target` is the target of the row that stands first. */
export function fieldProblems(
  problems: readonly EngineProblem[],
  configuration: Configuration,
): readonly FieldProblem[] {
  return problems.map(({ path, message, severity = "error" }) => ({
    path: settingOf(path, configuration),
    message,
    severity,
  }));
}

/** The problems with an id each; what was found twice is one. */
export function nameProblems(problems: readonly FieldProblem[]): readonly ShownProblem[] {
  const bare = problems.map(({ path, message, severity }) => ({ path, message, severity }));
  return bare
    .filter((problem, index) => bare.findIndex((other) => isSame(other, problem)) === index)
    .map((problem, index) => ({ ...problem, id: `problem-${index}` }));
}

/** Problems at a setting or below it. */
export function problemsAt<Problem extends FieldProblem>(
  problems: readonly Problem[],
  path: SettingPath,
): readonly Problem[] {
  return problems.filter((problem) => path.every((part, index) => problem.path[index] === part));
}

/** The setting that a path of the engine is about. */
export function settingOf(path: string, configuration: Configuration): SettingPath {
  const [pattern, side] = ROOTS.find(([root]) => root.test(path)) ?? [/^/, "application"];
  const root: unknown = configuration[side];
  const names = nameItems(splitPath(path.replace(pattern, "")), root);
  return side === "connection" ? ["connection", ...names] : names;
}

/** `mappings[0]["odd name"]` as its parts. */
function splitPath(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return plain ?? unquote(quoted ?? "");
  });
}

function unquote(text: string): string {
  const parsed: unknown = JSON.parse(`"${text}"`);
  return typeof parsed === "string" ? parsed : text;
}

/** Items by their names rather than by where they stand. A part of a condition has no name but its place; a value ends the path. */
function nameItems(parts: readonly (string | number)[], root: unknown): SettingPath {
  const names: string[] = [];
  let here = root;
  for (const part of parts) {
    here = typeof part === "number" && Array.isArray(here) ? here[part] : memberOf(here, String(part));
    const name = typeof part === "number" ? (keyOf(here) ?? (isPart(here) ? String(part) : undefined)) : part;
    if (name === undefined) break;
    names.push(name);
  }
  return names;
}

function isPart(item: unknown): boolean {
  return typeof item === "object" && item !== null;
}

/** The tab of a setting. */
export function tabOf([root, ...rest]: SettingPath): Tab {
  if (root === "connection" && rest[0] === "provisioning") return "provisioning";
  if (root === "connection") return rest.includes("claims") ? "mapping" : "connection";
  return TAB_OF_MEMBER[root ?? ""] ?? "connection";
}

/** The tabs of an application's page, as links name them. */
export type Tab = "connection" | "policy" | "mapping" | "roles" | "provisioning" | "about";

const TAB_OF_MEMBER: Readonly<Record<string, Tab>> = {
  jit: "policy",
  mappings: "mapping",
  accountAttributes: "mapping",
  roleRules: "roles",
  roles: "roles",
  scim: "provisioning",
};
