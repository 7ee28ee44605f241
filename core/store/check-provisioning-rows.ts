import { isBlank } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { checkSource } from "./check-attributes.ts";
import { checkUnique } from "./check-names.ts";
import { placesIn } from "./check-scim.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

type Rows = readonly ProvisioningMapping[];

/** The rows that say what goes where: each names a place, gives something, and accounts can be found by them. */
export function checkProvisioningRows(
  provisioning: Provisioning,
  application: Application,
  place: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const { mappings } = provisioning;
  const path = [...place, "mappings"];
  // Where attributes cannot be told apart by SCIM, which is said elsewhere, nobody knows which paths name something.
  const placeOf = placesIn(application) ?? (() => undefined);
  return [
    ...checkUnique(mappings, ({ id }) => id, path, "id"),
    ...mappings.flatMap((row, index) => [
      ...checkTarget(row, application, placeOf, [...path, index, "target"]),
      ...checkSource(row.source, [...path, index, "source"], workspace),
      ...checkGives(row, [...path, index]),
      ...checkReached(mappings, index, [...path, index]),
      ...checkMatching(row, [...path, index, "matching"]),
    ]),
    ...checkUserName(provisioning, application, path),
  ];
}

/** Lists that stand for roles are no place for an attribute, but other ways than SCIM give roles by them. */
const ROLE_LISTS = ["roles", "entitlements"];

function checkTarget(
  { target }: ProvisioningMapping,
  application: Application,
  placeOf: (path: string) => unknown,
  path: readonly PathPart[],
): readonly Problem[] {
  const isManager = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User:manager$/i.test(target);
  if (isManager || ROLE_LISTS.includes(target)) return [];
  const found = placeOf(target);
  if (typeof found !== "string") return [];
  const message = `${found} Users of ${application.name} have no such place.`;
  // What belongs to another schema may well be sent; it goes nowhere.
  const severity = /^urn:/i.test(target) ? "warning" : "error";
  return [{ code: "WORKSPACE_PROVISIONING_TARGET", path: formatPath(path), message, severity }];
}

function checkGives({ source, target, required }: ProvisioningMapping, path: readonly PathPart[]): readonly Problem[] {
  if (source.kind !== "constant" || !isBlank(source.value)) return [];
  const so = required === true ? ", and nobody is provisioned without it" : "";
  const message = `This row never gives \`${target}\` a value${so}: its constant is empty.`;
  return [warning("WORKSPACE_PROVISIONING_EMPTY", [...path, "source", "value"], message)];
}

/** The first row that gives a value for a target wins. */
function checkReached(rows: Rows, index: number, path: readonly PathPart[]): readonly Problem[] {
  const row = rows[index];
  const earlier = rows.slice(0, index).find((each) => each.target === row?.target && alwaysGives(each));
  if (row === undefined || earlier === undefined) return [];
  const message = `This row is never used: row \`${earlier.id}\` above gives \`${row.target}\` a value every time.`;
  return [warning("WORKSPACE_PROVISIONING_UNREACHED", [...path, "target"], message)];
}

function alwaysGives({ source, apply }: ProvisioningMapping): boolean {
  if (apply !== "always") return false;
  if (source.kind === "constant") return !isBlank(source.value);
  return source.kind === "attribute" && ["id", "userName", "active"].includes(source.attribute);
}

/** What is the same for everybody tells nobody from anybody. */
function checkMatching(row: ProvisioningMapping, path: readonly PathPart[]): readonly Problem[] {
  const { matching, source, target } = row;
  if (matching === undefined) return [];
  const isShared = source.kind === "constant" || target === "active";
  if (!isShared && !/:manager(\.value)?$/i.test(target)) return [];
  const message = isShared
    ? `Accounts are matched by this row, but \`${target}\` is the same for everybody; match by what is each person's own.`
    : `Accounts are matched by this row, but nobody searches by \`${target}\`, which is a reference; it finds nothing.`;
  return [warning("WORKSPACE_PROVISIONING_MATCHING", path, message)];
}

function checkUserName(
  { mappings, way }: Provisioning,
  { name }: Application,
  path: readonly PathPart[],
): readonly Problem[] {
  if (mappings.some(({ target }) => foldCase(target) === "username")) return [];
  const so =
    way === "scim"
      ? "and every SCIM user needs one (RFC 7643, section 4.1.1)"
      : "so that new ones are called by their ids";
  const message = `No row gives accounts of ${name} a \`userName\`, ${so}; add a row whose target is \`userName\`.`;
  return [warning("WORKSPACE_PROVISIONING_NO_USERNAME", path, message)];
}

function warning(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "warning" };
}
