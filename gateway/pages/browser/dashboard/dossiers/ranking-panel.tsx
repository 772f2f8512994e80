import { useTranslation } from "react-i18next";
import type { ServiceIndexQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import { AddressLink } from "../links/address-link";
import type { Live } from "../live/use-live";

const groups = [
  ...(["transparency", "progress", "onlineServices", "onlineServiceProvision"] as const),
  ...(["onlinePayment", "digitisation", "satisfaction"] as const),
] as const;

/** Who serves best by the index of Decision 766, with the points of each group. */
export function RankingPanel({ live }: { live: Live<ServiceIndexQuery> }) {
  const { t } = useTranslation("dashboard");
  const { number } = useFormat();
  const titleOf = (group: (typeof groups)[number]) =>
    t(group === "onlinePayment" ? "columns.paidOnline" : `columns.${group}`);
  return (
    <Panel
      name="ranking"
      live={live}
      fields={["serviceIndexRanking"]}
      list="serviceIndexRanking.rows"
      origins={({ serviceIndexRanking }) => (serviceIndexRanking?.rows ?? []).map(({ origin }) => origin)}
      notes={({ serviceIndexRanking }) => [
        `${t("columns.month")}: ${serviceIndexRanking?.month}`,
        ...(serviceIndexRanking?.truncated ? [t("states.truncated")] : []),
      ]}
    >
      {({ serviceIndexRanking }) => {
        const rows = rankRows(serviceIndexRanking?.rows ?? []);
        type Row = (typeof rows)[number];
        return (
          <DataTable
            caption={t("panels.ranking.title")}
            rows={rows}
            keyOf={({ organization, unit }) => organization?.code ?? unit?.code ?? ""}
            first={15}
            columns={[
              { key: "rank", title: t("columns.rank"), isNumber: true, cell: ({ rank }) => rank },
              {
                ...{ key: "organization", title: t("columns.organization"), isHead: true },
                cell: ({ organization, unit }) =>
                  organization ? (
                    <AddressLink to={{ part: "organization", code: organization.code }} size="sm">
                      {organization.name ?? organization.code}
                    </AddressLink>
                  ) : (
                    (unit?.name ?? noFigure)
                  ),
              },
              {
                ...{ key: "total", title: t("columns.total"), isNumber: true },
                cell: ({ total }) => number(total),
              },
              ...groups.map((group) => ({
                ...{ key: group, title: titleOf(group), isNumber: true },
                cell: (row: Row) => number(row[group]),
              })),
            ]}
          />
        );
      }}
    </Panel>
  );
}

/** The rank of each: one more than those that have more points. Rows come with the most points first. */
export function rankRows<Row extends { total: number }>(rows: readonly Row[]): (Row & { rank: number })[] {
  let rank = 0;
  return rows.map((row, index) => {
    if (row.total !== rows[index - 1]?.total) rank = index + 1;
    return { ...row, rank };
  });
}
