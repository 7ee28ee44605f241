import { RehearsalError } from "../errors.ts";
import type { ReportWriter } from "./report.ts";

/** An object of a JSON document, whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One entry of a list, and where it stands. */
export interface JsonEntry {
  readonly at: number;
  readonly value: JsonObject;
}

/** The entries of a document. */
export interface JsonList {
  readonly entries: readonly JsonEntry[];
  placeOf(at: number): string;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text member that is not empty. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A member that is an object; empty where there is none. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return isJsonObject(value) ? value : {};
}

/** A member that is a list; empty where there is none. */
export function listIn(object: JsonObject, name: string): readonly unknown[] {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return Array.isArray(value) ? value : [];
}

/**
 * The entries of a document: a bare list, a list in one of the members, or one entry alone. What is no object is refused.
 * @throws {RehearsalError} IMPORT_NO_LIST
 */
export function readJsonList(
  json: unknown,
  {
    file,
    members,
    report,
  }: { readonly file: string; readonly members: readonly string[]; readonly report: ReportWriter },
): JsonList {
  const found = findList(json, members);
  if (found === undefined) {
    const message = `There is no list in it: a bare list, or one in ${members.map((name) => `\`${name}\``).join(" or ")}, would be right.`;
    throw new RehearsalError("IMPORT_NO_LIST", message, { file });
  }
  const placeOf = (at: number): string => `${found.path}[${at}]`;
  const entries = found.list.flatMap((value, at): readonly JsonEntry[] => {
    if (isJsonObject(value)) return [{ at, value }];
    report.addOne("refused", () => ({ place: placeOf(at), subject: "", message: "This is no object." }));
    return [];
  });
  return { entries, placeOf };
}

function findList(
  json: unknown,
  members: readonly string[],
): { readonly list: readonly unknown[]; readonly path: string } | undefined {
  if (Array.isArray(json)) return { list: json, path: "" };
  if (!isJsonObject(json)) return undefined;
  for (const name of members) {
    const value = Object.hasOwn(json, name) ? json[name] : undefined;
    if (Array.isArray(value)) return { list: value, path: name };
  }
  return Object.hasOwn(json, "id") || Object.hasOwn(json, "schemas") ? { list: [json], path: "" } : undefined;
}

/** Says of a list that is one page of several that the others are not in the file. */
export function tellMorePages(json: unknown, report: ReportWriter): void {
  if (!isJsonObject(json)) return;
  const next = textIn(json, "@odata.nextLink");
  const [total, count] = [json.totalResults, listIn(json, "Resources").length];
  const isPart = typeof total === "number" && total > count;
  if (next === undefined && !isPart) return;
  const message = isPart
    ? `This is one page: ${count} of ${total}. Import the other pages too.`
    : "This is one page of several: `@odata.nextLink` names the next. Import the other pages too.";
  report.add({
    result: "notUnderstood",
    place: next === undefined ? "totalResults" : "@odata.nextLink",
    subject: "",
    message,
  });
}
