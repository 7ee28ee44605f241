import type { ClaimCondition, ClaimMapping, ClaimOperand, ClaimTransformation } from "../../core/contract/model.ts";

/** What is done with a claim's source: the members of a row, of a condition or of a NameID. */
export type Refinement = Pick<ClaimMapping, "transformations" | "multivalued" | "conditions">;

/** The most transformations one after the other, as Entra takes them. */
export const MOST_TRANSFORMATIONS = 2;

/** A transformation as a person chooses it: some functions have forms of their own. */
export type TransformationForm =
  | Exclude<ClaimTransformation["function"], "Extract">
  | "ExtractAfter"
  | "ExtractBefore"
  | "ExtractBetween";

/** The forms by the names that Entra's portal has for them. */
export const TRANSFORMATION_FORMS: readonly (readonly [TransformationForm, string])[] = [
  ["ExtractMailPrefix", "ExtractMailPrefix()"],
  ["Join", "Join()"],
  ["ToLowercase", "ToLowercase()"],
  ["ToUppercase", "ToUppercase()"],
  ["Contains", "Contains()"],
  ["EndWith", "EndWith()"],
  ["StartWith", "StartWith()"],
  ["ExtractAfter", "Extract() - After matching"],
  ["ExtractBefore", "Extract() - Before matching"],
  ["ExtractBetween", "Extract() - Between matching"],
  ["ExtractAlpha", "ExtractAlpha()"],
  ["ExtractNumeric", "ExtractNumeric()"],
  ["IfEmpty", "IfEmpty()"],
  ["IfNotEmpty", "IfNotEmpty()"],
  ["Substring", "Substring()"],
  ["RegexReplace", "RegexReplace()"],
];

/** Of the transformations, groups take one alone. */
export const GROUP_FORMS = TRANSFORMATION_FORMS.filter(([form]) => form === "RegexReplace");

/** The form that a transformation has. */
export function formOf(transformation: ClaimTransformation): TransformationForm {
  if (transformation.function !== "Extract") return transformation.function;
  if (transformation.after === undefined) return "ExtractBefore";
  return transformation.before === undefined ? "ExtractAfter" : "ExtractBetween";
}

const NOTHING: ClaimOperand = { attribute: "" };

/** A transformation of a form, to begin with. */
export function buildTransformation(form: TransformationForm): ClaimTransformation {
  switch (form) {
    case "ExtractMailPrefix":
    case "ToLowercase":
    case "ToUppercase":
      return { function: form };
    case "Join":
      return { function: form, separator: "", with: NOTHING };
    case "Contains":
    case "EndWith":
    case "StartWith":
      return { function: form, value: "", output: NOTHING };
    case "ExtractAfter":
      return { function: "Extract", after: "" };
    case "ExtractBefore":
      return { function: "Extract", before: "" };
    case "ExtractBetween":
      return { function: "Extract", after: "", before: "" };
    case "ExtractAlpha":
    case "ExtractNumeric":
      return { function: form, side: "prefix" };
    case "IfEmpty":
    case "IfNotEmpty":
      return { function: form, output: NOTHING };
    case "Substring":
      return { function: form, start: 0 };
    case "RegexReplace":
      return { function: form, pattern: "", replacement: "" };
  }
}

/** A condition to begin with: for guests, since that is what they are mostly for. */
export const NEW_CONDITION: ClaimCondition = { userType: "guests", source: { kind: "attribute", attribute: "" } };

/** The list without one of its items; undefined where none is left. */
export function withoutItem<Item>(list: readonly Item[], index: number): Item[] | undefined {
  const rest = list.filter((_, each) => each !== index);
  return rest.length === 0 ? undefined : rest;
}

/** The list with another item in one place. */
export function withItem<Item>(list: readonly Item[], index: number, item: Item): Item[] {
  return list.map((each, place) => (place === index ? item : each));
}
