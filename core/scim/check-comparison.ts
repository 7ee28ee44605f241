import { type AttributePath, showPath } from "./attribute-path.ts";
import { parseDateTime } from "./date-time.ts";
import type { ComparisonOperator, ComparisonValue } from "./filter.ts";
import { findAttribute, type ScimAttribute, type ScimDataType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/**
 * The path that a comparison is made with. A complex attribute stands for its `value` where it has one: `emails co "x"`
 * is `emails.value co "x"`, as in the RFC's own examples. Undefined where it has none.
 */
export function comparedPath(path: AttributePath): AttributePath | undefined {
  const { attribute, sub } = path;
  if (sub !== undefined || attribute.type !== "complex") return path;
  const value = findAttribute(attribute.subAttributes ?? [], "value");
  return value === undefined ? undefined : { ...path, sub: value };
}

/** What to tell about a complex attribute that stands for nothing, without the full stop. */
export function describeComplex(path: AttributePath): string {
  const [first] = path.attribute.subAttributes ?? [];
  const example = first === undefined ? "" : `, such as \`${showPath({ ...path, sub: first })}\``;
  return `\`${showPath(path)}\` is complex; name one of its sub-attributes${example}`;
}

/**
 * An attribute that is never returned cannot be asked for either: a filter would tell a password letter by letter (RFC
 * 7643, section 7 leaves it to the server).
 *
 * @throws {ScimError} 400 `invalidFilter`
 */
export function checkReadable(attribute: ScimAttribute): void {
  if (attribute.returned !== "never") return;
  throw refusal(`\`${attribute.name}\` is never returned, so a filter cannot ask for it`);
}

const ORDER: ReadonlySet<ComparisonOperator> = new Set(["gt", "ge", "lt", "le"]);
const EQUALITY: ReadonlySet<ComparisonOperator> = new Set(["eq", "ne"]);

/**
 * Checks an operator against the type of an attribute: `co`, `sw` and `ew` are for text, and boolean and binary have no
 * order (RFC 7644, section 3.4.2.2, table 3).
 *
 * @throws {ScimError} 400 `invalidFilter`
 */
export function checkOperator({ name, type }: ScimAttribute, operator: ComparisonOperator): void {
  const isText = type === "string" || type === "reference";
  const isOrdered = isText || type === "integer" || type === "decimal" || type === "dateTime";
  if (EQUALITY.has(operator) || isText || (isOrdered && ORDER.has(operator))) return;
  const allowed = isOrdered ? "`eq`, `ne`, `gt`, `ge`, `lt` and `le`" : "`eq` and `ne`";
  throw refusal(`\`${name}\` is ${WORDS[type]}, which takes ${allowed}, not \`${operator}\``);
}

/**
 * Checks what an attribute is compared with against its type.
 *
 * @param lenientBooleans takes `"True"` and `"False"` for booleans, as Entra sends them (F29)
 * @returns the value, with such a text turned into a boolean
 * @throws {ScimError} 400 `invalidFilter` that says what would be right
 */
export function checkLiteral(
  attribute: ScimAttribute,
  operator: ComparisonOperator,
  value: ComparisonValue,
  lenientBooleans: boolean,
): ComparisonValue {
  const { name, type } = attribute;
  if (value === null) return checkNull(name, operator);
  if (type === "boolean" && lenientBooleans && isBooleanText(value)) return value.toLowerCase() === "true";
  if (fits(type, value)) return value;
  throw refusal(`\`${name}\` is ${WORDS[type]}; compare it with ${EXAMPLES[type]}`);
}

function checkNull(name: string, operator: ComparisonOperator): null {
  if (EQUALITY.has(operator)) return null;
  throw refusal(`\`${name} ${operator} null\` has no meaning; null takes \`eq\` and \`ne\``);
}

function fits(type: ScimDataType, value: string | number | boolean): boolean {
  switch (type) {
    case "string":
    case "reference":
    case "binary":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
    case "decimal":
      return typeof value === "number";
    case "dateTime":
      return typeof value === "string" && parseDateTime(value) !== undefined;
    case "complex":
      return false;
  }
}

function isBooleanText(value: ComparisonValue): value is string {
  return typeof value === "string" && /^(?:true|false)$/i.test(value);
}

const WORDS: Readonly<Record<ScimDataType, string>> = {
  string: "text",
  reference: "a reference",
  binary: "binary",
  boolean: "a boolean",
  integer: "a number",
  decimal: "a number",
  dateTime: "a dateTime",
  complex: "complex",
};

const TEXT = 'text in double quotes, such as "x"';
const NUMBER = "a number without quotes, such as 1";

const EXAMPLES: Readonly<Record<ScimDataType, string>> = {
  string: TEXT,
  reference: TEXT,
  binary: "base64 in double quotes",
  boolean: "true or false, without quotes",
  integer: NUMBER,
  decimal: NUMBER,
  dateTime: 'a date and a time that exist, such as "2026-03-02T09:00:00Z"',
  complex: "null",
};

function refusal(sentence: string): ScimError {
  return new ScimError(400, "invalidFilter", `${sentence}.`);
}
