import type { Display } from "../../base/console/display";
import type { Metrics } from "../../base/metrics/metrics";
import { type OpenedMetrics, openMetrics } from "../../base/metrics/open-metrics";
import { lastBackupAt } from "../backup/last-backup";
import type { Settings } from "./settings";

/** What became of one of the supervised processes. */
export interface ProcessCounts {
  /** It has said that it serves, and has not ended since. */
  isUp: boolean;
  /** How often it ended by itself and was started again, and was killed because its event loop stood still. */
  restarts: number;
  hung: number;
}

/** The supervisor's own metrics; undefined where they are switched off. */
export function openSupervisorMetrics(
  { metrics: { host, port }, dataDirectory }: Settings,
  processes: ReadonlyMap<string, ProcessCounts>,
  display: Pick<Display, "say">,
): OpenedMetrics | undefined {
  const say = (fields: object, message: string) => display.say(`${message}: ${JSON.stringify(fields)}`);
  const metrics = openMetrics(
    "supervisor",
    { METRICS_HOST: host, METRICS_PORT: port, DATA_DIRECTORY: dataDirectory },
    { info: () => undefined, warn: say, error: say },
  );
  if (metrics) readSupervisor(metrics, processes, () => lastBackupAt(dataDirectory));
  return metrics;
}

export function readSupervisor(
  metrics: Metrics,
  processes: ReadonlyMap<string, ProcessCounts>,
  lastBackup: () => Date | undefined,
): void {
  metrics.readGauge(
    {
      name: "graph_supervisor_backup_last_timestamp_seconds",
      help: "When the embedded PostgreSQL was last backed up, in Unix time; absent: never.",
    },
    () => {
      const at = lastBackup();
      return at ? [[{}, at.getTime() / 1000]] : [];
    },
  );
  const read = (pick: (counts: ProcessCounts) => number) => () =>
    [...processes].map(([name, counts]) => [{ process: name }, pick(counts)] as const);
  metrics.readGauge(
    {
      name: "graph_supervisor_process_up",
      help: "1 while a supervised process serves, else 0.",
      labels: ["process"],
    },
    read(({ isUp }) => Number(isUp)),
  );
  metrics.readCounter(
    {
      name: "graph_supervisor_restarts_total",
      help: "How often a supervised process ended by itself and was started again.",
      labels: ["process"],
    },
    read(({ restarts }) => restarts),
  );
  metrics.readCounter(
    {
      name: "graph_supervisor_hangs_total",
      help: "How often a supervised process was killed because its event loop stood still.",
      labels: ["process"],
    },
    read(({ hung }) => hung),
  );
}
