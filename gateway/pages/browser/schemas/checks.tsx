import { Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SchemaList } from "../api/schemas";
import { Empty } from "../states/empty";
import { useInstant } from "./use-instant";

/** What came of proposed schemas, the newest first. */
export function Checks({ checks }: Pick<SchemaList, "checks">) {
  const { t } = useTranslation("schemas");
  const { at } = useInstant();
  return (
    <section>
      <Title order={2} size="h5">
        {t("checks")}
      </Title>
      {checks.length === 0 ? (
        <Empty>{t("noChecks")}</Empty>
      ) : (
        <Table.ScrollContainer minWidth={300}>
          <Table striped>
            <Table.Thead>
              <Table.Tr>
                {(["name", "verdict", "when", "summary"] as const).map((key) => (
                  <Table.Th key={key}>{t(`columns.${key}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {checks.map(({ id, subgraph, verdict, summary, checkedBy, checkedAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>{subgraph}</Table.Td>
                  <Table.Td>{t(`verdicts.${verdict}`)}</Table.Td>
                  <Table.Td>
                    {at(checkedAt)} · {checkedBy}
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{summary}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
