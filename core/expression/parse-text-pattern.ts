import { RE2JS, RE2JSException } from "re2js";
import { emitPattern } from "./pattern/emit-pattern.ts";
import { parsePatternTree } from "./pattern/parse-pattern-tree.ts";
import type { PatternTree } from "./pattern/pattern-tree.ts";
import { PatternProblem } from "./pattern/reader.ts";
import { caseRules, needsBacktracking, type Risk, riskOf } from "./pattern/risk.ts";
import type { ParsedPattern, PatternFlavour, PatternMatch, TextPattern } from "./text-pattern.ts";

/** Compiling costs a hundred times more than matching, and the same few patterns come back for everybody. */
const known = new Map<string, ParsedPattern>();
const KNOWN_LIMIT = 512;

/**
 * Reads a regular expression of .NET or Java and makes it ready to run, so that no text can make it run away: a pattern
 * whose time could grow beyond bounds runs on RE2, which takes time in proportion to the text; one that RE2 cannot run
 * (look-around, back-references) is refused where it could grow without end, and otherwise held to a number of
 * characters. What differs from the products: a character outside the Basic Multilingual Plane counts as one; on RE2,
 * `$` holds at the very end only, and `\b` knows ASCII letters only.
 */
export function parseTextPattern(flavour: PatternFlavour, text: string): ParsedPattern {
  const key = `${flavour}:${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_LIMIT) known.clear();
  const fresh = readPattern(flavour, text);
  known.set(key, fresh);
  return fresh;
}

function readPattern(flavour: PatternFlavour, text: string): ParsedPattern {
  try {
    return preparePattern(parsePatternTree(text, flavour));
  } catch (error) {
    if (error instanceof PatternProblem) return { ok: false, problem: error.message, at: error.at };
    if (error instanceof RE2JSException || error instanceof SyntaxError)
      return { ok: false, problem: `It cannot be run: ${error.message}` };
    throw error;
  }
}

/** Steps that a backtracking engine may take by the estimate, where RE2 could do it instead: some hundredths of a second. */
const FEW_STEPS = 5e6;

/** The same where nothing else can run the pattern: about a second. */
const MOST_STEPS = 5e7;

function preparePattern(tree: PatternTree): ParsedPattern {
  const risk = riskOf(tree.root);
  const cases = caseRules(tree.root);
  const mixedCase = cases.ignored && cases.kept;
  const onlyBacktracks = needsBacktracking(tree.root);
  const runsAway = risk.exponential || risk.ways > (onlyBacktracks ? MOST_STEPS : FEW_STEPS);
  if (!onlyBacktracks) {
    if (mixedCase || runsAway) return { ok: true, pattern: createLinear(tree) };
    const limit = longest(risk, FEW_STEPS);
    const linear = createLazily(() => createLinearFor(tree, limit));
    return { ok: true, pattern: chooseByLength(createBacktracking(tree, cases.ignored), linear, limit) };
  }
  if (runsAway)
    return {
      ok: false,
      problem: "It could run without end on some texts, and it looks around or back, which only such an engine can.",
    };
  if (mixedCase)
    return { ok: false, problem: "It ignores case in one part only and looks around or back; that cannot be run." };
  return { ok: true, pattern: holdToLength(createBacktracking(tree, cases.ignored), longest(risk, MOST_STEPS)) };
}

/** The longest text that a pattern of this risk may see. */
function longest({ degree, ways }: Risk, steps: number): number {
  return Math.floor((steps / ways) ** (1 / degree));
}

function createLazily<Value>(create: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}

function chooseByLength(fast: TextPattern, linear: () => TextPattern, limit: number): TextPattern {
  const choose = (text: string) => (text.length <= limit ? fast : linear());
  return {
    find: (text, from) => choose(text).find(text, from),
    findAll: (text) => choose(text).findAll(text),
    matchesWhole: (text) => choose(text).matchesWhole(text),
  };
}

/** A text that is too long for a pattern: an evaluation ends with this sentence. */
export class TextTooLong extends Error {}

function holdToLength(pattern: TextPattern, limit: number): TextPattern {
  const check = (text: string) => {
    if (text.length > limit)
      throw new TextTooLong(
        `The pattern looks around or back and is run on ${limit} characters at most; the text has ${text.length}.`,
      );
    return pattern;
  };
  return {
    find: (text, from) => check(text).find(text, from),
    findAll: (text) => check(text).findAll(text),
    matchesWhole: (text) => check(text).matchesWhole(text),
  };
}

function createBacktracking(tree: PatternTree, ignoreCase: boolean): TextPattern {
  const source = emitPattern(tree.root, "javascript");
  const flags = ignoreCase ? "iu" : "u";
  const search = new RegExp(source, `${flags}g`);
  const whole = new RegExp(`^(?:${source})$`, flags);
  const placed = createLazily(() => new RegExp(source, `${flags}dy`));
  const find = (text: string, from = 0): PatternMatch | undefined => {
    search.lastIndex = from;
    const found = search.exec(text);
    return found === null ? undefined : readMatch(found, tree, placed);
  };
  return { find, findAll: (text) => findEach(text, find), matchesWhole: (text) => whole.test(text) };
}

function readMatch(found: RegExpExecArray, tree: PatternTree, placed: () => RegExp): PatternMatch {
  const { index, input } = found;
  return {
    index,
    text: found[0],
    groups: inNumbers(tree, (order) => found[order]),
    names: tree.names,
    get places() {
      const again = placed();
      again.lastIndex = index;
      const indices = again.exec(input)?.indices;
      return inNumbers(tree, (order) => {
        const place = indices?.[order];
        return place === undefined ? undefined : { from: place[0], to: place[1] };
      });
    },
  };
}

/** What each capture gave, by its number in the pattern's own flavour. */
function inNumbers<Value>({ numbers }: PatternTree, give: (order: number) => Value): readonly Value[] {
  const given: Value[] = new Array(numbers.length);
  numbers.forEach((number, index) => {
    given[number - 1] = give(index + 1);
  });
  return given;
}

/** Match after match. After an empty one the search goes on one character further. */
function findEach(
  text: string,
  find: (text: string, from: number) => PatternMatch | undefined,
): readonly PatternMatch[] {
  const matches: PatternMatch[] = [];
  for (let from = 0; from <= text.length; ) {
    const match = find(text, from);
    if (match === undefined) break;
    matches.push(match);
    const end = match.index + match.text.length;
    from = match.text === "" ? end + ((text.codePointAt(end) ?? 0) > 0xff_ff ? 2 : 1) : end;
  }
  return matches;
}

/** For texts beyond `limit`. A pattern that RE2 finds too large is held to that many characters. */
function createLinearFor(tree: PatternTree, limit: number): TextPattern {
  try {
    return createLinear(tree);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const refuse = (text: string): never => {
      throw new TextTooLong(`The pattern is run on ${limit} characters at most; the text has ${text.length}.`);
    };
    return { find: refuse, findAll: refuse, matchesWhole: refuse };
  }
}

/**
 * Steps that RE2 may take on one text, by the size of its program and the characters that lie ahead of each search: half a
 * second. Each search takes time in proportion to what lies ahead, so that a thousand matches take a thousand times that.
 */
const MOST_LINEAR_STEPS = 6e6;

function createLinear(tree: PatternTree): TextPattern {
  const compiled = RE2JS.compile(emitPattern(tree.root, "re2"));
  const size = compiled.programSize();
  const charge = (text: string, from: number, before = 0): number => {
    const steps = before + (text.length - from) * size;
    if (steps <= MOST_LINEAR_STEPS) return steps;
    throw new TextTooLong(`The pattern would take too long on a text of ${text.length} characters.`);
  };
  const search = (text: string, from: number): PatternMatch | undefined => {
    const matcher = compiled.matcher(text);
    if (!matcher.find(from)) return undefined;
    const placeOf = (order: number) => {
      const start = matcher.start(order);
      return start < 0 ? undefined : { from: start, to: matcher.end(order) };
    };
    const places = inNumbers(tree, placeOf);
    const groups = places.map((place) => (place === undefined ? undefined : text.slice(place.from, place.to)));
    return {
      index: matcher.start(0),
      text: text.slice(matcher.start(0), matcher.end(0)),
      groups,
      places,
      names: tree.names,
    };
  };
  return {
    find(text, from = 0) {
      charge(text, from);
      return search(text, from);
    },
    findAll(text) {
      let steps = 0;
      return findEach(text, (on, from) => {
        steps = charge(on, from, steps);
        return search(on, from);
      });
    },
    matchesWhole(text) {
      charge(text, 0);
      return compiled.testExact(text);
    },
  };
}
