import { unknownFunction } from "../check-calls.ts";
import type { Finding } from "../dialect.ts";
import type { CallNode, MethodNode } from "../tree.ts";
import { error } from "./finding.ts";
import { foreignName } from "./foreign-names.ts";
import { isUser, type OktaLanguage } from "./language.ts";

/** A function or a method that the language does not have: what it is elsewhere, and what does the same here. */
export function unknownName(node: CallNode | MethodNode, language: OktaLanguage): Finding {
  const instead = foreignName(language.id, node.name);
  if (instead !== undefined) return knownElsewhere(node, instead);
  if (node.kind === "call") return unknownFunction(node, language.functions.keys());
  if (isUser(node.of, language)) return unknownFunction(node, language.userMethods.keys());
  return language.methods.size === 0 ? methodInClassic(node) : unknownFunction(node, language.methods.keys());
}

function knownElsewhere({ name, nameSpan }: CallNode | MethodNode, instead: string): Finding {
  const message = `There is no function \`${name}\` in this language; use \`${instead}\`${NOTES[name] ?? "."}`;
  return error("EXPRESSION_UNKNOWN_FUNCTION", nameSpan, message, instead);
}

const NOTES: Readonly<Record<string, string>> = {
  "String.endsWith": ": `a matches '.*end'`. Okta's classic language has a `String.startsWith`, and no counterpart.",
  Mid: ", which counts from 0, and whose last number is an end that is not included.",
  Switch: ", whose keys need only be a part of the text.",
  InStr: ", which says whether, not where.",
};

/** The classic language has no methods but those of `user`. */
function methodInClassic({ name, nameSpan }: MethodNode): Finding {
  const instead = foreignName("okta", `String.${name}`) ?? `String.${name}`;
  const message = `Methods such as \`.${name}(…)\` are of the Identity Engine's language; here a function takes the value, such as \`${instead}(…)\`.`;
  return error("EXPRESSION_UNKNOWN_FUNCTION", nameSpan, message, instead);
}
