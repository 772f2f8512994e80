import { useTranslation } from "react-i18next";
import type { DossiersQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";
import { countIn } from "./count-in";

/** Dossiers by the field of their procedure. */
export function FieldsPanel({ live }: { live: Live<DossiersQuery> }) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  return (
    <Panel
      name="dossierFields"
      live={live}
      fields={["byField"]}
      list="byField.rows"
      origins={({ byField }) => (byField?.rows ?? []).map(({ measures }) => measures.origin)}
      notes={({ byField }) =>
        byField?.rows.some(({ protected: isProtected }) => isProtected) ? [t("states.protectedShort")] : []
      }
    >
      {({ byField }) => {
        const rows = byField?.rows ?? [];
        type Row = (typeof rows)[number];
        return (
          <DataTable
            caption={t("panels.dossierFields.title")}
            rows={rows}
            keyOf={({ procedureField }) => procedureField?.code ?? ""}
            first={10}
            columns={[
              {
                key: "field",
                title: t("columns.field"),
                cell: ({ procedureField }) => procedureField?.name ?? procedureField?.code ?? noFigure,
              },
              ...(["received", "overdue"] as const).map((key) => ({
                ...{ key, title: t(`columns.${key}`), isNumber: true },
                cell: (row: Row) => countIn(row, key, format),
              })),
              ...(
                [
                  ["onTime", "onTimeRate"],
                  ["digitisation", "digitisationRate"],
                  ["paidOnline", "onlinePaymentRate"],
                  ["satisfaction", "satisfactionRate"],
                ] as const
              ).map(([key, rate]) => ({
                ...{ key, title: t(`columns.${key}`), isNumber: true },
                cell: ({ measures }: Row) => format.percent(measures[rate].value),
              })),
            ]}
          />
        );
      }}
    </Panel>
  );
}
