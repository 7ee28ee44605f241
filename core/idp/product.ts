import type { IdentityProvider } from "./identity-provider.ts";
import type { ProductPreset } from "./presets/preset.ts";
import { PRESETS } from "./presets/presets.ts";

/** The products that an identity provider can be like: the way into `presets/`, which holds a file for each. */

export {
  type Evidence,
  type Known,
  type PersonFact,
  type PresetClaim,
  type PresetGroups,
  type Product,
  type ProductPreset,
  productSchema,
} from "./presets/preset.ts";
export { PRESETS } from "./presets/presets.ts";

/** The preset of an identity provider's product; undefined where it is like none in particular. */
export function presetOf({ product }: Pick<IdentityProvider, "product">): ProductPreset | undefined {
  return product === undefined || product === "plain" ? undefined : PRESETS[product];
}
