import { isDeepStrictEqual } from "node:util";
import type { Connection, IdentityProvider } from "./identity-provider.ts";
import { type PresetContext, type PresetSetting, presetSettings } from "./preset-settings.ts";
import type { ProductPreset } from "./product.ts";

/** One default of a product beside what is set. Worked out each time, and never kept. */
export interface PresetComparison extends PresetSetting {
  /** Undefined where nothing is set. */
  readonly actual: unknown;
  readonly standing: "preset" | "changed";
}

/** A connection beside the preset of the identity provider's product. What is usual and not there is left out. */
export function compareWithPreset(
  preset: ProductPreset,
  context: PresetContext,
  provider: Pick<IdentityProvider, "entityId">,
  connection: Connection,
): readonly PresetComparison[] {
  return presetSettings(preset, context, connection).flatMap((setting) => {
    const actual = setting.path === "issuer" ? provider.entityId : settingAt(connection, setting.path);
    if (setting.usual === true && actual === undefined) return [];
    const standing = isDeepStrictEqual(withoutNote(actual), setting.value) ? "preset" : "changed";
    return [{ ...setting, actual, standing }];
  });
}

/** What stands at a path from the connection; a row of claims is found by its id. */
function settingAt(connection: Connection, path: string): unknown {
  return path.split(".").slice(1).reduce<unknown>(memberOf, connection);
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.find((item) => memberOf(item, "id") === name);
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** What somebody noted beside a row changes nothing about it. */
function withoutNote(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "note"));
}
