import { memo } from "react";
import { useTranslation } from "react-i18next";
import { TimeChart } from "../charts/time-chart";
import type { CityWeeksQuery } from "../documents/documents";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Overdue tasks at the end of each of the last weeks. */
export const WeeksPanel = memo(function WeeksPanel({ live }: { live: Live<CityWeeksQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count } = useFormat();
  return (
    <Panel
      name="weeks"
      live={live}
      fields={["taskStats"]}
      list="taskStats.rows"
      origins={({ taskStats }) => (taskStats?.rows ?? []).map(({ measures }) => measures.origin)}
    >
      {({ taskStats }) => {
        const rows = taskStats?.rows ?? [];
        return (
          <TimeChart
            title={t("panels.weeks.title")}
            stepTitle={t("columns.week")}
            steps={rows.map(({ bucket, isPartial }) => ({
              label: bucket?.label ?? "",
              isPartial: isPartial ?? false,
            }))}
            series={[
              {
                name: t("columns.overdue"),
                values: rows.map(({ measures }) => measures.overdue),
              },
              {
                name: t("columns.underway"),
                values: rows.map(({ measures }) => measures.underway),
              },
            ]}
            write={count}
          />
        );
      }}
    </Panel>
  );
});
