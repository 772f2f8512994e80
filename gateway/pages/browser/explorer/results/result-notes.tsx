import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TableNotes } from "../../../../tables/table";
import type { ResultTable } from "../../api/tables";
import { localeOf } from "../../i18n/locale-of";
import { useLanguage } from "../../i18n/use-language";
import { Notice } from "../../states/notice";
import { shownRows } from "../query/use-run";

/** What has to be known beside the figures: how many, of when, asked as whom, by which sources, with which reserves. */
export function ResultNotes({ notes, table }: { notes: TableNotes; table: ResultTable }) {
  const { t } = useTranslation(["explorer", "common"]);
  const language = useLanguage();
  const count = new Intl.NumberFormat(localeOf(language)).format(table.rows.length);
  const asked = new Intl.DateTimeFormat(localeOf(language), {
    ...({ dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" } as const),
  }).format(new Date(notes.askedAt));
  const role = t(`common:signIn.roles.${roleOf(notes.role)}`);
  const sources = [...new Set(notes.sources)];
  return (
    <div className="result-notes">
      <Text size="sm" role="status">
        {t(table.rows.length >= shownRows ? "notes.firstRows" : "notes.rows", { number: count, asked, role })}
      </Text>
      {notes.remarks.length > 0 && (
        <Notice kind="warning" title={t("notes.remarks")}>
          <List size="sm">
            {notes.remarks.map((remark) => (
              <List.Item key={remark}>{remark}</List.Item>
            ))}
          </List>
        </Notice>
      )}
      {sources.length > 0 && (
        <details>
          <summary>{t("notes.sources", { number: String(sources.length) })}</summary>
          <List size="sm">
            {sources.map((source) => (
              <List.Item key={source}>{source}</List.Item>
            ))}
          </List>
        </details>
      )}
    </div>
  );
}

function roleOf(role: string): "public" | "analyst" | "editor" | "admin" {
  return role === "analyst" || role === "editor" || role === "admin" ? role : "public";
}
