import type { Role } from "../accounts/account.ts";
import type { TargetAttribute } from "../mapping/account-values.ts";
import type { AttributeMapping } from "../mapping/attribute-mapping.ts";
import { checkRole, checkTarget, type Problem } from "../mapping/check.ts";
import type { JitPolicy } from "./policy.ts";

/** The part of an application that its policy refers to. */
export interface PolicedApplication {
  readonly accountAttributes: readonly TargetAttribute[];
  readonly roles: readonly Role[];
  readonly mappings: readonly AttributeMapping[];
  readonly jit: JitPolicy;
}

/**
 * Checks an application's policy against its account attributes, roles and mappings, without any login. `path` is where
 * the application is in the file, such as `applications[2]`.
 */
export function checkJitPolicy(application: PolicedApplication, path: string): readonly Problem[] {
  const { accountAttributes, roles, jit } = application;
  const matches = jit.match.flatMap((row, index) =>
    checkTarget(row.account, accountAttributes, `${path}.jit.match[${index}].account`),
  );
  const role = jit.defaultRole === undefined ? [] : checkRole(jit.defaultRole, roles, `${path}.jit.defaultRole`);
  return [...matches, ...role, ...checkUserName(application, path), ...checkEmail(application, path)];
}

/** Whoever makes accounts needs a userName for them. */
function checkUserName({ jit, mappings }: PolicedApplication, path: string): readonly Problem[] {
  const makes = jit.enabled && (jit.noMatch !== "refuse" || jit.emailOnlyMatch === "createSecond");
  if (!makes || mappings.some((mapping) => mapping.target === "userName")) return [];
  const message =
    "Accounts are made at login, but no mapping gives them a userName; add a row whose target is `userName`.";
  return [{ code: "JIT_NO_USERNAME_MAPPING", path: `${path}.mappings`, message }];
}

/** Allowed domains are compared with the mapped email, so without one nobody gets in. */
function checkEmail({ jit, mappings }: PolicedApplication, path: string): readonly Problem[] {
  const asks = jit.enabled && jit.allowedEmailDomains.length > 0;
  if (!asks || mappings.some((mapping) => mapping.target === "email")) return [];
  const message =
    "Email domains are checked at login, but no mapping gives an email; add a row whose target is `email`.";
  return [{ code: "JIT_NO_EMAIL_MAPPING", path: `${path}.mappings`, message }];
}
