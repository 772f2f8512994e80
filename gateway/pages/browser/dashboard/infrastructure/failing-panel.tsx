import { useTranslation } from "react-i18next";
import type { InfrastructureQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Which criteria are failed by how many units. */
export function FailingPanel({ live }: { live: Live<InfrastructureQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count } = useFormat();
  return (
    <Panel
      name="failing"
      live={live}
      fields={["failing"]}
      list="failing.rows"
      origins={({ failing }) => (failing?.rows ?? []).map(({ measures }) => measures.origin)}
    >
      {({ failing }) => (
        <DataTable
          caption={t("panels.failing.title")}
          rows={failing?.rows ?? []}
          keyOf={(row) => row.failing ?? ""}
          columns={[
            {
              key: "criterion",
              title: t("columns.criterion"),
              cell: (row) => (row.failing ? t(`criterion.${row.failing}`) : noFigure),
            },
            {
              ...{ key: "units", title: t("columns.failing"), isNumber: true },
              cell: ({ measures }) => count(measures.units),
            },
          ]}
        />
      )}
    </Panel>
  );
}
