import type { ComparePreset, ComparePresets } from "../../core/contract/comparison.ts";
import type { Client } from "../../core/contract/contract.ts";
import { describeFailure } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { tell, tellError } from "../connection/told.ts";
import { encodePlace, firstPlace, withPreset } from "./place.ts";

/** Goes to Compare with a script, in the ways that are offered first. It begins at once. */
export async function openPreset(workspace: string, presets: ComparePresets, preset: ComparePreset): Promise<void> {
  const first = firstPlace(presets);
  if (first === undefined) return tell("There is no application yet that an identity provider knows.", "note");
  goTo(places.compare(workspace, await encodePlace(withPreset(first, preset))));
}

/** Goes to Compare with the script about one person (an id): what follows them, and what stays behind. */
export async function comparePerson(engine: Client, workspace: string, person: string): Promise<void> {
  try {
    const presets = await engine.call("compare.presets", { workspace, person });
    const [life] = presets.presets;
    if (life !== undefined) await openPreset(workspace, presets, life);
  } catch (failure) {
    tellError(describeFailure(failure));
  }
}
