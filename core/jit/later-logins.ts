import { type AttributeValue, isBlank } from "../attribute-value.ts";
import type { JitPolicy } from "./policy.ts";

/**
 * Why a mapped value is left unwritten at a login to an account that exists; undefined where it is written. `present`
 * is what the account has there now.
 */
export function whyLeftAlone(
  apply: "always" | "create",
  laterLogins: JitPolicy["laterLogins"],
  present: AttributeValue | undefined,
): string | undefined {
  if (apply === "create") return "Written only when an account is made, and this one exists.";
  if (laterLogins === "nothing") return "Later logins write nothing.";
  if (laterLogins === "fillEmpty" && !isBlank(present)) {
    return "Later logins fill empty attributes only, and this one has a value.";
  }
  return undefined;
}
