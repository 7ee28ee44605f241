import { z } from "zod";
import type { Provisioning, ProvisioningWay } from "../provisioning/settings.ts";
import { deriveProvisioning, withWay } from "../simulation/derive-provisioning.ts";
import { findConnected, withApplication } from "../simulation/find-in-workspace.ts";
import type { Workspace } from "../store/workspace.ts";

/**
 * A way to get accounts to people, as it is compared with others. `jit`: logins alone; `jit+scim`: both at once; `asSet`:
 * every application in the way that it is set to.
 */
export const modeSchema = z.enum(["jit", "scim", "scheduled", "manual", "workflow", "jit+scim", "asSet"]);

export type Mode = z.infer<typeof modeSchema>;

/** What one may turn while comparing. What is absent stays as it is set, or as it would be set up. */
export const controlsSchema = z.strictObject({
  /** Minutes between two SCIM cycles. */
  cycleMinutes: z.exactOptional(z.int().min(1).max(525_600)),
  /** When the batch runs, in UTC: `02:00`. */
  batchAt: z.exactOptional(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  /** Working hours until a ticket is done. */
  manualDelayHours: z.exactOptional(z.number().min(0).max(2_000)),
  /** The share of tickets that nobody ever does. */
  slipRate: z.exactOptional(z.number().min(0).max(1)),
  /** Minutes until the directory has what HR knows. */
  hrDelayMinutes: z.exactOptional(z.int().min(0).max(525_600)),
  /** Everybody logs in to every application once in so many working days; 0: nobody ever does. */
  loginEveryDays: z.exactOptional(z.int().min(0).max(366)),
});

export type Controls = z.infer<typeof controlsSchema>;

const WAYS: Readonly<Record<Exclude<Mode, "asSet">, ProvisioningWay | undefined>> = {
  jit: undefined,
  scim: "scim",
  scheduled: "scheduled",
  manual: "manual",
  workflow: "workflow",
  "jit+scim": "scim",
};

/** The workspace in which these applications are provisioned in this way, and logins provision only where that is part of it. */
export function inMode(
  workspace: Workspace,
  applications: readonly string[],
  mode: Mode,
  controls: Controls,
): Workspace {
  const { hrDelayMinutes } = controls;
  const hr = hrDelayMinutes === undefined ? workspace.hr : { ...workspace.hr, delayMinutes: hrDelayMinutes };
  const base: Workspace = { ...workspace, ...(hr === undefined ? {} : { hr }) };
  if (mode === "asSet") return base;
  return applications.reduce((known, id) => applicationInMode(known, id, mode, controls), base);
}

function applicationInMode(
  workspace: Workspace,
  id: string,
  mode: Exclude<Mode, "asSet">,
  controls: Controls,
): Workspace {
  const connected = findConnected(workspace, id);
  const { application, connection } = connected;
  const enabled = mode === "jit" || mode === "jit+scim";
  const next = withApplication(workspace, { ...application, jit: { ...application.jit, enabled } });
  const way = WAYS[mode];
  if (way === undefined) return withWay(next, id, undefined);
  const present = connection.provisioning;
  const settings = present?.way === way ? present : deriveProvisioning(connected, way, workspace.directory.groups);
  return withWay(next, id, withControls(settings, controls));
}

function withControls(settings: Provisioning, controls: Controls): Provisioning {
  switch (settings.way) {
    case "scim": {
      const { cycleMinutes: everyMinutes } = controls;
      if (everyMinutes === undefined) return settings;
      return { ...settings, client: { ...settings.client, runs: { on: "cycle", everyMinutes } } };
    }
    case "scheduled":
      return controls.batchAt === undefined
        ? settings
        : { ...settings, schedule: { on: "daily", at: controls.batchAt } };
    case "manual":
      return {
        ...settings,
        delayHours: controls.manualDelayHours ?? settings.delayHours,
        slipRate: controls.slipRate ?? settings.slipRate,
      };
    case "workflow":
      return settings;
  }
}
