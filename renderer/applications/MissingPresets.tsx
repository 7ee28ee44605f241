import type { ClaimMapping } from "../../core/contract/model.ts";
import type { ConnectionPreset } from "../../core/contract/products.ts";
import { useEditing } from "./editing.ts";
import { readSetting } from "./setting.ts";

/** The rows that the product sends and that were taken away here, and those that people usually add; with a way to each. */
export function MissingPresets({ protocol }: { protocol: "saml" | "oidc" }) {
  const { detail, draft, canEdit, change } = useEditing();
  const { preset } = detail;
  if (preset === undefined) return null;
  const path = ["connection", protocol, "claims"];
  const rows = readSetting(draft, path);
  const present: readonly ClaimMapping[] = Array.isArray(rows) ? rows : [];
  const missing = missingRows(preset, path.join("."), present);
  if (missing.length === 0) return null;
  const taken = missing.filter(({ usual: isUsual }) => isUsual !== true);
  const usual = missing.filter((each) => each.usual === true);
  const add = (row: unknown): void => change(path, [...present, row]);
  return (
    <div className="row-line preset-missing">
      <Rows words={`${preset.name} also sends:`} rows={taken} disabled={!canEdit} add={add} />
      <Rows words="Usually added:" rows={usual} disabled={!canEdit} add={add} />
    </div>
  );
}

function Rows({
  words,
  rows,
  disabled,
  add,
}: {
  words: string;
  rows: ConnectionPreset["settings"];
  disabled: boolean;
  add: (row: unknown) => void;
}) {
  if (rows.length === 0) return null;
  return (
    <>
      <span className="row-soft">{words}</span>
      {rows.map(({ path, value }) => (
        <button key={path} type="button" className="link-button" disabled={disabled} onClick={() => add(value)}>
          {`add ${lastPart(claimName(value))}`}
        </button>
      ))}
    </>
  );
}

/** The rows of a preset that are not in a list: neither by their id nor by the name of their claim. */
export function missingRows(
  { settings }: ConnectionPreset,
  list: string,
  present: readonly ClaimMapping[],
): ConnectionPreset["settings"] {
  return settings.filter(({ path, value }) => {
    if (!path.startsWith(`${list}.`)) return false;
    return present.every(({ id, claim }) => path !== `${list}.${id}` && claim !== claimName(value));
  });
}

function claimName(value: unknown): string {
  return typeof value === "object" && value !== null && "claim" in value ? String(value.claim) : "";
}

/** The end of a URI is what tells one claim from another. */
function lastPart(claim: string): string {
  return claim.split("/").at(-1) ?? claim;
}
