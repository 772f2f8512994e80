import { type EChartsCoreOption, init } from "echarts/core";

/** Draws a chart into an element and keeps to its width; the function that it gives takes the chart away. */
export function mountChart(element: HTMLElement, option: EChartsCoreOption): () => void {
  const chart = init(element, null, { renderer: "svg" });
  chart.setOption(option);
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}
