import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { mountChart } from "../../charts/mount-chart";
import type { TimeFigures } from "./time-figures";

use([
  ...[BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  SVGRenderer,
]);

/** Told apart by people who do not see all colours: Okabe and Ito's. */
const colours = ["#d55e00", "#0072b2", "#009e73"];

export interface TimePicture extends Omit<TimeFigures, "kind"> {
  kind: "bar" | "line";
  /** Of texts and lines, as the page has them. */
  colour: string;
  font: string;
}

/** Draws into an element and keeps to its width; the function that it gives takes the chart away. */
export function drawTimeChart(element: HTMLElement, picture: TimePicture): () => void {
  return mountChart(element, optionOf(picture));
}

function optionOf({ steps, series, write, target, kind, colour, font }: TimePicture) {
  const text = { color: colour, fontFamily: font };
  const axis = { axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: colour } } };
  return {
    animation: false,
    color: colours,
    textStyle: { fontFamily: font },
    grid: { left: 8, right: 16, top: 16, bottom: 32, containLabel: true },
    legend: { show: series.length > 1, bottom: 0, textStyle: text },
    tooltip: {
      trigger: "axis" as const,
      // As a text, never as HTML: names are data.
      renderMode: "richText" as const,
      valueFormatter: (value: unknown) => write(typeof value === "number" ? value : null),
    },
    xAxis: { ...axis, type: "category" as const, data: steps.map(({ label }) => label) },
    yAxis: {
      ...{ ...axis, type: "value" as const },
      ...(target && { max: (extent: { max: number }) => Math.max(extent.max, target.value * 1.1) }),
      axisLabel: { ...text, formatter: (value: number) => write(value) },
      splitLine: { lineStyle: { color: colour, opacity: 0.2 } },
    },
    series: series.map(({ name, values }, index) => ({
      ...{ type: kind, name },
      data: values.map((value, step) =>
        steps[step]?.isPartial ? { value: value ?? "-", itemStyle: { opacity: 0.45 } } : (value ?? "-"),
      ),
      ...(index === 0 &&
        target && {
          markLine: {
            ...{ symbol: "none", silent: true, lineStyle: { color: colour, type: "dashed" as const } },
            label: { ...text, position: "insideStartTop" as const, formatter: target.name },
            data: [{ yAxis: target.value }],
          },
        }),
    })),
  };
}
