import type { Method } from "../contract/methods.ts";
import { accountHandlers } from "./accounts.ts";
import { applicationHandlers } from "./applications.ts";
import { compareHandlers } from "./compare.ts";
import type { Handlers } from "./context.ts";
import { directoryHandlers } from "./directory.ts";
import { exportHandlers } from "./exports.ts";
import { expressionHandlers } from "./expressions.ts";
import { groupRuleHandlers } from "./group-rules.ts";
import { historyHandlers } from "./history.ts";
import { identityProviderHandlers } from "./identity-providers.ts";
import { importHandlers } from "./imports.ts";
import { lifecycleHandlers } from "./lifecycle.ts";
import { liveHandlers } from "./live.ts";
import { previewHandlers } from "./preview.ts";
import { runHandlers } from "./runs.ts";
import { workspaceHandlers } from "./workspaces.ts";

/** Every method of the contract with what carries it out. */
export const handlers: Handlers<Method> = {
  "app.about": ({ options }) => ({ version: options.version, folder: options.folder }),
  ...workspaceHandlers,
  ...historyHandlers,
  ...directoryHandlers,
  ...groupRuleHandlers,
  ...importHandlers,
  ...exportHandlers,
  ...applicationHandlers,
  ...identityProviderHandlers,
  ...previewHandlers,
  ...expressionHandlers,
  ...compareHandlers,
  ...runHandlers,
  ...lifecycleHandlers,
  ...liveHandlers,
  ...accountHandlers,
};
