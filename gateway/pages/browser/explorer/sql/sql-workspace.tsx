import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestTables } from "../../api/tables";
import { useLanguage } from "../../i18n/use-language";
import { SqlEditor } from "../editor/lazy-editors";
import { type Draft, queryOf, type SqlTableDraft } from "../query/draft";
import { SqlTableEditor } from "./sql-table-editor";

type SqlDraft = Draft["sql"];

export interface SqlWorkspaceProps {
  draft: SqlDraft;
  onChange(draft: SqlDraft): void;
  onRun(): void;
}

/** SQL over tables that queries of the graph give. */
export function SqlWorkspace({ draft, onChange, onRun }: SqlWorkspaceProps) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const [columns, setColumns] = useState<Record<string, string[]>>({});

  const changeTable = (index: number, table: SqlTableDraft) =>
    onChange({ ...draft, tables: draft.tables.map((each, at) => (at === index ? table : each)) });
  const removeTable = (index: number) =>
    onChange({ ...draft, tables: draft.tables.filter((_, at) => at !== index) });
  const addTable = () => {
    const name = `t${draft.tables.length + 1}`;
    onChange({ ...draft, tables: [...draft.tables, { name, query: "", variables: "" }] });
  };
  /** One row says which columns there are. Throws ApiError or VariablesError. */
  const readColumns = async (table: SqlTableDraft, signal: AbortSignal) => {
    const source = { kind: "graphql", query: queryOf(table) } as const;
    const { tables } = await requestTables(source, { language, limit: 1 }, { signal });
    setColumns((now) => ({ ...now, [table.name]: tables[0]?.columns.map(({ key }) => key) ?? [] }));
  };

  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t("sql.explain")}
      </Text>
      {draft.tables.map((table, index) => (
        <SqlTableEditor
          // Its name changes while it is typed.
          key={index}
          table={table}
          columns={columns[table.name]}
          onChange={(next) => changeTable(index, next)}
          onRemove={() => removeTable(index)}
          onColumns={readColumns}
        />
      ))}
      <div>
        <Button size="compact-sm" variant="default" onClick={addTable}>
          + {t("sql.add")}
        </Button>
      </div>
      <SqlEditor
        label={t("sql.label")}
        value={draft.sql}
        onChange={(sql) => onChange({ ...draft, sql })}
        onRun={onRun}
        tables={columns}
      />
    </Stack>
  );
}
