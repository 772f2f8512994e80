import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Language } from "../../../../tables/table";
import { mountChart } from "../../charts/mount-chart";
import { localeOf } from "../../i18n/locale-of";
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
  /** Bars lie beside their names, which have more room so. */
  lies: boolean;
  language: Language;
  /** Of texts and lines, as the page has them. */
  colour: string;
  /** ECharts measures texts by it: of "inherit" it would reckon them too short. */
  font: string;
}

/** Draws into an element and keeps to its width; the function that it gives takes the chart away. */
export function drawChart(element: HTMLElement, picture: ChartPicture): () => void {
  return mountChart(element, optionOf(picture));
}

/** Rows of bars that lie are as high as a line of text. */
const barHeight = 24;

/** How high a chart has to be for its texts not to lie on one another, in pixels; undefined: as high as others. */
export function chartHeight({ series, lies }: Pick<ChartPicture, "series" | "lies">): number | undefined {
  return lies ? Math.max(320, labelsOf(series).length * barHeight + 80) : undefined;
}

function optionOf(picture: ChartPicture) {
  const { choice, series, names, xIsNumber, language, colour, font, lies } = picture;
  const number = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 4 });
  const text = { color: colour, fontFamily: font };
  const isOverNumbers = choice.kind === "scatter" && xIsNumber;
  const labels = labelsOf(series);
  const axis = { axisLabel: text, nameTextStyle: text, axisLine: { lineStyle: { color: colour } } };
  const values = {
    ...{ ...axis, type: "value" as const, name: names.y },
    axisLabel: { ...text, formatter: (value: number) => number.format(value), hideOverlap: true },
    splitLine: { lineStyle: { color: colour, opacity: 0.2 } },
  };
  const places = isOverNumbers
    ? { ...values, name: names.x, scale: true }
    : {
        ...{ ...axis, type: "category" as const, data: labels, inverse: lies },
        axisLabel: { ...text, ...(lies && { width: 150, overflow: "truncate" as const, interval: 0 }) },
      };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: colours,
    textStyle: { fontFamily: font },
    grid: {
      left: 8,
      right: 24,
      top: 40,
      bottom: (series.length > 1 ? 40 : 24) + (lies ? 16 : 0),
      containLabel: true,
    },
    legend: { show: series.length > 1, bottom: 0, type: "scroll" as const, textStyle: text },
    tooltip: {
      trigger: choice.kind === "scatter" ? ("item" as const) : ("axis" as const),
      // As a text, never as HTML: names are data.
      renderMode: "richText" as const,
      valueFormatter: (value: unknown) =>
        typeof value === "number" ? number.format(value) : String(value ?? "–"),
    },
    xAxis: lies ? { ...values, nameLocation: "middle" as const, nameGap: 28 } : places,
    yAxis: lies ? places : { ...values, nameTextStyle: { ...text, align: "left" as const } },
    series: series.map(({ name, points }) => ({
      type: choice.kind,
      name: name || names.y,
      data: isOverNumbers
        ? points.map(({ x, y }) => [Number(x), y])
        : valuesAt(labels, points, series.length > 1),
      ...(choice.kind === "line" && { showSymbol: points.length < 60 }),
    })),
  };
}

/** Of one series each row has its own place, though two may have one name; several series meet at the same names. */
function labelsOf(series: readonly ChartSeries[]): string[] {
  const names = series.flatMap(({ points }) => points.map(({ x }) => String(x)));
  return series.length > 1 ? [...new Set(names)] : names;
}

function valuesAt(
  labels: readonly string[],
  points: ChartSeries["points"],
  meets: boolean,
): (number | null)[] {
  if (!meets) return points.map(({ y }) => y);
  const byName = new Map(points.map(({ x, y }) => [String(x), y]));
  return labels.map((label) => byName.get(label) ?? null);
}
