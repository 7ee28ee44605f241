import { attributesSchema } from "../attribute-value.ts";
import type { RecordedAction } from "./describe-action.ts";
import type { Pseudonymiser } from "./pseudonym.ts";

/** Members of actions that are all about one person. What else they hold names parts of the workspace. */
const PERSONAL: ReadonlySet<string> = new Set(["user", "userName", "email", "account"]);

/**
 * An action of the journal without what tells who somebody is. Whoever is named in one and nowhere else is met by it as
 * well: replace the actions once before the sentences that may mention these people.
 */
export function replaceInAction(action: RecordedAction, pseudonyms: Pseudonymiser): RecordedAction {
  if (action.type === "hire" && typeof action.id === "string") pseudonyms.learnId(action.id, "person");
  const members = Object.entries(action).map(([name, value]) => [name, replaceMember(name, value, pseudonyms)]);
  return { ...Object.fromEntries(members), type: action.type };
}

function replaceMember(name: string, value: unknown, pseudonyms: Pseudonymiser): unknown {
  if (name === "attributes") {
    const { data = {} } = attributesSchema.safeParse(value);
    return pseudonyms.attributes(data);
  }
  if (typeof value !== "string") return value;
  if (PERSONAL.has(name)) return pseudonyms.personal(value);
  // Of a request in live mode: an account may go by its id.
  if (name === "path") return value.split("/").map(pseudonyms.id).join("/");
  return name === "id" ? pseudonyms.id(value) : value;
}
