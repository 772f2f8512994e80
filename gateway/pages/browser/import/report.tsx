import { Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportAnswer, ToldCells } from "../api/imports";
import { localeOf } from "../i18n/locale-of";
import { useLanguage } from "../i18n/use-language";
import { Notice } from "../states/notice";

/** What became of a file: its counts, or its problems by line and column; and what is to be known beside them. */
export function Report({ answer }: { answer: ImportAnswer }) {
  const { t } = useTranslation("import");
  const number = new Intl.NumberFormat(localeOf(useLanguage()));
  const { taken, dryRun, problems, moreProblems, notes } = answer;
  const counts = {
    rows: number.format(answer.rows),
    inserted: number.format(answer.inserted),
    changed: number.format(answer.changed),
    unchanged: number.format(answer.unchanged),
  };
  return (
    <section aria-live="polite">
      {taken ? (
        <Notice kind="success">{t(dryRun ? "outcome.would" : "outcome.taken", counts)}</Notice>
      ) : (
        <Notice kind="error">{t("outcome.refused", { count: problems.length + moreProblems })}</Notice>
      )}
      {problems.length > 0 && <Cells title={t("problems")} cells={problems} />}
      {moreProblems > 0 && <Text size="sm">{t("outcome.more", { count: moreProblems })}</Text>}
      {notes.length > 0 && <Cells title={t("notes")} cells={notes} />}
    </section>
  );
}

const mostLines = 8;

function Cells({ title, cells }: { title: string; cells: readonly ToldCells[] }) {
  const { t } = useTranslation("import");
  return (
    <>
      <Title order={2} size="h5" mt="sm">
        {title}
      </Title>
      <Table.ScrollContainer minWidth={300}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              {(["lines", "column", "message"] as const).map((key) => (
                <Table.Th key={key}>{t(key)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cells.map(({ lines, count, column, message }) => (
              <Table.Tr key={`${lines[0]} ${column?.letters} ${message}`}>
                <Table.Td>
                  {lines.slice(0, mostLines).join(", ")}
                  {count > mostLines && ` … (${count})`}
                </Table.Td>
                <Table.Td>{column ? `${column.letters} ${column.header}` : ""}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
