import type { Run } from "./compile.ts";
import type { Dialect, DialectId, ExpressionSettings } from "./dialect.ts";
import { ExpressionError } from "./expression-error.ts";
import { dialectOf } from "./languages.ts";
import type { Node } from "./tree.ts";

/** An expression ready to run, or what is wrong with it. `tree`: where its text could be read, so that it can be checked. */
export type PreparedExpression =
  | { readonly ok: true; readonly dialect: Dialect; readonly tree: Node; readonly run: Run }
  | { readonly ok: false; readonly error: ExpressionError; readonly tree?: Node };

/** How an expression is prepared. */
export interface PrepareOptions {
  /** Whether the value of each sub-expression is noted. */
  readonly log: boolean;
  readonly settings?: ExpressionSettings;
}

/** The same few expressions come back for everybody. */
const known = { logged: new Map<string, PreparedExpression>(), plain: new Map<string, PreparedExpression>() };
const KNOWN_LIMIT = 1_000;

/** Parses and compiles an expression, once for each text. Never throws for what the text says. */
export function prepareExpression(id: DialectId, text: string, options: PrepareOptions): PreparedExpression {
  const kept = options.log ? known.logged : known.plain;
  const key = `${id} ${settingsKey(options.settings)}${text}`;
  const found = kept.get(key);
  if (found !== undefined) return found;
  if (kept.size >= KNOWN_LIMIT) kept.clear();
  const fresh = prepareAfresh(id, text, options);
  kept.set(key, fresh);
  return fresh;
}

/** Settings as a part of a key: those of one connection are the same object for everybody. */
function settingsKey(settings: ExpressionSettings | undefined): string {
  if (settings === undefined) return "";
  const found = settingsKeys.get(settings);
  if (found !== undefined) return found;
  const made = `${JSON.stringify(Object.entries(settings).toSorted())} `;
  settingsKeys.set(settings, made);
  return made;
}

const settingsKeys = new WeakMap<ExpressionSettings, string>();

function prepareAfresh(id: DialectId, text: string, options: PrepareOptions): PreparedExpression {
  const dialect = dialectOf(id);
  let tree: Node | undefined;
  try {
    tree = dialect.parse(text);
    return { ok: true, dialect, tree, run: dialect.compile(tree, options) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return tree === undefined ? { ok: false, error } : { ok: false, error, tree };
  }
}
