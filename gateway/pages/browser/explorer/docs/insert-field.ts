import type { EditorView } from "@codemirror/view";
import type { GraphQLField } from "graphql";
import { fieldSnippet } from "./field-snippet";

/**
 * Writes a field into the query, where the cursor is; a field of Query as a query of its own where there is none yet. The
 * focus goes to the editor.
 */
export function insertField(
  editor: EditorView,
  field: GraphQLField<unknown, unknown>,
  isOfQuery: boolean,
): void {
  const { state } = editor;
  const text = state.doc.toString();
  if (isOfQuery && text.replace(/#.*/g, "").trim() === "") {
    const insert = `${text}{\n${fieldSnippet(field, "  ")}\n}\n`;
    editor.dispatch({ changes: { from: 0, to: state.doc.length, insert } });
  } else {
    const { from } = state.selection.main;
    const line = state.doc.lineAt(from);
    const indent = /^\s*/.exec(line.text)?.[0] ?? "";
    const isEmptyLine = line.text.trim() === "";
    const deeper = line.text.trimEnd().endsWith("{") ? `${indent}  ` : indent;
    const at = isEmptyLine ? line.from : line.to;
    const insert = `${isEmptyLine ? "" : "\n"}${fieldSnippet(field, deeper)}`;
    editor.dispatch({
      changes: { from: at, to: isEmptyLine ? line.to : at, insert },
      selection: { anchor: at + insert.length },
      scrollIntoView: true,
    });
  }
  editor.focus();
}
