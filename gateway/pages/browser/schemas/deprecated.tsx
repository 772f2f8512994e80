import { Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SchemaList } from "../api/schemas";
import { Empty } from "../states/empty";
import { useInstant } from "./use-instant";

/** What clients should leave, and who has not left it yet. */
export function Deprecated({ list: { deprecated, days } }: { list: SchemaList }) {
  const { t } = useTranslation("schemas");
  return (
    <section>
      <Title order={2} size="h5">
        {t("deprecated")}
      </Title>
      {deprecated.length === 0 ? (
        <Empty>{t("nothingDeprecated")}</Empty>
      ) : (
        <Table.ScrollContainer minWidth={300}>
          <Table striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("columns.element")}</Table.Th>
                <Table.Th>{t("columns.uses", { days })}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {deprecated.map(({ coordinate, reason, subgraphs, uses }) => (
                <Table.Tr key={coordinate}>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>
                    <Text size="sm" fw={600}>
                      {coordinate}
                    </Text>
                    <Text size="sm">
                      {subgraphs.join(", ")}: {reason}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Uses uses={uses} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function Uses({ uses }: Pick<SchemaList["deprecated"][number], "uses">) {
  const { t } = useTranslation("schemas");
  const { at, count } = useInstant();
  if (uses.length === 0) return t("nobody");
  return uses.map((use) => (
    <Text key={`${use.client} ${use.clientVersion} ${use.operation} ${use.lastAt}`} size="sm">
      {[use.client || t("noName"), use.clientVersion].filter(Boolean).join(" ")}
      {use.operation === null ? "" : ` · ${use.operation}`} ·{" "}
      {t("times", { times: count(use.count), at: at(use.lastAt) })}
    </Text>
  ));
}
