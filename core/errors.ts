/** Where in the input something was found: a file, and a place in it such as `directory.users[3].userName` or `line 4`. */
export interface ErrorPlace {
  readonly file?: string;
  readonly path?: string;
}

/**
 * Bad input, or a wish that cannot be met: a stable code, the place, and one sentence that says what was found and
 * what would be right. A failure that is *simulated* is never one of these: it is a value in the trace.
 */
export class RehearsalError extends Error {
  readonly code: string;
  readonly place: ErrorPlace;

  constructor(code: string, message: string, place: ErrorPlace = {}) {
    super(message);
    this.name = "RehearsalError";
    this.code = code;
    this.place = place;
  }
}

/** The error in one line for a terminal: file, place, sentence, code. */
export function describeError(error: RehearsalError): string {
  const { file, path } = error.place;
  const place = [file, path].filter((part) => part !== undefined && part !== "").join(": ");
  return inOneLine(`${place === "" ? "" : `${place}: `}${error.message} (${error.code})`);
}

/** A name from a file may hold line ends and other control characters; a sentence that quotes it stays one line all the same. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The name nearest to `name` among `candidates`, for "did you mean …?"; undefined where none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const limit = Math.min(bestDistance, Math.max(name.length, candidate.length));
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance < limit) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The end of a sentence about an unknown name: ` Did you mean "Ada"?`; empty where no candidate is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearestName(name, candidates);
  return near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
}

/** Levenshtein distance, given up as `limit` once it cannot be smaller. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? limit;
}

/** Runs something about a file, so that an error of it that names no file names this one. */
export async function aboutFile<Result>(file: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RehearsalError) || error.place.file !== undefined) throw error;
    throw new RehearsalError(error.code, error.message, { ...error.place, file });
  }
}
