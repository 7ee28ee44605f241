import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { lintKeymap } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { colours } from "./colours.ts";
import { completeAt, describeOffer, type Offer } from "./complete.ts";
import { buildHelp, inBox, valueHelp } from "./hover.ts";
import { reading } from "./reading.ts";

/** As many as need no scrolling: the arrow keys go on from there, and a letter more brings the others up. */
const MOST_SHOWN = 12;

/** Everything that an editor of expressions is made of, but for its name and its text. *Tab* is left to the page. */
export const expressionEditor: Extension = [
  reading,
  colours,
  history(),
  drawSelection(),
  closeBrackets(),
  autocompletion({
    override: [complete],
    icons: false,
    interactionDelay: 0,
    maxRenderedOptions: MOST_SHOWN,
    optionClass: (offer) => `offer-${offer.type ?? "name"}`,
  }),
  valueHelp,
  EditorView.lineWrapping,
  EditorState.languageData.of((state) => [{ closeBrackets: { brackets: bracketsOf(state) } }]),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap, ...standardKeymap]),
];

/** Only Okta's languages have texts in single quotes. */
function bracketsOf(state: EditorState): readonly string[] {
  const common = ["(", "[", '"'];
  return state.field(reading).dialect === "entra" ? common : [...common, "{", "'"];
}

function complete(context: CompletionContext): CompletionResult | null {
  const { dialect, language } = context.state.field(reading);
  if (language === undefined) return null;
  const found = completeAt(dialect, language, context.state.doc.toString(), context.pos, context.explicit);
  if (found === undefined) return null;
  const { from, beyond, offers } = found;
  return { from, options: offers.map((offer) => toCompletion(offer, beyond)), validFor: /^[\w.$:-]*$/ };
}

function toCompletion(offer: Offer, beyond: number): Completion {
  const { label, kind, insert, signature } = offer;
  return {
    label,
    type: kind,
    detail: describeOffer(offer),
    ...(signature === undefined ? {} : { info: () => inBox(buildHelp(signature)) }),
    apply: (view, _, from, to) => {
      const within = insert.endsWith("()") && signature?.parameters.length !== 0 ? 1 : 0;
      view.dispatch({
        changes: { from, to: Math.min(to + beyond, view.state.doc.length), insert },
        selection: { anchor: from + insert.length - within },
        userEvent: "input.complete",
      });
    },
  };
}
