import { useTranslation } from "react-i18next";
import { TimeChart } from "../charts/time-chart";
import type { DossiersQuery } from "../documents/documents";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";
import { protectionNotes } from "./protection-notes";

/** Dossiers step by step. */
export function TimePanel({ live }: { live: Live<DossiersQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count } = useFormat();
  return (
    <Panel
      name="dossierTime"
      live={live}
      fields={["byTime"]}
      list="byTime.rows"
      origins={({ byTime }) => (byTime?.rows ?? []).map(({ measures }) => measures.origin)}
      notes={({ byTime }) => protectionNotes(t, byTime)}
    >
      {({ byTime }) => {
        const rows = byTime?.rows ?? [];
        return (
          <TimeChart
            title={t("panels.dossierTime.title")}
            stepTitle={t("columns.step")}
            steps={rows.map(({ bucket, isPartial, protected: isProtected }) => ({
              label: `${isProtected ? "≈ " : ""}${bucket?.label ?? ""}`,
              isPartial: isPartial ?? false,
            }))}
            series={(["received", "resolved"] as const).map((key) => ({
              name: t(`columns.${key}`),
              values: rows.map(({ measures }) => measures[key]),
            }))}
            write={count}
          />
        );
      }}
    </Panel>
  );
}
