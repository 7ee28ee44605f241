import type { Connection } from "../idp/identity-provider.ts";
import type {
  ClaimCondition,
  ClaimOperand,
  ClaimRefinement,
  ClaimTransformation,
} from "../mapping/claim-transformation.ts";
import { MOST_CONDITION_GROUPS } from "../mapping/claim-transformation.ts";
import { checkAttribute, checkSource } from "./check-attributes.ts";
import { checkAllKnown } from "./check-names.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/** What one connection does with its claims on their way: groups and attributes that conditions and transformations name. */
export function checkClaimConditions(
  { saml, oidc }: Pick<Connection, "saml" | "oidc">,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const refined: readonly PlacedRefinement[] = [
    ...(saml === undefined ? [] : [{ refinement: saml.nameId, path: [...path, "saml", "nameId"] }]),
    ...(saml?.claims ?? []).map((refinement, index) => ({ refinement, path: [...path, "saml", "claims", index] })),
    ...(oidc?.claims ?? []).map((refinement, index) => ({ refinement, path: [...path, "oidc", "claims", index] })),
  ];
  return [...checkGroupCount(refined, path), ...refined.flatMap((each) => checkOne(each, workspace))];
}

interface PlacedRefinement {
  readonly refinement: ClaimRefinement;
  readonly path: readonly PathPart[];
}

/** All claims together: that is how Entra counts (reference: idp-claims.md, "Conditional claims"). */
function checkGroupCount(refined: readonly PlacedRefinement[], path: readonly PathPart[]): readonly Problem[] {
  const named = refined.flatMap(({ refinement }) => refinement.conditions ?? []).flatMap(({ groups = [] }) => groups);
  const { size } = new Set(named);
  if (size <= MOST_CONDITION_GROUPS) return [];
  const message = `The conditions of the claims name ${size} groups; Entra takes ${MOST_CONDITION_GROUPS} for one application.`;
  return [{ code: "WORKSPACE_CONDITION_GROUPS", path: formatPath(path), message, severity: "error" }];
}

function checkOne({ refinement, path }: PlacedRefinement, workspace: Workspace): readonly Problem[] {
  const { transformations = [], conditions = [] } = refinement;
  return [
    ...checkOperands(transformations, [...path, "transformations"], workspace),
    ...conditions.flatMap((condition, index) => checkCondition(condition, [...path, "conditions", index], workspace)),
  ];
}

function checkCondition(
  { groups = [], source, userType, transformations = [] }: ClaimCondition,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const known = new Set(workspace.directory.groups.map(({ id }) => id));
  return [
    ...checkAllKnown(groups, known, [...path, "groups"], "group"),
    ...(userType === undefined ? [] : checkAttribute("userType", formatPath([...path, "userType"]), workspace)),
    ...checkSource(source, [...path, "source"], workspace),
    ...checkOperands(transformations, [...path, "transformations"], workspace),
  ];
}

function checkOperands(
  transformations: readonly ClaimTransformation[],
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  return transformations.flatMap((transformation, index) =>
    attributesIn(transformation).flatMap(({ name, place }) =>
      checkAttribute(name, formatPath([...path, index, ...place]), workspace),
    ),
  );
}

interface NamedAttribute {
  readonly name: string;
  /** From the transformation. */
  readonly place: readonly PathPart[];
}

function attributesIn(transformation: ClaimTransformation): readonly NamedAttribute[] {
  const operands: readonly (readonly [string, ClaimOperand | undefined])[] = [
    ["with", "with" in transformation ? transformation.with : undefined],
    ["output", "output" in transformation ? transformation.output : undefined],
    ["otherwise", "otherwise" in transformation ? transformation.otherwise : undefined],
  ];
  const named = operands.flatMap(([member, operand]): readonly NamedAttribute[] =>
    operand === undefined || "constant" in operand ? [] : [{ name: operand.attribute, place: [member, "attribute"] }],
  );
  const parameters = transformation.function === "RegexReplace" ? (transformation.parameters ?? []) : [];
  return [...named, ...parameters.map((name, index) => ({ name, place: ["parameters", index] }))];
}
