import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CityTasksQuery } from "../documents/documents";
import { DataTable } from "../figures/data-table";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { noFigure, useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";

/** Tasks by axis and who assigned them, with what is overdue. */
export const TasksPanel = memo(function TasksPanel({ live }: { live: Live<CityTasksQuery> }) {
  const { t } = useTranslation("dashboard");
  const { count, percent } = useFormat();
  return (
    <Panel
      name="tasks"
      live={live}
      fields={["taskStats"]}
      list="taskStats.rows"
      origins={({ taskStats }) => (taskStats?.rows ?? []).map(({ measures }) => measures.origin)}
      isPrinted
    >
      {({ taskStats }) => {
        const { rows = [], totals } = taskStats ?? {};
        return (
          <>
            <dl className="figure-tiles">
              <FigureTile id="assigned" name={t("columns.assigned")} value={count(totals?.assigned)} />
              <FigureTile id="completed" name={t("columns.completed")} value={count(totals?.completed)} />
              <FigureTile
                id="overdue"
                name={t("columns.overdue")}
                value={count(totals?.overdue)}
                isAlarm={(totals?.overdue ?? 0) > 0}
              />
              <FigureTile
                id="onTime"
                name={t("columns.onTimeDue")}
                value={percent(totals?.onTimeRateOfDue.value)}
                note={t("fact.ofAll", {
                  part: count(totals?.onTimeRateOfDue.numerator),
                  whole: count(totals?.onTimeRateOfDue.denominator),
                })}
              />
            </dl>
            <DataTable
              caption={t("panels.tasks.title")}
              rows={rows}
              keyOf={({ axis, assignedBy }) => `${axis} ${assignedBy}`}
              columns={[
                {
                  key: "axis",
                  title: t("columns.axis"),
                  cell: ({ axis }) => (axis ? t(`axis.${axis}`) : noFigure),
                },
                {
                  key: "assigner",
                  title: t("columns.assigner"),
                  cell: ({ assignedBy }) => (assignedBy ? t(`assigner.${assignedBy}`) : noFigure),
                },
                ...(["assigned", "completed", "underway", "overdue"] as const).map((key) => ({
                  ...{ key, title: t(`columns.${key}`), isNumber: true },
                  cell: ({ measures }: (typeof rows)[number]) => count(measures[key]),
                })),
                {
                  ...{ key: "onTime", title: t("columns.onTimeDue"), isNumber: true },
                  cell: ({ measures }) => percent(measures.onTimeRateOfDue.value),
                },
              ]}
            />
          </>
        );
      }}
    </Panel>
  );
});
