import { type EditorState, type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { type Piece, readPieces } from "../../core/contract/expression-pieces.ts";
import { reading } from "./reading.ts";

const MARKS = Object.fromEntries(
  [
    "function",
    "attribute",
    "keyword",
    "name",
    "text",
    "number",
    "operator",
    "open",
    "close",
    "comma",
    "plain",
    "unreadable",
  ].map((kind) => [kind, Decoration.mark({ class: `expression-${kind}` })]),
);

const PARTNER = Decoration.mark({ class: "expression-partner" });
const MARKED = Decoration.mark({ class: "expression-marked" });

/** Colours by our own tokens, the bracket that belongs to the one at the cursor, and the stretch that is pointed at. */
export const colours: Extension = [
  EditorView.decorations.compute(["doc", reading], colourPieces),
  EditorView.decorations.compute(["doc", "selection"], markBrackets),
  EditorView.decorations.compute(["doc", reading], markPointedAt),
];

function piecesOf(state: EditorState): readonly Piece[] {
  return readPieces(state.field(reading).dialect, state.doc.toString());
}

function colourPieces(state: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, kind } of piecesOf(state)) {
    const mark = MARKS[kind];
    if (mark !== undefined) builder.add(from, to, mark);
  }
  return builder.finish();
}

function markBrackets(state: EditorState): DecorationSet {
  const { main } = state.selection;
  if (!main.empty) return Decoration.none;
  const pair = findPair(piecesOf(state), main.head);
  return pair === undefined ? Decoration.none : Decoration.set(pair.map(({ from, to }) => PARTNER.range(from, to)));
}

function markPointedAt(state: EditorState): DecorationSet {
  const { marked, read } = state.field(reading);
  const isThere = marked !== undefined && marked.to <= state.doc.length && marked.to > marked.from;
  return isThere && read?.of === state.doc.toString()
    ? Decoration.set(MARKED.range(marked.from, marked.to))
    : Decoration.none;
}

/** The brackets that belong together, one of which touches the place; undefined where none does, or it has no partner. */
export function findPair(pieces: readonly Piece[], at: number): readonly [Piece, Piece] | undefined {
  const open: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind === "open") open.push(piece);
    if (piece.kind !== "close") continue;
    const partner = open.pop();
    if (partner !== undefined && [partner, piece].some(({ from, to }) => from === at || to === at))
      return [partner, piece];
  }
  return undefined;
}
