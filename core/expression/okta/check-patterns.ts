import type { Finding } from "../dialect.ts";
import { parseTextPattern } from "../parse-text-pattern.ts";
import { type Argument, isGiven, type Node } from "../tree.ts";
import { type PatternLetters, parseDatePattern } from "./date-pattern.ts";
import { error, type Scope, warning } from "./finding.ts";
import { isZone } from "./zones.ts";

/** What stands in literal texts: regular expressions, patterns of dates, time zones. */
export function checkPatterns(node: Node, { language }: Scope): readonly Finding[] {
  if (node.kind === "operation") return node.operator === "matches" ? checkRegex(node.right) : [];
  if (node.kind === "call")
    return checkArguments(node.args, language.id === "okta" ? IN_CALLS.get(node.name) : undefined);
  return node.kind === "method" ? checkArguments(node.args, IN_METHODS.get(node.name)) : [];
}

type Check = (node: Node) => readonly Finding[];

const joda: Check = (node) => checkDatePattern(node, "joda");
const java: Check = (node) => checkDatePattern(node, "java");
const nothing: Check = () => [];

/** By function: what each argument is. */
const IN_CALLS: ReadonlyMap<string, readonly Check[]> = new Map([
  ["isMemberOfGroupNameRegex", [checkGroupRegex]],
  ["Time.now", [checkZone, joda]],
  ["Time.fromStringToIso8601", [nothing, joda]],
  ["Time.fromIso8601ToString", [nothing, joda]],
]);

const IN_METHODS: ReadonlyMap<string, readonly Check[]> = new Map([
  ["toString", [java]],
  ["parseStringTime", [java]],
  ["toZone", [checkZone]],
]);

function checkArguments(args: readonly Argument[], checks: readonly Check[] = []): readonly Finding[] {
  return args.flatMap((argument, index) => (isGiven(argument) ? (checks[index] ?? nothing)(argument) : []));
}

function literalIn(node: Node): string | undefined {
  return node.kind === "literal" && typeof node.value === "string" ? node.value : undefined;
}

function checkRegex(node: Node): readonly Finding[] {
  const text = literalIn(node);
  const parsed = text === undefined ? undefined : parseTextPattern("java", text);
  if (parsed === undefined || parsed.ok) return [];
  return [error("EXPRESSION_PATTERN", node, `This pattern cannot be run here: ${parsed.problem}`)];
}

/** Okta's own sample starts with a slash, which only a name with a slash matches. */
function checkGroupRegex(node: Node): readonly Finding[] {
  if (literalIn(node)?.startsWith("/") !== true) return checkRegex(node);
  const message = "The slash is part of the pattern: it stands in Okta's own sample by mistake.";
  return [...checkRegex(node), warning("EXPRESSION_SLASH_IN_PATTERN", node, message)];
}

function checkDatePattern(node: Node, letters: PatternLetters): readonly Finding[] {
  const text = literalIn(node);
  const parsed = text === undefined ? undefined : parseDatePattern(letters, text);
  return parsed === undefined || parsed.ok ? [] : [error("EXPRESSION_DATE_FORMAT", node, parsed.problem)];
}

function checkZone(node: Node): readonly Finding[] {
  const text = literalIn(node);
  if (text === undefined || isZone(text)) return [];
  return [error("EXPRESSION_UNKNOWN_ZONE", node, `There is no time zone ${JSON.stringify(text)}.`)];
}
