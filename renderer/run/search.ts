import type { Trace } from "../../core/contract/model.ts";
import { buildPayload, type CodeText } from "./payload.ts";

/** The forms of a payload that can be searched. */
export type SearchedTab = "decoded" | "http";

/** Among these steps, those whose payload holds a word, without regard to case. */
export function stepsWith(trace: Trace, stops: readonly number[], tab: SearchedTab, wanted: string): readonly number[] {
  const needle = wanted.trim().toLowerCase();
  if (needle === "") return [];
  return stops.filter((seq) => textOf(trace, seq, tab).includes(needle));
}

const TEXTS = new WeakMap<Trace, Map<string, string>>();

/** Unpacked and laid out once: whoever searches types letter by letter. */
function textOf(trace: Trace, seq: number, tab: SearchedTab): string {
  const texts = TEXTS.get(trace) ?? new Map<string, string>();
  TEXTS.set(trace, texts);
  const key = `${tab} ${seq}`;
  const text = texts.get(key) ?? codeOf(trace, seq, tab)?.text.toLowerCase() ?? "";
  texts.set(key, text);
  return text;
}

function codeOf(trace: Trace, seq: number, tab: SearchedTab): CodeText | undefined {
  const step = trace.steps[seq - 1];
  return step === undefined ? undefined : buildPayload(trace, step)[tab];
}

/** The step after (or before) this one in a list, round at its ends. */
export function neighbour(found: readonly number[], seq: number, by: 1 | -1): number | undefined {
  if (by > 0) return found.find((each) => each > seq) ?? found[0];
  return found.findLast((each) => each < seq) ?? found.at(-1);
}
