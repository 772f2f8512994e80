import { useTranslation } from "react-i18next";
import type { InfrastructureQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Systems by how far they have moved into the city's data centre. */
export function SystemsPanel({ live }: { live: Live<InfrastructureQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count, percent } = useFormat();
  return (
    <Panel
      name="systems"
      live={live}
      fields={["itSystemStats"]}
      list="itSystemStats.rows"
      origins={({ itSystemStats }) => [itSystemStats?.totals.origin]}
    >
      {({ itSystemStats }) => (
        <>
          <dl className="figure-tiles">
            <FigureTile
              id="systems"
              name={t("columns.systems")}
              value={count(itSystemStats?.totals.systems)}
            />
            <FigureTile
              id="migrated"
              name={t("migration.MIGRATED")}
              value={count(itSystemStats?.totals.migrated)}
              note={percent(itSystemStats?.totals.migratedShare.value)}
            />
          </dl>
          <DataTable
            caption={t("panels.systems.title")}
            rows={itSystemStats?.rows ?? []}
            keyOf={({ migration }) => migration ?? ""}
            columns={[
              {
                key: "migration",
                title: t("columns.migration"),
                cell: ({ migration }) => (migration ? t(`migration.${migration}`) : noFigure),
              },
              {
                ...{ key: "systems", title: t("columns.systems"), isNumber: true },
                cell: ({ measures }) => count(measures.systems),
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
