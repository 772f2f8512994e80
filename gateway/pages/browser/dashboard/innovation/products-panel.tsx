import { useTranslation } from "react-i18next";
import type { InnovationQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

export interface ProductsPanelProps {
  live: Live<InnovationQuery>;
  /** Today is shown: products cannot be looked back on. */
  isOfNow: boolean;
}

/** Strategic products by stage. */
export function ProductsPanel({ live, isOfNow }: ProductsPanelProps) {
  const { t } = useTranslation("dashboard");
  const { count, day } = useFormat();
  return (
    <Panel
      name="products"
      live={live}
      fields={["strategicProducts"]}
      list="strategicProducts.nodes"
      origins={({ strategicProducts }) => (strategicProducts?.nodes ?? []).map(({ origin }) => origin)}
      notes={() => (isOfNow ? [] : [t("states.notAsOf")])}
    >
      {({ strategicProducts }) => {
        const products = strategicProducts?.nodes ?? [];
        return (
          <>
            <dl className="figure-tiles">
              <FigureTile name={t("fact.products")} value={count(strategicProducts?.totalCount)} />
              <FigureTile
                name={t("fact.commercialised")}
                value={count(products.filter(({ stage }) => stage === "COMMERCIALISED").length)}
              />
            </dl>
            <DataTable
              caption={t("panels.products.title")}
              rows={products}
              keyOf={({ code }) => code}
              first={10}
              columns={[
                { key: "product", title: t("columns.product"), cell: ({ name }) => name },
                {
                  key: "stage",
                  title: t("columns.stage"),
                  cell: ({ stage, commercialisedOn }) =>
                    commercialisedOn
                      ? `${t(`stage.${stage}`)} (${day(commercialisedOn)})`
                      : t(`stage.${stage}`),
                },
                {
                  key: "enterprise",
                  title: t("columns.enterprise"),
                  cell: ({ enterprise }) => enterprise?.name ?? noFigure,
                },
              ]}
            />
          </>
        );
      }}
    </Panel>
  );
}
