import { CodeEditor, type CodeEditorProps } from "./code-editor";
import { jsonExtensions } from "./json-extensions";

export type JsonEditorProps = Pick<CodeEditorProps, "value" | "onChange" | "label" | "onRun">;

/** Variables of a query. */
export function JsonEditor(props: JsonEditorProps) {
  return (
    <CodeEditor {...props} lines={3} placeholder={'{ "after": "2025-11-01" }'} extensions={jsonExtensions} />
  );
}
