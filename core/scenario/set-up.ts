import { RehearsalError } from "../errors.ts";
import { jitPolicySchema } from "../jit/policy.ts";
import { type Provisioning, provisioningSchema } from "../provisioning/settings.ts";
import { deriveProvisioning, withWay } from "../simulation/derive-provisioning.ts";
import { findApplication, findConnected, withApplication } from "../simulation/find-in-workspace.ts";
import { formatPath } from "../store/problem.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Scenario, ScenarioWay } from "./scenario.ts";

/**
 * The workspace as the scenario begins.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED, SCENARIO_WAY
 */
export function setUp(
  workspace: Workspace,
  { hr, ways = {}, policies = {} }: NonNullable<Scenario["setUp"]>,
): Workspace {
  const base: Workspace = { ...workspace, ...(hr === undefined ? {} : { hr }) };
  const withPolicies = Object.entries(policies).reduce((known, [id, policy]) => {
    const targets = id === "*" ? known.applications.map((each) => each.id) : [id];
    return targets.reduce((next, target) => {
      const application = findApplication(next, target);
      const jit = jitPolicySchema.parse({ ...application.jit, ...policy });
      return withApplication(next, { ...application, jit });
    }, known);
  }, base);
  return Object.entries(ways).reduce((known, [id, way]) => {
    const targets = id === "*" ? known.applications.map((each) => each.id) : [id];
    return targets.reduce((next, target) => inWay(next, target, way, id), known);
  }, withPolicies);
}

function inWay(workspace: Workspace, id: string, { way, jit, settings = {} }: ScenarioWay, name: string): Workspace {
  const connected = findConnected(workspace, id);
  const { application } = connected;
  const enabled = way === "jit" || jit === true;
  const next = withApplication(workspace, { ...application, jit: { ...application.jit, enabled } });
  if (way === "jit") return withWay(next, id, undefined);
  return withWay(
    next,
    id,
    withSettings(deriveProvisioning(connected, way, workspace.directory.groups), settings, name),
  );
}

function withSettings(derived: Provisioning, settings: Readonly<Record<string, unknown>>, name: string): Provisioning {
  const merged = mergeMembers(derived, settings);
  const result = provisioningSchema.safeParse(merged);
  if (result.success) return result.data;
  const [problem] = describeSchemaProblems(provisioningSchema, merged, result.error);
  const path = [formatPath(["setUp", "ways", name, "settings"]), problem?.path].filter(Boolean).join(".");
  throw new RehearsalError("SCENARIO_WAY", problem?.message ?? "These are no settings of this way.", { path });
}

/**
 * Members of objects are merged; lists and values take the place of what was there, and so does an object of another kind
 * (`on` tells the kinds of schedules apart).
 */
function mergeMembers(base: unknown, changes: unknown): unknown {
  if (!isObject(base) || !isObject(changes) || (changes.on !== undefined && changes.on !== base.on)) return changes;
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(changes)) merged[name] = mergeMembers(base[name], value);
  return merged;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
