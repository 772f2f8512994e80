import { useTranslation } from "react-i18next";
import type { InnovationQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Enterprises by kind, startups first. */
export function EnterprisesPanel({ live }: { live: Live<InnovationQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count } = useFormat();
  return (
    <Panel
      name="enterprises"
      live={live}
      fields={["enterpriseStats"]}
      list="enterpriseStats.rows"
      origins={({ enterpriseStats }) => [enterpriseStats?.totals.origin]}
    >
      {({ enterpriseStats }) => (
        <>
          <dl className="figure-tiles">
            <FigureTile
              id="startups"
              name={t("enterpriseKind.STARTUP")}
              value={count(enterpriseStats?.totals.startups)}
            />
            <FigureTile
              id="innovating"
              name={t("columns.innovating")}
              value={count(enterpriseStats?.totals.innovating)}
              note={t("fact.ofAll", {
                part: count(enterpriseStats?.totals.innovating),
                whole: count(enterpriseStats?.totals.enterprises),
              })}
            />
          </dl>
          <DataTable
            caption={t("panels.enterprises.title")}
            rows={enterpriseStats?.rows ?? []}
            keyOf={({ kind }) => kind ?? "none"}
            columns={[
              {
                key: "kind",
                title: t("columns.kind"),
                cell: ({ kind }) => t(`enterpriseKind.${kind ?? "none"}`),
              },
              {
                ...{ key: "enterprises", title: t("columns.enterprises"), isNumber: true },
                cell: ({ measures }) => count(measures.enterprises),
              },
              {
                ...{ key: "innovating", title: t("columns.innovating"), isNumber: true },
                cell: ({ measures }) => count(measures.innovating),
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
