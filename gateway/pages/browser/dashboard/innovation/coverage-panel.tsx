import { useTranslation } from "react-i18next";
import { TimeChart } from "../charts/time-chart";
import type { InnovationQuery } from "../documents/documents";
import { FigureTile } from "../figures/figure-tile";
import { Panel } from "../figures/panel";
import { useFormat } from "../figures/use-format";
import type { Live } from "../live/use-live";
import { isMonthEnd, monthOf } from "../view/view";

export interface CoveragePanelProps {
  live: Live<InnovationQuery>;
  /** The day that is shown: its month is partial until it ends. */
  day: string;
}

/** The share of people whom 5G reaches, month by month, against its target. */
export function CoveragePanel({ live, day }: CoveragePanelProps) {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  return (
    <Panel
      name="coverage"
      live={live}
      fields={["coverage5GSeries"]}
      besides={["indicator"]}
      list="coverage5GSeries"
      origins={({ coverage5GSeries }) => (coverage5GSeries ?? []).map(({ origin }) => origin)}
      sources={({ indicator }) => (indicator?.targets?.nodes ?? []).map(({ source }) => source)}
    >
      {({ coverage5GSeries, indicator }) => {
        const months = coverage5GSeries ?? [];
        const last = months.findLast(({ populationShare }) => populationShare !== null);
        const target = indicator?.targets?.nodes[0];
        const targetName =
          target &&
          t("target", { value: format.decimal(target.value, "ratio"), day: format.day(target.dueOn) });
        return (
          <>
            <dl className="figure-tiles">
              <FigureTile
                id="coverage"
                name={`${t("columns.coverage")} (${last?.month ?? "–"})`}
                value={format.percent(last?.populationShare?.value)}
                note={targetName}
              />
              <FigureTile name={t("columns.stations")} value={format.count(last?.stations)} />
            </dl>
            <TimeChart
              title={t("panels.coverage.title")}
              stepTitle={t("columns.month")}
              steps={months.map(({ month }) => ({
                label: month,
                isPartial: month === monthOf(day) && !isMonthEnd(day),
              }))}
              series={[
                {
                  name: t("columns.coverage"),
                  values: months.map(({ populationShare }) => populationShare?.value ?? null),
                },
              ]}
              write={format.percent}
              target={
                target?.value && targetName ? { name: targetName, value: Number(target.value) } : undefined
              }
            />
          </>
        );
      }}
    </Panel>
  );
}
