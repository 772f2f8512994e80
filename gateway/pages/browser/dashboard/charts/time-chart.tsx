import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DataTable } from "../figures/data-table";
import type { TimeFigures, TimeStep } from "./time-figures";

export interface TimeChartProps extends TimeFigures {
  title: string;
  /** What a step is called, above the figures. */
  stepTitle: string;
}

/** Figures over time as a picture; the figures themselves stand below it for who cannot see it. */
export function TimeChart({ title, stepTitle, steps, series, write, target, kind = "bar" }: TimeChartProps) {
  const { t } = useTranslation("dashboard");
  const scheme = useComputedColorScheme();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    let isGone = false;
    let takeAway: (() => void) | undefined;
    // ECharts is larger than the rest of the page, which does not wait for it.
    void import("./draw-time-chart").then(({ drawTimeChart }) => {
      if (isGone) return;
      const colour = scheme === "dark" ? "#ced4da" : "#343a40";
      const font = getComputedStyle(current).fontFamily;
      takeAway = drawTimeChart(current, { steps, series, write, target, kind, colour, font });
    });
    return () => {
      isGone = true;
      takeAway?.();
    };
  }, [steps, series, write, target, kind, scheme]);
  return (
    <>
      <div ref={element} className="time-chart" role="img" aria-label={title} />
      <details className="not-printed">
        <summary>{t("figuresOf")}</summary>
        <DataTable<TimeStep & { index: number }>
          caption={title}
          rows={steps.map((step, index) => ({ ...step, index }))}
          keyOf={({ label }) => label}
          columns={[
            {
              key: "step",
              title: stepTitle,
              cell: ({ label, isPartial }) => (isPartial ? `${label} (${t("partial")})` : label),
            },
            ...series.map(({ name, values }) => ({
              ...{ key: name, title: name, isNumber: true },
              cell: ({ index }: TimeStep & { index: number }) => write(values[index] ?? null),
            })),
          ]}
        />
      </details>
    </>
  );
}
