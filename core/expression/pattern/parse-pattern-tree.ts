import type { PatternFlavour } from "../text-pattern.ts";
import { buildAnchor, buildAnyCharacter, buildLiteral } from "./build-node.ts";
import { namesOf, numberCaptures, settleReferences } from "./captures.ts";
import { readEscape } from "./escapes.ts";
import { readGroup } from "./groups.ts";
import type { PatternNode, PatternTree } from "./pattern-tree.ts";
import { readClass } from "./read-class.ts";
import { createReader, PatternProblem, peek, type Reader, skipFreeSpacing, take, takeCharacter } from "./reader.ts";
import { readRepetition } from "./repetition.ts";

const DEEPEST = 50;
const LONGEST = 5_000;

/**
 * Reads a pattern of .NET or Java. A PatternProblem where it is malformed, or where it uses what no engine here has:
 * atomic groups and possessive quantifiers, balancing groups, conditionals, `\G`, subtraction and intersection of
 * classes, blocks and scripts.
 */
export function parsePatternTree(text: string, flavour: PatternFlavour): PatternTree {
  if (text.length > LONGEST) throw new PatternProblem(`A pattern may have ${LONGEST} characters at most.`, LONGEST);
  const reader = createReader(text, flavour);
  const root = readChoice(reader);
  if (reader.position < text.length) throw new PatternProblem("This `)` closes nothing.", reader.position);
  const numbers = numberCaptures(reader.captures, flavour);
  const names = namesOf(reader.captures, numbers);
  return { root: settleReferences(root, reader, numbers, names), numbers, names };
}

function readChoice(reader: Reader): PatternNode {
  if (reader.depth >= DEEPEST)
    throw new PatternProblem(`Groups may be nested ${DEEPEST} deep at most.`, reader.position);
  reader.depth += 1;
  const branches = [readSequence(reader)];
  while (take(reader, "|")) branches.push(readSequence(reader));
  reader.depth -= 1;
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { kind: "choice", branches };
}

function readSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = [];
  for (;;) {
    skipFreeSpacing(reader);
    const next = peek(reader);
    if (next === "" || next === "|" || next === ")") return { kind: "sequence", items };
    const atom = readAtom(reader);
    if (atom !== undefined) items.push(readRepetition(reader, atom));
  }
}

/** Undefined for what only sets flags or is a comment. */
function readAtom(reader: Reader): PatternNode | undefined {
  const at = reader.position;
  const character = takeCharacter(reader);
  switch (character) {
    case "(":
      return readGroup(reader, readChoice);
    case "[":
      return readClass(reader);
    case ".":
      return buildAnyCharacter(reader);
    case "^":
      return buildAnchor(reader.flags.m ? "lineStart" : "start");
    case "$":
      return buildAnchor(reader.flags.m ? "lineEnd" : "end");
    case "\\":
      return readEscape(reader);
    case "*":
    case "+":
    case "?":
      throw new PatternProblem(`\`${character}\` repeats nothing.`, at);
    default:
      return buildLiteral(character, reader);
  }
}
