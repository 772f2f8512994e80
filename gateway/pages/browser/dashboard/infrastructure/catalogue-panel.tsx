import { useTranslation } from "react-i18next";
import type { InfrastructureQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { ShareBar } from "../figures/share-bar";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

const criteria = [
  ...(["meetingAllSix", "accurate", "sufficient", "clean"] as const),
  ...(["live", "consistent", "shared"] as const),
] as const;

/** The data catalogue by the six criteria of quality. */
export function CataloguePanel({ live }: { live: Live<InfrastructureQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count, percent } = useFormat();
  return (
    <Panel
      name="catalogue"
      live={live}
      fields={["datasetStats"]}
      list="datasetStats.rows"
      origins={({ datasetStats }) => [datasetStats?.totals.origin]}
    >
      {({ datasetStats }) => {
        const totals = datasetStats?.totals;
        return (
          <>
            <dl className="figure-tiles">
              <FigureTile id="datasets" name={t("fact.datasets")} value={count(totals?.datasets)} />
            </dl>
            <DataTable
              caption={t("panels.catalogue.title")}
              rows={criteria.map((criterion) => ({ criterion, rate: totals?.[criterion] }))}
              keyOf={({ criterion }) => criterion}
              columns={[
                {
                  key: "criterion",
                  title: t("columns.criterion"),
                  cell: ({ criterion }) => t(`quality.${criterion}`),
                },
                {
                  ...{ key: "holds", title: t("columns.holds"), isNumber: true },
                  cell: ({ rate }) =>
                    t("fact.ofAll", { part: count(rate?.numerator), whole: count(rate?.denominator) }),
                },
                {
                  ...{ key: "rate", title: t("columns.rate"), isNumber: true },
                  cell: ({ rate }) => (
                    <>
                      {percent(rate?.value)} <ShareBar value={rate?.value} />
                    </>
                  ),
                },
              ]}
            />
          </>
        );
      }}
    </Panel>
  );
}
