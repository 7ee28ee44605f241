import type { SettingComparison } from "../../core/contract/model.ts";
import { isSame } from "./setting.ts";

/** How a drafted value stands beside what a behaviour card says of it. */
export function standingOf({ rule, expected }: SettingComparison, value: unknown): SettingComparison["standing"] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const agrees =
    "equals" in expected
      ? isSame(value, expected.equals)
      : expected.includes.every((wanted) => entries.some((entry) => isSame(entry, wanted)));
  if (!agrees) return "changed";
  return rule.known ? "asDocumented" : "asAssumed";
}
