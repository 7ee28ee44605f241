import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import type { Workspace } from "../store/workspace.ts";
import { EXPORT_KIND_NAMES, type ExportKind } from "./export-kind.ts";
import type { Exported, ExportOptions } from "./exported.ts";
import { EXPORTERS } from "./exporters.ts";

/**
 * Writes a part of a workspace in the format of a product.
 * @throws {RehearsalError} EXPORT_…, CANCELLED
 */
export async function exportWorkspace(
  workspace: Workspace,
  kind: ExportKind,
  options: ExportOptions,
  pace: Pace,
): Promise<Exported> {
  const exporter = EXPORTERS[kind];
  if (exporter !== undefined) return exporter({ workspace, options, pace });
  throw new RehearsalError("EXPORT_NOT_WRITTEN", `${EXPORT_KIND_NAMES[kind]}: this kind is not written.`);
}
