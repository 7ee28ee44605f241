import { nearestName } from "../errors.ts";
import { parseTextPattern } from "../expression/parse-text-pattern.ts";
import type { Problem } from "./check.ts";
import type { ClaimMapping } from "./claim-mapping.ts";
import {
  type ClaimRefinement,
  type ClaimTransformation,
  MOST_PARAMETERS,
  MOST_TRANSFORMATIONS,
} from "./claim-transformation.ts";
import { namesIn } from "./replace-by-pattern.ts";

/** Checks what is done with a claim's source on its way: its own, and that of each condition. `path`: where the row is. */
export function checkRefinement(
  { transformations, conditions = [] }: ClaimRefinement,
  path: string,
): readonly Problem[] {
  return [
    ...checkTransformations(transformations, path),
    ...conditions.flatMap((each, index) => checkTransformations(each.transformations, `${path}.conditions[${index}]`)),
  ];
}

function checkTransformations(transformations: readonly ClaimTransformation[] = [], path: string): readonly Problem[] {
  const place = `${path}.transformations`;
  const count = transformations.length;
  const message = `There are ${count} transformations one after the other; Entra takes ${MOST_TRANSFORMATIONS}: leave out ${count - MOST_TRANSFORMATIONS}.`;
  return [
    ...(count > MOST_TRANSFORMATIONS ? [{ code: "MAPPING_TRANSFORMATION_COUNT", path: place, message }] : []),
    ...transformations.flatMap((each, index) => checkTransformation(each, `${place}[${index}]`)),
  ];
}

function checkTransformation(transformation: ClaimTransformation, path: string): readonly Problem[] {
  if (transformation.function === "RegexReplace") return checkReplace(transformation, path);
  if (transformation.function !== "Extract") return [];
  const isEmpty = transformation.after === undefined && transformation.before === undefined;
  const message = "Extract takes what stands `after` a text, `before` one, or between both: give at least one.";
  return isEmpty ? [parameterProblem(path, message)] : [];
}

function parameterProblem(path: string, message: string): Problem {
  return { code: "MAPPING_TRANSFORMATION_PARAMETER", path, message };
}

type Replace = Extract<ClaimTransformation, { function: "RegexReplace" }>;

/** What Entra's own form refuses, too (Microsoft: customise SAML token claims, "RegexReplace() transformation validations"). */
function checkReplace({ pattern, replacement, parameters = [] }: Replace, path: string): readonly Problem[] {
  const asked = namesIn(replacement);
  const most = `There are ${parameters.length} parameters; RegexReplace takes ${MOST_PARAMETERS}.`;
  return [
    ...(parameters.length > MOST_PARAMETERS ? [parameterProblem(`${path}.parameters`, most)] : []),
    ...parameters.flatMap((name, index) => checkParameter(name, index, { parameters, asked, path })),
    ...checkPattern(pattern, path, { asked, parameters }),
  ];
}

interface Parameters {
  readonly parameters: readonly string[];
  readonly asked: readonly string[];
}

function checkParameter(
  name: string,
  index: number,
  { parameters, asked, path }: Parameters & { readonly path: string },
): readonly Problem[] {
  const place = `${path}.parameters[${index}]`;
  if (parameters.indexOf(name) < index) return [parameterProblem(place, `\`${name}\` is a parameter already.`)];
  if (asked.includes(name)) return [];
  return [parameterProblem(place, `The replacement does not use it: write {${name}} there, or leave it out.`)];
}

function checkPattern(pattern: string, path: string, { asked, parameters }: Parameters): readonly Problem[] {
  const parsed = parseTextPattern("dotnet", pattern);
  if (!parsed.ok) {
    const message = `The pattern \`${pattern}\` cannot be used: ${parsed.problem}`;
    return [{ code: "MAPPING_INVALID_PATTERN", path: `${path}.pattern`, message }];
  }
  const known = [...groupNames(pattern), ...parameters];
  return asked
    .filter((name) => !known.includes(name) && !/^\d+$/.test(name))
    .map((name) => {
      const near = nearestName(name, known);
      const advice =
        near === undefined ? " Name a group of the pattern, or add it as a parameter." : ` Did you mean {${near}}?`;
      return parameterProblem(`${path}.replacement`, `Nothing gives {${name}}.${advice}`);
    });
}

/** `(?<name>` and `(?'name'`; look-behinds begin alike and have no name. */
function groupNames(pattern: string): readonly string[] {
  return [...pattern.matchAll(/\(\?(?:<(\w+)>|'(\w+)')/g)].map(([, angled, quoted]) => angled ?? quoted ?? "");
}

/** Names of the groups claim that a transformed one may not have (reference: idp-claims.md, "Entra groups claim details"). */
const RESTRICTED: ReadonlySet<string> = new Set([
  "groups",
  "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
]);

/** Groups are sent as they are, but for one RegexReplace. */
export function checkGroupRow(
  { claim, transformations, conditions, further, multivalued }: ClaimMapping,
  path: string,
): readonly Problem[] {
  const members = { conditions, further, multivalued };
  const misplaced = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [parameterProblem(`${path}.${name}`, "A groups claim has no such thing: leave it out.")],
  );
  if (transformations === undefined) return misplaced;
  const isReplace = transformations.length === 1 && transformations[0]?.function === "RegexReplace";
  const alone = "Of the transformations, a groups claim takes one RegexReplace alone.";
  const restricted = `A transformed groups claim cannot be called ${claim}: that name is restricted; give it another.`;
  return [
    ...misplaced,
    ...(isReplace ? [] : [parameterProblem(`${path}.transformations`, alone)]),
    ...(RESTRICTED.has(claim)
      ? [{ code: "MAPPING_RESTRICTED_CLAIM", path: `${path}.claim`, message: restricted }]
      : []),
  ];
}
