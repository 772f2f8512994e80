import { json, jsonParseLinter } from "@codemirror/lang-json";
import { linter } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";

const lintJson = jsonParseLinter();

/** For variables: nothing at all is right, too. */
export const jsonExtensions = [
  json(),
  linter((view: EditorView) => (view.state.doc.toString().trim() === "" ? [] : lintJson(view))),
];
