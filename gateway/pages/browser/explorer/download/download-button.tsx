import { Button, Group, NativeSelect, Progress, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../../tables/table";
import { type Format, formats } from "../../api/tables";
import { Dialog } from "../../dialogs/dialog";
import { localeOf } from "../../i18n/locale-of";
import { useLanguage } from "../../i18n/use-language";
import { Notice } from "../../states/notice";
import { type Draft, sourceOf } from "../query/draft";
import type { RunState } from "../query/use-run";
import { RunError } from "../results/run-error";
import { type DownloadState, useDownload } from "./use-download";

export interface DownloadButtonProps {
  draft: Draft;
  run: RunState;
  disabled: boolean;
}

/** Asks for a format, and gets all rows of the query in the editor as a file. */
export function DownloadButton({ draft, run, disabled }: DownloadButtonProps) {
  const { t } = useTranslation(["explorer", "common"]);
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button size="sm" variant="default" onClick={dialog.open} disabled={disabled}>
        ⭳ {t("download.open")}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={t("download.title")}>
        <DownloadForm draft={draft} run={run} />
      </Dialog>
    </>
  );
}

/** Formats that hold one table; the others have a sheet or a part for each. */
const ofOneTable: readonly Format[] = ["csv", "ndjson", "parquet", "arrow"];

function DownloadForm({ draft, run }: Pick<DownloadButtonProps, "draft" | "run">) {
  const { t } = useTranslation(["explorer", "common"]);
  const language = useLanguage();
  const download = useDownload();
  const [format, setFormat] = useState<Format>("xlsx");
  const [locale, setLocale] = useState<Language>(language);
  const lists =
    run.source?.kind === "graphql" ? (run.tables.answer?.tables.map(({ name }) => name) ?? []) : [];
  const [list, setList] = useState<string>();
  const choosesList = lists.length > 1 && ofOneTable.includes(format);

  const start = () => {
    const source = sourceOf(draft);
    const chosen = choosesList ? (list ?? lists[0]) : undefined;
    const one = source.kind === "graphql" && chosen !== undefined ? withList(source.query, chosen) : source;
    void download.start(one, { format, language, locale });
  };
  return (
    <Stack>
      <NativeSelect
        label={t("download.format")}
        data={formats.map((value) => ({ value, label: t(`download.formats.${value}`) }))}
        value={format}
        onChange={({ currentTarget: { value } }) =>
          setFormat(formats.find((each) => each === value) ?? "xlsx")
        }
        data-autofocus
      />
      {(format === "csv" || format === "xlsx") && (
        <NativeSelect
          label={t("download.locale")}
          data={[
            { value: "vi", label: t("download.locales.vi") },
            { value: "en", label: t("download.locales.en") },
          ]}
          value={locale}
          onChange={({ currentTarget: { value } }) => setLocale(value === "en" ? "en" : "vi")}
        />
      )}
      {choosesList && (
        <NativeSelect
          label={t("results.which")}
          data={lists}
          value={list ?? lists[0] ?? ""}
          onChange={({ currentTarget: { value } }) => setList(value)}
        />
      )}
      <DownloadProgress download={download} />
      <Group justify="flex-end">
        {download.progress ? (
          <Button variant="default" onClick={download.cancel}>
            {t("common:cancel")}
          </Button>
        ) : (
          <Button onClick={start}>{t("download.start")}</Button>
        )}
      </Group>
    </Stack>
  );
}

function withList(query: { query: string }, list: string) {
  return { kind: "graphql", query: { ...query, list } } as const;
}

function DownloadProgress({ download: { progress, kept, error } }: { download: DownloadState }) {
  const { t } = useTranslation(["explorer", "common"]);
  const number = new Intl.NumberFormat(localeOf(useLanguage()));
  if (error !== undefined) return <RunError error={error} />;
  if (kept !== undefined) {
    return <Notice kind="success">{t("download.kept", { name: kept })}</Notice>;
  }
  if (!progress) return null;
  const { rows, expectedRows, bytes } = progress;
  const share = rows !== undefined && expectedRows ? Math.min(100, (rows / expectedRows) * 100) : undefined;
  const counted = {
    rows: number.format(rows ?? 0),
    expected: expectedRows === undefined ? "?" : number.format(expectedRows),
    megabytes: number.format(Math.round(bytes / 10_000) / 100),
  };
  return (
    <div>
      <Progress value={share ?? 100} animated={share === undefined} aria-label={t("download.progress")} />
      <Text size="sm" role="status">
        {t("download.soFar", counted)}
      </Text>
    </div>
  );
}
