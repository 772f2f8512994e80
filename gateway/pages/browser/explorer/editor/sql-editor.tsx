import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language";
import { CodeEditor, type CodeEditorProps } from "./code-editor";
import { phrasesOf } from "./phrases";
import { sqlExtensions } from "./sql-extensions";

export interface SqlEditorProps extends Pick<CodeEditorProps, "value" | "onChange" | "label" | "onRun"> {
  /** Columns of each table, as far as they are known. */
  tables: Record<string, string[]>;
}

/** SQL, with completion of the tables' columns. */
export function SqlEditor({ tables, ...props }: SqlEditorProps) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const extensions = useMemo(() => sqlExtensions(tables, phrasesOf(language)), [tables, language]);
  return <CodeEditor lines={6} placeholder={t("sql.placeholder")} {...props} extensions={extensions} />;
}
