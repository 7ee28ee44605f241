import type { Diagnostic } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";

/** Something found, as an editor underlines it. */
export interface Underlined {
  readonly from: number;
  readonly to: number;
  readonly severity: "error" | "warning" | "info";
  /** With the word for how serious it is. */
  readonly message: string;
  /** The whole text as it would be right, and what the button for that says. */
  readonly fix?: { readonly text: string; readonly name: string };
}

/** What was found, for CodeMirror; a place beyond the end of the text is its end. */
export function toDiagnostics(found: readonly Underlined[], length: number): readonly Diagnostic[] {
  return found.map(({ severity, message, fix, ...place }) => {
    const to = Math.min(place.to, length);
    const actions = fix === undefined ? {} : { actions: [{ name: fix.name, apply: replaceWith(fix.text) }] };
    return { from: Math.min(place.from, to), to, severity, message, markClass: `finding-${severity}`, ...actions };
  });
}

function replaceWith(insert: string) {
  return (view: EditorView) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
}
