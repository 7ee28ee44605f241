import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import { findJsonFault, isTooDeep, MAXIMUM_JSON_DEPTH } from "../store/json-syntax.ts";
import type { Workspace } from "../store/workspace.ts";
import { readCsvHeader } from "./csv.ts";
import type { ImportKind } from "./import-kind.ts";
import type { ImportFile, ImportOptions, ImportPlan, ReportLine } from "./import-plan.ts";
import { PLANNERS } from "./planners.ts";
import { type ReadText, readText } from "./read-text.ts";
import { type Recognised, recogniseKind } from "./recognise.ts";
import { ruleImported } from "./rule-people.ts";

/** What a planner is given: a file as it was read, and the workspace that it is to go into. */
export interface PlannerInput {
  readonly workspace: Workspace;
  readonly kind: ImportKind;
  /** The file's name. */
  readonly file: string;
  readonly text: string;
  /** The document, where the file is JSON. */
  readonly json: unknown;
  readonly options: ImportOptions;
  readonly pace: Pace;
  /** ISO 8601: when it is imported, by the machine's clock. */
  readonly importedAt: string;
}

/** Works out what one kind of file would do. Pure: the workspace that was handed in stays as it is. */
export type Planner = (input: PlannerInput) => Promise<ImportPlan> | ImportPlan;

/** What is handed in by whoever asks. */
export interface PlanningOptions {
  readonly pace: Pace;
  readonly importedAt: string;
}

/** A file that was read, and what it looks like. */
export interface ReadImport {
  /** Its name. */
  readonly file: string;
  readonly text: string;
  readonly encoding: ReadText["encoding"];
  /** The document, where the file is JSON. */
  readonly json: unknown;
  /** Undefined: nothing tells what it is. */
  readonly recognised: Recognised | undefined;
}

/**
 * Reads a file, recognises its kind unless that is said, and works out what importing it would do.
 * @throws {RehearsalError} IMPORT_…, CANCELLED
 */
export async function planImport(
  workspace: Workspace,
  file: ImportFile,
  options: ImportOptions,
  planning: PlanningOptions,
): Promise<ImportPlan> {
  return planRead(workspace, await readImport(file, planning.pace), options, planning);
}

/**
 * Reads a file, and recognises its kind. Decoding and parsing are one piece of work each, with a rest in between.
 * @throws {RehearsalError} IMPORT_TOO_LARGE, IMPORT_EMPTY, IMPORT_NOT_TEXT, IMPORT_NOT_JSON, IMPORT_TOO_DEEP, CANCELLED
 */
export async function readImport({ name, bytes }: ImportFile, pace: Pace): Promise<ReadImport> {
  const { text, encoding } = readText(bytes, name);
  const rest = async (done: number): Promise<void> => {
    if (pace.isDue()) await pace.rest({ done, total: text.length, what: "characters" });
  };
  await rest(0);
  const json = looksLikeJson(text) ? parseJson(text, name) : undefined;
  await rest(text.length);
  if (json !== undefined) checkDepth(json, name);
  await rest(text.length);
  return { file: name, text, encoding, json, recognised: recogniseKind(text, json) };
}

/**
 * Works out what importing a file that was read would do.
 * @throws {RehearsalError} IMPORT_…, CANCELLED
 */
export async function planRead(
  workspace: Workspace,
  { file, text, encoding, json, recognised }: ReadImport,
  options: ImportOptions,
  { pace, importedAt }: PlanningOptions,
): Promise<ImportPlan> {
  const kind = options.as ?? recognised?.kind;
  if (kind === undefined) {
    if (json === undefined) checkHeader(text, file);
    const message = "What this is cannot be told from its content; say it with --as.";
    throw new RehearsalError("IMPORT_NOT_RECOGNISED", message, { file });
  }
  const plan = await PLANNERS[kind]({ workspace, kind, file, text, json, options, pace, importedAt });
  return ruleImported(withEncodingTold(plan, file, encoding), workspace, pace);
}

/** An encoding that was guessed is told: nothing in a file says that it is Windows-1252, and not another of its kind. */
function withEncodingTold(plan: ImportPlan, file: string, encoding: ReadText["encoding"]): ImportPlan {
  if (encoding !== "windows-1252") return plan;
  const { counts, lines } = plan.report;
  const message =
    "It is no UTF-8, and is read as Windows-1252, as Excel's CSV in Western Europe is. Where letters look wrong, save it as UTF-8.";
  const told: ReportLine = { result: "adapted", place: file, subject: "Windows-1252", message };
  return { ...plan, report: { counts: { ...counts, adapted: counts.adapted + 1 }, lines: [told, ...lines] } };
}

/**
 * A table is not recognised where its header cannot be read; that is then what is wrong with it.
 * @throws {RehearsalError} IMPORT_DUPLICATE_COLUMN
 */
function checkHeader(text: string, file: string): void {
  try {
    readCsvHeader(text, file);
  } catch (error) {
    if (error instanceof RehearsalError && error.code === "IMPORT_DUPLICATE_COLUMN") throw error;
  }
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/**
 * The document in a text.
 * @throws {RehearsalError} IMPORT_NOT_JSON with line and column
 */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const fault = findJsonFault(text);
    const said =
      fault === undefined
        ? "it cannot be read."
        : `found ${withoutSecret(fault.found, text)}; ${fault.expected} would be right.`;
    const place = fault === undefined ? {} : { path: `line ${fault.line}, column ${fault.column}` };
    throw new RehearsalError("IMPORT_NOT_JSON", `This is not JSON: ${said}`, { file, ...place });
  }
}

/** @throws {RehearsalError} IMPORT_TOO_DEEP */
function checkDepth(json: unknown, file: string): void {
  if (!isTooDeep(json)) return;
  throw new RehearsalError("IMPORT_TOO_DEEP", `It nests deeper than ${MAXIMUM_JSON_DEPTH} levels.`, { file });
}

/** What was found in a text that speaks of secrets is not quoted: it may be a part of one. */
function withoutSecret(found: string, text: string): string {
  return found.startsWith('"') && /secret|token|password/i.test(text) ? "something else" : found;
}
