import type { Metrics } from "../../shared/base/metrics/metrics";
import type { PrimaryCounts } from "./start-primary";

/** What the process that owns the port tells of its workers. */
export function readPrimary(metrics: Metrics, counts: () => PrimaryCounts): void {
  metrics.readGauge(
    {
      name: "graph_gateway_workers",
      help: "Worker processes that run, and those of them that are ready.",
      labels: ["state"],
    },
    () => {
      const { alive, ready } = counts();
      return [
        [{ state: "alive" }, alive],
        [{ state: "ready" }, ready],
      ];
    },
  );
  metrics.readCounter(
    { name: "graph_gateway_worker_deaths_total", help: "Workers that died and were replaced." },
    () => [[{}, counts().died]],
  );
}
