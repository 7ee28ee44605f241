import type { DirectoryUser } from "../directory/directory.ts";
import { type Pace, WITHOUT_REST } from "../pace.ts";
import { buildTestWorkspace } from "../store/test-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportOptions, ImportPlan } from "./import-plan.ts";
import { planImport } from "./plan-import.ts";

export const IMPORTED_AT = "2026-03-02T10:00:00.000Z";

/** The workspace of the tests with nobody in it. */
export function emptyWorkspace(): Workspace {
  const workspace = buildTestWorkspace();
  const connections = (workspace.identityProviders[0]?.connections ?? []).map((connection) => ({
    ...connection,
    assignment: { ...connection.assignment, users: [], groups: [] },
  }));
  return {
    ...workspace,
    directory: { users: [], groups: [] },
    identityProviders: workspace.identityProviders.map((provider) => ({ ...provider, connections })),
  };
}

interface Planning {
  readonly into?: Workspace;
  readonly name?: string;
  readonly options?: ImportOptions;
  readonly pace?: Pace;
}

/** Plans an import of a text, lines of a text, bytes, or a document of JSON. */
export function planOf(
  content: string | readonly string[] | Uint8Array | object,
  { into = emptyWorkspace(), name = "test", options = {}, pace = WITHOUT_REST }: Planning = {},
): Promise<ImportPlan> {
  return planImport(into, { name, bytes: bytesOf(content) }, options, { pace, importedAt: IMPORTED_AT });
}

function bytesOf(content: string | readonly string[] | Uint8Array | object): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (typeof content === "string") return new TextEncoder().encode(content);
  const isLines = Array.isArray(content) && content.every((line) => typeof line === "string");
  return new TextEncoder().encode(isLines ? content.join("\n") : JSON.stringify(content));
}

/** The person of a plan with this user name. */
export function personIn({ next }: ImportPlan, userName: string): DirectoryUser {
  const person = next.directory.users.find((user) => user.userName === userName);
  if (person === undefined) throw new Error(`There is no ${userName}.`);
  return person;
}

/** The report's lines that are not plainly taken, in one text each. */
export function linesOf({ report }: ImportPlan): readonly string[] {
  return report.lines
    .filter(({ result }) => result !== "taken")
    .map(({ result, place, message }) => `${result} · ${place} · ${message}`);
}
