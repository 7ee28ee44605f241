import type { DirectoryUser } from "../directory/directory.ts";
import { NotKnown } from "../expression/input.ts";

/**
 * What Okta knows of a person beside the profile: `user.getInternalProperty("status")`, Identity Engine's `user.id`
 * (okta-expressions.md, sections 2 and 5). Null: no status for somebody who is let go, undefined: there is no such
 * property. NotKnown for the times, which nothing here keeps.
 */
export function internalProperty(user: DirectoryUser, name: string): string | null | undefined {
  switch (name) {
    case "id":
      return user.id;
    case "status":
      return statusOf(user);
    case "created":
    case "lastUpdated":
    case "passwordChanged":
    case "lastLogin":
      throw new NotKnown(name, `It is not kept here what Okta has as \`${name}\` of people.`);
    default:
      return undefined;
  }
}

/** Statuses of Okta with which somebody counts as active here, beside ACTIVE itself. */
const ACTIVE_TOO: readonly unknown[] = ["PROVISIONED", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"];

/** The status that an import brought counts as long as it agrees with what became of the person since. */
function statusOf({ active, suspended, deletedAt, attributes }: DirectoryUser): string | null {
  const imported = attributes.status;
  if (!active || deletedAt !== undefined) return imported === "STAGED" ? "STAGED" : null;
  if (suspended === true) return "SUSPENDED";
  return typeof imported === "string" && ACTIVE_TOO.includes(imported) ? imported : "ACTIVE";
}
