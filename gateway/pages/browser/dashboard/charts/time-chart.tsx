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
  const takeAway = useRef<() => void>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Drawing takes longer than all figures of the page: these are painted first, beside the picture of before.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(draw);
    });
    let isGone = false;
    const draw = async () => {
      // ECharts is larger than the rest of the page, which does not wait for it.
      const { drawTimeChart } = await import("./draw-time-chart");
      const { current } = element;
      if (isGone || !current) return;
      const colour = scheme === "dark" ? "#ced4da" : "#343a40";
      const font = getComputedStyle(current).fontFamily;
      takeAway.current?.();
      takeAway.current = drawTimeChart(current, { steps, series, write, target, kind, colour, font });
    };
    return () => {
      isGone = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [steps, series, write, target, kind, scheme]);
  useEffect(
    () => () => {
      takeAway.current?.();
      takeAway.current = undefined;
    },
    [],
  );
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
