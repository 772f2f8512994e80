import { Button, Group, Table, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportRun, listRuns, undoRun } from "../api/imports";
import { Dialog } from "../dialogs/dialog";
import { localeOf } from "../i18n/locale-of";
import { useLanguage } from "../i18n/use-language";
import { Empty } from "../states/empty";
import { ErrorNotice } from "../states/error-notice";
import { Loading } from "../states/loading";

/** The last files of a sector, and taking one back. */
export function History({ sector }: { sector: string }) {
  const { t } = useTranslation("import");
  const { data, error, refetch } = useQuery({
    queryKey: ["import-runs", sector],
    queryFn: ({ signal }) => listRuns(sector, signal),
  });
  const [asked, setAsked] = useState<ImportRun>();
  return (
    <section>
      <Title order={2} size="h5" mt="sm">
        {t("history.title")}
      </Title>
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <Empty>{t("history.empty")}</Empty>
      ) : (
        <Runs runs={data} onUndo={setAsked} />
      )}
      <Dialog opened={asked !== undefined} onClose={() => setAsked(undefined)} title={t("history.undo")}>
        {asked && <ConfirmUndo sector={sector} run={asked} onDone={() => setAsked(undefined)} />}
      </Dialog>
    </section>
  );
}

function Runs({ runs, onUndo }: { runs: readonly ImportRun[]; onUndo(run: ImportRun): void }) {
  const { t } = useTranslation("import");
  const locale = localeOf(useLanguage());
  const number = new Intl.NumberFormat(locale);
  const instant = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: "short", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" },
  });
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table striped>
        <Table.Thead>
          <Table.Tr>
            {(["file", "who", "when", "counts"] as const).map((key) => (
              <Table.Th key={key}>{t(`history.${key}`)}</Table.Th>
            ))}
            <Table.Th>{t("history.undo")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td>
                {run.file} ({run.name})
              </Table.Td>
              <Table.Td>{[run.actor, run.organization].filter(Boolean).join(" · ")}</Table.Td>
              <Table.Td>{instant.format(new Date(run.finishedAt))}</Table.Td>
              <Table.Td>
                {[run.inserted, run.changed, run.unchanged].map((count) => number.format(count)).join(" / ")}
              </Table.Td>
              <Table.Td>
                {run.undoneAt !== null ? (
                  t("history.undone")
                ) : run.undoable ? (
                  <Button size="compact-xs" variant="default" onClick={() => onUndo(run)}>
                    {t("history.undo")}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ConfirmUndo({ sector, run, onDone }: { sector: string; run: ImportRun; onDone(): void }) {
  const { t } = useTranslation("import");
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => undoRun(sector, run.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["import-runs"] });
      onDone();
    },
  });
  return (
    <>
      <Text size="sm">{t("history.confirm", { file: run.file })}</Text>
      {error && <ErrorNotice error={error} />}
      <Group justify="flex-end" mt="sm">
        <Button onClick={() => mutate()} loading={isPending}>
          {t("history.undo")}
        </Button>
      </Group>
    </>
  );
}
