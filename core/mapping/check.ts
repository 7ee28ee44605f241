import { nearestName } from "../errors.ts";
import type { TargetAttribute } from "./account-values.ts";
import type { AttributeMapping } from "./attribute-mapping.ts";
import { checkGroupRow, checkRefinement } from "./check-refinement.ts";
import type { ClaimMapping } from "./claim-mapping.ts";
import type { Condition } from "./condition.ts";
import { testsOf } from "./evaluate-condition.ts";
import { parsePattern } from "./pattern.ts";
import type { RoleRule } from "./role-rule.ts";
import type { GrantableRole } from "./roles.ts";

/** Something in a workspace that cannot work as it is written. */
export interface Problem {
  /** Stable, such as `MAPPING_UNKNOWN_TARGET`. */
  readonly code: string;
  /** Where: `applications[2].mappings[0].target`. */
  readonly path: string;
  /** What was found and what would be right. */
  readonly message: string;
}

/** The part of an application that mappings and rules refer to. */
export interface MappedApplication {
  readonly accountAttributes: readonly TargetAttribute[];
  readonly roles: readonly GrantableRole[];
  readonly mappings: readonly AttributeMapping[];
  readonly roleRules: readonly RoleRule[];
}

/** The targets that every account has, whatever its schema says. */
const BUILT_IN_TARGETS = ["userName", "active"];

/**
 * Checks an application's attribute mappings and role rules against its account attributes and roles, without any
 * login. `path` is where the application is in the file, such as `applications[2]`.
 */
export function checkMappings(application: MappedApplication, path: string): readonly Problem[] {
  const { accountAttributes, roles, mappings, roleRules } = application;
  return [
    ...checkUniqueMember(accountAttributes, "name", `${path}.accountAttributes`),
    ...checkUniqueMember(roles, "id", `${path}.roles`),
    ...checkUniqueMember(mappings, "id", `${path}.mappings`),
    ...checkUniqueMember(mappings, "target", `${path}.mappings`),
    ...mappings.flatMap((mapping, index) =>
      checkTarget(mapping.target, accountAttributes, `${path}.mappings[${index}].target`),
    ),
    ...checkUniqueMember(roleRules, "id", `${path}.roleRules`),
    ...roleRules.flatMap((rule, index) => checkRoleRule(rule, roles, `${path}.roleRules[${index}]`)),
  ];
}

/**
 * Checks the claim mappings of one connection. `path` is where they are in the file, such as
 * `identityProviders[0].connections[1].saml.claims`.
 */
export function checkClaimMappings(mappings: readonly ClaimMapping[], path: string): readonly Problem[] {
  return [
    ...checkUniqueMember(mappings, "id", path),
    ...checkUnique(mappings, claimKey, { code: DUPLICATE_CODES.claim, member: "claim", path }),
    ...mappings.flatMap((mapping, index) => checkClaimMapping(mapping, `${path}[${index}]`)),
  ];
}

function checkClaimMapping(mapping: ClaimMapping, path: string): readonly Problem[] {
  const { source } = mapping;
  const refinement = checkRefinement(mapping, path);
  if (source.kind !== "groups") return refinement;
  const { filter } = source;
  const pattern = filter?.operator === "matches" ? checkPattern(filter.value, `${path}.source.filter.value`) : [];
  return [...pattern, ...checkGroupRow(mapping, path), ...refinement];
}

/** An account attribute that is named somewhere must exist. */
export function checkTarget(target: string, attributes: readonly TargetAttribute[], path: string): readonly Problem[] {
  const known = [...BUILT_IN_TARGETS, ...attributes.map((attribute) => attribute.name)];
  if (known.includes(target)) return [];
  const message = `The accounts have no attribute \`${target}\`${orElse(target, known)}`;
  return [{ code: "MAPPING_UNKNOWN_TARGET", path, message }];
}

/** A role that is named somewhere must exist. */
export function checkRole(role: string, roles: readonly GrantableRole[], path: string): readonly Problem[] {
  const known = roles.map((entry) => entry.id);
  if (known.includes(role)) return [];
  const message = `The application has no role \`${role}\`${orElse(role, known)}`;
  return [{ code: "MAPPING_UNKNOWN_ROLE", path, message }];
}

/** The patterns of a condition must be valid. `path` is where it is in the file. */
export function checkCondition(when: Condition, path: string): readonly Problem[] {
  return testsOf(when).flatMap(({ test, path: place }) =>
    test.operator === "matches" ? checkPattern(test.value, `${path}${place}.value`) : [],
  );
}

function checkRoleRule(rule: RoleRule, roles: readonly GrantableRole[], path: string): readonly Problem[] {
  return [...checkRole(rule.role, roles, `${path}.role`), ...checkCondition(rule.when, `${path}.when`)];
}

function checkPattern(text: string, path: string): readonly Problem[] {
  const pattern = parsePattern(text);
  if (pattern.ok) return [];
  return [
    { code: "MAPPING_INVALID_PATTERN", path, message: `The pattern \`${text}\` is not valid: ${pattern.problem}.` },
  ];
}

/** Of several rows with the same key, all but the first are reported. `member` is where a row keeps it, `path` where they are. */
export function checkUnique<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { code, member, path }: { readonly code: string; readonly member: string; readonly path: string },
): readonly Problem[] {
  const first = new Map<string, number>();
  return rows.flatMap((row, index) => {
    const key = keyOf(row);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    if (earlier === undefined) return [];
    const message = `${JSON.stringify(key)} is the ${member} of ${path}[${earlier}] already; each needs its own.`;
    return [{ code, path: `${path}[${index}].${member}`, message }];
  });
}

/** The same for a member that every row has as a text. */
/** Rows that write each value as an Attribute of its own may share a Name: to a reader they are one claim. */
function claimKey({ claim, id, severalValues }: ClaimMapping): string {
  return severalValues === "separately" ? `${claim} (${id})` : claim;
}

function checkUniqueMember<Member extends keyof typeof DUPLICATE_CODES>(
  rows: readonly Readonly<Record<Member, string>>[],
  member: Member,
  path: string,
): readonly Problem[] {
  return checkUnique(rows, (row) => row[member], { code: DUPLICATE_CODES[member], member, path });
}

const DUPLICATE_CODES = {
  id: "MAPPING_DUPLICATE_ID",
  name: "MAPPING_DUPLICATE_NAME",
  target: "MAPPING_DUPLICATE_TARGET",
  claim: "MAPPING_DUPLICATE_CLAIM",
} as const;

function orElse(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `; did you mean \`${nearest}\`?`;
  return known.length === 0 ? "; there is none." : `; known are ${known.map((entry) => `\`${entry}\``).join(", ")}.`;
}
