import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { readPieces } from "../../core/contract/expression-pieces.ts";
import type { ExpressionLanguage } from "../../core/contract/expression-results.ts";
import type { Dialect } from "./complete.ts";
import { type ReadText, reading, type Stretch } from "./reading.ts";
import { findSignature, type Signature, showCall, showOrigin, showSignature } from "./signature-text.ts";

/** The function whose name stands at a place; undefined where none does. */
export function functionAt(
  dialect: Dialect,
  language: ExpressionLanguage | undefined,
  text: string,
  at: number,
): Signature | undefined {
  if (language === undefined) return undefined;
  const pieces = readPieces(dialect, text);
  const piece = pieces.find(({ kind, from, to }) => kind === "function" && from <= at && at <= to);
  if (piece === undefined) return undefined;
  const around = /^[\w$]*(?:[.:][\w$]+)*/.exec(text.slice(startOfName(text, piece.from)))?.[0] ?? "";
  return findSignature(language, around) ?? findSignature(language, text.slice(piece.from, piece.to));
}

function startOfName(text: string, from: number): number {
  return from - (/(?:[\w$]+[.:])*$/.exec(text.slice(0, from))?.[0].length ?? 0);
}

const tellHere = StateEffect.define<Tooltip | null>();

/** What was asked for by a key, until something else happens. */
const toldHere = StateField.define<Tooltip | null>({
  create: () => null,
  update(told, { effects, docChanged, selection }) {
    const asked = effects.find((effect) => effect.is(tellHere));
    if (asked !== undefined) return asked.value;
    return docChanged || selection !== undefined ? null : told;
  },
  provide: (field) => showTooltip.from(field),
});

/**
 * What is told of a place: the value of the sub-expression there, and the function. Under the pointer by itself, at the
 * cursor by *Ctrl+I*; *Escape* puts it away.
 */
export const valueHelp = [
  hoverTooltip((view, at) => buildHover(view, at), { hoverTime: 250 }),
  toldHere,
  keymap.of([
    { key: "Mod-i", run: (view) => tell(view, buildHover(view, view.state.selection.main.head)) },
    { key: "Escape", run: (view) => view.state.field(toldHere) !== null && tell(view, null) },
  ]),
];

function tell(view: EditorView, told: Tooltip | null): boolean {
  const said = told === null ? [] : [EditorView.announce.of(told.create(view).dom.innerText)];
  view.dispatch({ effects: [tellHere.of(told), ...said] });
  return true;
}

function buildHover(view: EditorView, at: number): Tooltip | null {
  const { dialect, language, read } = view.state.field(reading);
  const text = view.state.doc.toString();
  const value = read?.of === text ? smallestAt(read.values, at) : undefined;
  const signature = functionAt(dialect, language, text, at);
  if (value === undefined && signature === undefined) return null;
  const { from, to } = value ?? { from: at, to: at };
  const lines = [
    ...(value === undefined ? [] : [valueLine(text.slice(from, to), value.shown, read?.person)]),
    ...(signature === undefined ? [] : buildHelp(signature)),
  ];
  return { pos: from, end: to, above: true, create: () => ({ dom: inBox(lines) }) };
}

/** The smallest stretch around a place; of several as small the last. */
export function smallestAt<Item extends Stretch>(stretches: readonly Item[], at: number): Item | undefined {
  return stretches
    .filter(({ from, to }) => from <= at && at < to)
    .reduce<Item | undefined>(
      (best, each) => (best === undefined || sizeOf(each) <= sizeOf(best) ? each : best),
      undefined,
    );
}

function sizeOf({ from, to }: Stretch): number {
  return to - from;
}

function valueLine(part: string, shown: string, person: ReadText["person"]): HTMLElement {
  const line = element("div", "expression-hover-value");
  line.append(
    element("code", "", shorten(part)),
    " → ",
    element("strong", "", shown),
    person === undefined ? "" : ` for ${person}`,
  );
  return line;
}

/** How a function is called, what it does, and how sure that is. */
export function buildHelp(signature: Signature): readonly HTMLElement[] {
  return [
    element("code", "expression-help-call", showCall(signature)),
    element("div", "", signature.summary),
    element("div", "expression-help-soft", showSignature(signature)),
    element("div", "expression-help-soft", showOrigin(signature)),
  ];
}

/** The lines as one thing that is shown beside the text. */
export function inBox(lines: readonly HTMLElement[]): HTMLElement {
  const box = element("div", "expression-hover");
  box.append(...lines);
  return box;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function element(name: "div" | "code" | "strong", className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.textContent = text;
  return made;
}
