import type { Random } from "../../random.ts";
import type { Run, Session } from "../compile.ts";
import type { CallNode } from "../tree.ts";
import { type Call, callError, type FunctionTable, slot } from "./call.ts";
import { integerOf, textOf } from "./coerce.ts";

/** Functions that draw: from the simulation's randomness alone (section 2, `RandomString` and `Guid`). */
export const DRAWING_FUNCTIONS: FunctionTable = { RandomString: buildRandomString, Guid: buildGuid };

/** Digits, special characters, capitals, small letters, in the order of the function's parameters. */
const KINDS = ["0123456789", "!#$%&()*+-./:;<=>?@[]^_{|}~", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"];

const LONGEST_RANDOM = 256;

function buildRandomString(call: Call): Run {
  const { node } = call;
  const [length, avoid] = [slot(call, 0), slot(call, 5)];
  const minimums = [1, 2, 3, 4].map((index) => slot(call, index));
  const names = ["MinimumNumbers", "MinimumSpecialCharacters", "MinimumCapital", "MinimumLowerCase"];
  return (session) => {
    const wanted = integerOf(length(session), "Length", node);
    const least = minimums.map((run, index) => integerOf(run(session), names[index] ?? "", node));
    checkLengths(wanted, least, node);
    const avoided = textOf(avoid(session), node) ?? "";
    const kinds = KINDS.map((kind) => [...kind].filter((character) => !avoided.includes(character)));
    return drawText(randomOf(session, node), wanted, least, kinds, node);
  };
}

function checkLengths(length: number, least: readonly number[], node: CallNode): void {
  const sum = least.reduce((total, count) => total + count, 0);
  if (least.some((count) => count < 0)) throw randomError("a minimum cannot be negative", node);
  if (length < sum) throw randomError(`the minimums come to ${sum}, and the length is ${length}`, node);
  if (length > LONGEST_RANDOM) throw randomError(`the length is at most ${LONGEST_RANDOM}, not ${length}`, node);
}

function drawText(
  random: Random,
  length: number,
  least: readonly number[],
  kinds: readonly (readonly string[])[],
  node: CallNode,
): string {
  const drawn: string[] = [];
  kinds.forEach((kind, index) => {
    for (let count = least[index] ?? 0; count > 0; count -= 1) drawn.push(drawFrom(random, kind, node));
  });
  const all = kinds.flat();
  while (drawn.length < length) drawn.push(drawFrom(random, all, node));
  return shuffle(random, drawn).join("");
}

function drawFrom(random: Random, characters: readonly string[], node: CallNode): string {
  const drawn = characters.length === 0 ? undefined : characters[drawBelow(random, characters.length)];
  if (drawn === undefined) throw randomError("`CharactersToAvoid` leaves no character of a kind that is needed", node);
  return drawn;
}

function shuffle(random: Random, items: string[]): readonly string[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = drawBelow(random, last + 1);
    const kept = shuffled[last] ?? "";
    shuffled[last] = shuffled[other] ?? "";
    shuffled[other] = kept;
  }
  return shuffled;
}

/** A number from 0 below a limit of 256 at most, each as likely as any other. */
function drawBelow(random: Random, limit: number): number {
  const fair = 256 - (256 % limit);
  for (;;) {
    const byte = random.bytes(1)[0] ?? 0;
    if (byte < fair) return byte % limit;
  }
}

/** Version 4, as .NET makes them. */
function buildGuid({ node }: Call): Run {
  return (session) => {
    const hex = Array.from(randomOf(session, node).bytes(16), (byte, index) => toHex(guidByte(byte, index))).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
}

function guidByte(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40;
  return index === 8 ? (byte & 0x3f) | 0x80 : byte;
}

function toHex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function randomOf({ input }: Session, node: CallNode): Random {
  if (input.random !== undefined) return input.random;
  throw callError("EXPRESSION_NO_RANDOMNESS", `\`${node.name}\` draws at random; here is nothing to draw from.`, node);
}

function randomError(what: string, node: CallNode) {
  return callError("EXPRESSION_OUT_OF_RANGE", `\`${node.name}\`: ${what}.`, node);
}
