import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../states/error-notice";
import { GraphqlEditor, JsonEditor } from "../editor/lazy-editors";
import type { SqlTableDraft } from "../query/draft";

export interface SqlTableEditorProps {
  table: SqlTableDraft;
  /** As far as they are known. */
  columns: readonly string[] | undefined;
  onChange(table: SqlTableDraft): void;
  onRemove(): void;
  onColumns(table: SqlTableDraft, signal: AbortSignal): Promise<void>;
}

/** One table for SQL: its name, and the query that gives its rows. */
export function SqlTableEditor({ table, columns, onChange, onRemove, onColumns }: SqlTableEditorProps) {
  const { t } = useTranslation("explorer");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [variables, setVariables] = useState(table.variables.trim() !== "");
  const read = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onColumns(table, AbortSignal.timeout(30_000));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Paper withBorder p="xs" component="section" aria-label={t("sql.tableOf", { name: table.name })}>
      <Stack gap="xs">
        <Group align="flex-end" gap="xs">
          <TextInput
            size="xs"
            label={t("sql.name")}
            value={table.name}
            onChange={({ currentTarget: { value } }) => onChange({ ...table, name: value })}
          />
          <TextInput
            size="xs"
            label={t("sql.list")}
            value={table.list ?? ""}
            onChange={({ currentTarget: { value } }) => onChange({ ...table, list: value })}
          />
          <Button
            size="xs"
            variant="default"
            loading={busy}
            onClick={read}
            disabled={table.query.trim() === ""}
          >
            {t("sql.columns")}
          </Button>
          {!variables && (
            <Button size="xs" variant="subtle" onClick={() => setVariables(true)}>
              {t("query.variables")}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
            {t("sql.remove")}
          </Button>
        </Group>
        <GraphqlEditor
          label={t("sql.queryOf", { name: table.name })}
          value={table.query}
          onChange={(query) => onChange({ ...table, query })}
          lines={4}
        />
        {variables && (
          <JsonEditor
            label={t("query.variables")}
            value={table.variables}
            onChange={(text) => onChange({ ...table, variables: text })}
          />
        )}
        {columns && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {columns.join(", ")}
          </Text>
        )}
        {error !== undefined && <ErrorNotice error={error} />}
      </Stack>
    </Paper>
  );
}
