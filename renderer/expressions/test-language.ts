import type { ExpressionLanguage } from "../../core/contract/expression-results.ts";
import type { Signature } from "./signature-text.ts";

function signature(name: string, parameters: Signature["parameters"], others: Partial<Signature> = {}): Signature {
  const base = { result: "text", summary: `What ${name} does.`, certainty: "documented", source: "reference" } as const;
  return { name, parameters, ...base, ...others };
}

const text = { name: "source", type: "text" } as const;

/** A little of Entra's language, as the tests of this folder write it. */
export const ENTRA: ExpressionLanguage = {
  name: "Microsoft Entra",
  functions: [
    signature("ToUpper", [text, { name: "culture", type: "text", optional: true }]),
    signature("Join", [
      { name: "separator", type: "text" },
      { ...text, repeats: true },
    ]),
    signature("Now", []),
  ],
  keywords: ["IgnoreAttributeFlow"],
  roots: [],
  attributesAfter: ["["],
  members: [],
  attributes: ["mail", "givenName"],
};

/** A little of Okta's. */
export const OKTA: ExpressionLanguage = {
  name: "Okta expression language",
  functions: [
    signature("String.len", [text], { result: "number" }),
    signature("String.append", [text, text]),
    signature("toUpperCase", [text], { on: "text" }),
    signature("getGroups", [], { on: "object", result: "list" }),
  ],
  keywords: ["true", "null"],
  roots: ["user", "appuser"],
  attributesAfter: ["user."],
  members: [],
  attributes: ["email", "login"],
};
