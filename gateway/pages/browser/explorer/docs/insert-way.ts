import type { EditorView } from "@codemirror/view";
import { parse, print } from "graphql";

/**
 * Writes a selection that begins at Query into the query, as its last field; as a query of its own where there is none yet.
 * The focus goes to the editor.
 */
export function insertWay(editor: EditorView, way: string): void {
  const { doc } = editor.state;
  const text = doc.toString();
  const end = text.trimEnd().lastIndexOf("}");
  const isNew = text.replace(/#.*/g, "").trim() === "" || end < 0;
  const lines = selectionLines(way);
  const insert = isNew ? `${text}{\n${lines}\n}\n` : `${lines}\n`;
  const changes = isNew ? { from: 0, to: doc.length, insert } : { from: doc.lineAt(end).from, insert };
  const anchor = changes.from + insert.length;
  editor.dispatch({ changes, selection: { anchor }, scrollIntoView: true });
  editor.focus();
}

/** One field a line, as deep as in a query. Where an input has to be filled in, the text is none of GraphQL yet. */
function selectionLines(way: string): string {
  try {
    return print(parse(`{ ${way} }`, { noLocation: true }))
      .split("\n")
      .slice(1, -1)
      .join("\n");
  } catch {
    return `  ${way}`;
  }
}
