import type { EditorView } from "@codemirror/view";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLabels } from "../../api/use-labels";
import { useSchema } from "../../api/use-schema";
import { useLanguage } from "../../i18n/use-language";
import { CodeEditor } from "./code-editor";
import { graphqlExtensions } from "./graphql-extensions";
import { phrasesOf } from "./phrases";

export interface GraphqlEditorProps {
  value: string;
  onChange(value: string): void;
  label: string;
  onRun?: () => void;
  onView?: (view: EditorView | undefined) => void;
  lines?: number;
}

/** A query, with what the schema knows of it. It can be written before the schema has come. */
export function GraphqlEditor(props: GraphqlEditorProps) {
  const { t } = useTranslation("explorer");
  const { schema } = useSchema();
  const labels = useLabels();
  const language = useLanguage();
  const extensions = useMemo(
    () => (schema ? graphqlExtensions({ schema, labels, phrases: phrasesOf(language) }) : []),
    [schema, labels, language],
  );
  return <CodeEditor lines={12} placeholder={t("query.placeholder")} {...props} extensions={extensions} />;
}
