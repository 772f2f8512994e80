import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
  placeholder as placeholderText,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import { editorTheme } from "./editor-theme";

export interface CodeEditorProps {
  value: string;
  onChange(value: string): void;
  /** Its name for a screen reader. */
  label: string;
  /** Of the language. Others may come while it is shown: the schema, or texts in another language. */
  extensions: Extension;
  /** Ctrl+Enter, or Cmd+Enter. */
  onRun?: () => void;
  placeholder?: string;
  /** Told the editor when it is made, and undefined when it is taken away. */
  onView?: (view: EditorView | undefined) => void;
  lines?: number;
}

/** An editor of code. Tab leaves it, as everywhere on the page, and so does Escape. */
export function CodeEditor(props: CodeEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  // What the editor calls is what the page shows now, not what it showed when the editor was made.
  const current = useRef(props);
  current.current = props;

  const { extensions, label } = props;
  useEffect(() => {
    if (!parent.current) return undefined;
    const made = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: current.current.value, extensions: extensionsOf(current) }),
    });
    view.current = made;
    current.current.onView?.(made);
    return () => {
      current.current.onView?.(undefined);
      made.destroy();
      view.current = undefined;
    };
  }, []);

  useEffect(() => {
    const effects = changing.reconfigure(changingOf({ extensions, label }));
    view.current?.dispatch({ effects });
  }, [extensions, label]);

  const { value, lines = 4 } = props;
  useEffect(() => {
    const doc = view.current?.state.doc;
    // What comes from elsewhere: a query that was opened. What was typed is there already.
    if (doc && doc.toString() !== value)
      view.current?.dispatch({ changes: { from: 0, to: doc.length, insert: value } });
  }, [value]);

  return (
    <div ref={parent} className="code-editor" style={{ "--editor-lines": lines } as React.CSSProperties} />
  );
}

/** What comes and changes while the editor keeps its text, its history and the focus. */
const changing = new Compartment();

function changingOf({ extensions, label }: Pick<CodeEditorProps, "extensions" | "label">): Extension {
  return [
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    extensions,
  ];
}

function extensionsOf(current: { readonly current: CodeEditorProps }): Extension {
  return [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => runCurrent(current.current) }])),
    ...[lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets()],
    ...[EditorView.lineWrapping, search({ top: true }), editorTheme],
    keymap.of([
      ...[...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap],
      ...defaultKeymap,
      { key: "Escape", run: leave },
    ]),
    placeholderText(current.current.placeholder ?? ""),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) current.current.onChange(state.doc.toString());
    }),
    changing.of(changingOf(current.current)),
  ];
}

function runCurrent({ onRun }: CodeEditorProps): boolean {
  onRun?.();
  return onRun !== undefined;
}

/** The focus stays where it was for the next Tab, which goes on from there. */
function leave(view: EditorView): boolean {
  view.contentDOM.blur();
  return true;
}
