import { Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListedSubgraph, SchemaList } from "../api/schemas";
import { useInstant } from "./use-instant";

/** Who publishes which subgraph, its versions, and which graph the gateways serve. */
export function Subgraphs({ list: { subgraphs, graph, readers } }: { list: SchemaList }) {
  const { t } = useTranslation("schemas");
  const { at } = useInstant();
  const behind = graph ? readers.filter(({ number }) => number !== graph.number) : [];
  return (
    <section>
      <Title order={2} size="h5">
        {t("subgraphs")}
      </Title>
      <Text size="sm">
        {graph === null
          ? t("graph.none")
          : t("graph.served", { number: graph.number, at: at(graph.madeAt), by: graph.madeBy })}{" "}
        {graph !== null &&
          (behind.length === 0 ? t("graph.everywhere") : t("graph.behind", { count: behind.length }))}
      </Text>
      <Table.ScrollContainer minWidth={300}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              {(["name", "version", "owner", "versions"] as const).map((key) => (
                <Table.Th key={key}>{t(`columns.${key}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {subgraphs.map((subgraph) => (
              <Table.Tr key={subgraph.name}>
                <Table.Td>{subgraph.name}</Table.Td>
                <Table.Td>{subgraph.version ?? "–"}</Table.Td>
                <Table.Td>
                  {[subgraph.owner ?? t("adminsAlone"), subgraph.contact].filter(Boolean).join(" · ")}
                </Table.Td>
                <Table.Td>
                  <Versions versions={subgraph.versions} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function Versions({ versions }: Pick<ListedSubgraph, "versions">) {
  const { t } = useTranslation("schemas");
  const { at } = useInstant();
  if (versions.length === 0) return t("fromFiles");
  return versions.slice(0, 3).map(({ version, publishedBy, publishedAt }) => (
    <Text key={version} size="sm">
      {version}: {at(publishedAt)} · {publishedBy}
    </Text>
  ));
}
