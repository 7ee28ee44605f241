import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, tooltips } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { toDiagnostics } from "./diagnostics.ts";
import { expressionEditor } from "./extensions.ts";
import { type Reading, type Stretch, setReading } from "./reading.ts";
import "./editor.css";

/** What an editor of expressions is given. */
export interface ExpressionEditorProps extends Reading {
  /** Its name for whoever does not see where it stands. */
  readonly label: string;
  readonly text: string;
  readonly canEdit: boolean;
  readonly isInvalid: boolean;
  /** Ids of what says more about it. */
  readonly describedBy: string | undefined;
  readonly onChange: (text: string) => void;
  /** The stretch to select, and where it came from: each time another object. */
  readonly selected: Stretch | undefined;
}

/** One line of an expression that grows as it needs to: coloured, completed, checked, with values under the pointer. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (host.current === null) return;
    const made = createEditor(host.current, latest.current, (text) => latest.current.onChange(text));
    editor.current = made;
    return () => made.view.destroy();
  }, []);
  // What is drawn is what the editor is told: it hears of every change, and keeps what is the same.
  useEffect(() => editor.current?.update(props));
  const { selected } = props;
  useEffect(() => {
    if (selected !== undefined) editor.current?.select(selected);
  }, [selected]);
  return <div ref={host} className="expression-editor" data-invalid={props.isInvalid} />;
}

interface Editor {
  readonly view: EditorView;
  update(props: ExpressionEditorProps): void;
  select(stretch: Stretch): void;
}

function createEditor(parent: HTMLElement, first: ExpressionEditorProps, onChange: (text: string) => void): Editor {
  const marks = new Compartment();
  let told: ExpressionEditorProps | undefined;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: first.text,
      extensions: [
        expressionEditor,
        // In the pane that the editor is in, where nothing cuts them off.
        tooltips({ parent: parent.closest<HTMLElement>("[data-pane]") ?? document.body }),
        marks.of(marksOf(first)),
        EditorView.updateListener.of(({ docChanged, state }) => {
          const text = state.doc.toString();
          if (docChanged && text !== told?.text) onChange(text);
        }),
      ],
    }),
  });

  function update(props: ExpressionEditorProps): void {
    const before = told;
    told = props;
    const text = view.state.doc.toString();
    if (props.text !== text && props.text !== before?.text)
      view.dispatch({ changes: { from: 0, to: text.length, insert: props.text } });
    if (before === undefined || !hasSameReading(before, props)) view.dispatch({ effects: setReading.of(props) });
    if (before === undefined || !hasSameMarks(before, props))
      view.dispatch({ effects: marks.reconfigure(marksOf(props)) });
    const { read } = props;
    if (read !== undefined && read !== before?.read && read.of === view.state.doc.toString())
      view.dispatch(setDiagnostics(view.state, toDiagnostics(read.found, read.of.length)));
  }

  update(first);
  return {
    view,
    update,
    select({ from, to }) {
      const end = view.state.doc.length;
      view.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, scrollIntoView: true });
      view.focus();
    },
  };
}

function hasSameReading(left: ExpressionEditorProps, right: ExpressionEditorProps): boolean {
  const members = ["dialect", "language", "read", "marked"] as const;
  return members.every((member) => left[member] === right[member]);
}

function hasSameMarks(left: ExpressionEditorProps, right: ExpressionEditorProps): boolean {
  const members = ["label", "canEdit", "isInvalid", "describedBy"] as const;
  return members.every((member) => left[member] === right[member]);
}

/** What assistive technology is told, and whether anything can be typed. */
function marksOf({ label, canEdit, isInvalid, describedBy }: ExpressionEditorProps): Extension {
  return [
    EditorState.readOnly.of(!canEdit),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-invalid": String(isInvalid),
      spellcheck: "false",
      ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    }),
  ];
}
