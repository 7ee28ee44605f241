import { ExpressionError, type Span } from "../expression-error.ts";

/** What SpEL has and Okta does not: its name and what would be right (okta-expressions.md, section 1). */
interface Forbidden {
  readonly name: string;
  readonly advice: string;
}

const ATTRIBUTES_ONLY = "Values come from attributes, such as `user.email`.";
const FUNCTIONS_ONLY = "Only the functions of Okta's language can be called.";

/** By the symbol that it is written with. */
const BY_SYMBOL: Readonly<Record<string, Forbidden>> = {
  "=": { name: "assignment (`=`)", advice: "Compare with `==`." },
  "++": { name: "increment operator (`++`)", advice: "Add with `+ 1`." },
  "--": { name: "decrement operator (`--`)", advice: "Subtract with `- 1`; put a blank between two minus signs." },
  "#": { name: "variable and function references (`#name`)", advice: ATTRIBUTES_ONLY },
  "@": { name: "bean references (`@name`)", advice: ATTRIBUTES_ONLY },
  "&": { name: "bean references (`&name`)", advice: "And is written `AND` or `&&`." },
  "^": { name: "power operator (`^`)", advice: "Multiply with `*`." },
  "?.": { name: "safe navigation (`?.`)", advice: "Ask first: `a != null ? a.b : null`." },
  "?[": { name: "selection (`.?[…]`)", advice: "`user.getGroups(…)` takes criteria." },
  "^[": { name: "selection (`.^[…]`)", advice: "An element is taken with `Arrays.get(…)`." },
  "$[": { name: "selection (`.$[…]`)", advice: "An element is taken with `Arrays.get(…)`." },
};

const BY_WORD: Readonly<Record<string, Forbidden>> = {
  new: { name: "constructors (`new`)", advice: FUNCTIONS_ONLY },
  instanceof: { name: "operator `instanceof`", advice: "Types cannot be asked for." },
  between: { name: "operator `between`", advice: "Write `a >= 1 AND a <= 5`." },
};

const TYPE_REFERENCE: Forbidden = { name: "type references (`T(…)`)", advice: FUNCTIONS_ONLY };
const QUALIFIED: Forbidden = { name: "qualified identifiers (such as `java.lang.String`)", advice: FUNCTIONS_ONLY };

/** The refusal of a symbol; undefined where it is none of SpEL's forbidden ones. */
export function forbiddenSymbol(symbol: string, span: Span, text: string): ExpressionError | undefined {
  const found = Object.hasOwn(BY_SYMBOL, symbol) ? BY_SYMBOL[symbol] : undefined;
  return found && refusal(found, span, text);
}

/** The refusal of a word, such as `instanceof`; undefined where it is a plain name. */
export function forbiddenWord(word: string, span: Span, text: string): ExpressionError | undefined {
  const key = word.toLowerCase();
  const found = Object.hasOwn(BY_WORD, key) ? BY_WORD[key] : undefined;
  return found && refusal(found, span, text);
}

/** The refusal of `T(…)`. */
export function forbiddenType(span: Span, text: string): ExpressionError {
  return refusal(TYPE_REFERENCE, span, text);
}

/** The refusal of a Java package where a value would stand. */
export function forbiddenPackage(span: Span, text: string): ExpressionError {
  return refusal(QUALIFIED, span, text);
}

function refusal({ name, advice }: Forbidden, span: Span, text: string): ExpressionError {
  const message = `Okta's language does not have SpEL's ${name}. ${advice}`;
  return new ExpressionError("EXPRESSION_FORBIDDEN_CONSTRUCT", message, span, text);
}
