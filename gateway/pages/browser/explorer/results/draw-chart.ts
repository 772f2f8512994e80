import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Language } from "../../../../tables/table";
import type { ChartChoice, ChartSeries } from "./chart-data";

use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Told apart by people who do not see all colours: Okabe and Ito's. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d00", "#7f7f7f"];

export interface ChartPicture {
  choice: ChartChoice;
  series: readonly ChartSeries[];
  /** Of the axes. */
  names: { x: string; y: string };
  xIsNumber: boolean;
  language: Language;
  /** Of texts and lines, as the page has them. */
  colour: string;
}

/** Draws into an element and keeps to its width; the function that it gives takes the chart away. */
export function drawChart(element: HTMLElement, picture: ChartPicture): () => void {
  const chart = init(element, null, { renderer: "svg" });
  chart.setOption(optionOf(picture));
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}

function optionOf({ choice, series, names, xIsNumber, language, colour }: ChartPicture) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
  const text = { color: colour };
  const categories = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => String(x))))];
  const isOverNumbers = choice.kind === "scatter" && xIsNumber;
  const axis = { axisLabel: text, nameTextStyle: text, axisLine: { lineStyle: text } };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: colours,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 8, right: 16, top: 40, bottom: series.length > 1 ? 40 : 24, containLabel: true },
    legend: { show: series.length > 1, bottom: 0, type: "scroll" as const, textStyle: text },
    tooltip: {
      trigger: choice.kind === "scatter" ? ("item" as const) : ("axis" as const),
      // As a text, never as HTML: names are data.
      renderMode: "richText" as const,
      valueFormatter: (value: unknown) =>
        typeof value === "number" ? number.format(value) : String(value ?? "–"),
    },
    xAxis: isOverNumbers
      ? {
          ...axis,
          type: "value" as const,
          name: names.x,
          nameLocation: "middle" as const,
          nameGap: 24,
          scale: true,
        }
      : { ...axis, type: "category" as const, data: categories },
    yAxis: {
      ...{ ...axis, type: "value" as const, name: names.y },
      nameTextStyle: { ...text, align: "left" as const },
      axisLabel: { ...text, formatter: (value: number) => number.format(value) },
    },
    series: series.map(({ name, points }) => ({
      type: choice.kind,
      name: name || names.y,
      data: points.map(({ x, y }) => (isOverNumbers ? [Number(x), y] : [String(x), y])),
      ...(choice.kind === "line" && { showSymbol: points.length < 60 }),
    })),
  };
}
