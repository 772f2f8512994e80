import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A process as Prometheus would find it. */
export interface MetricsTarget {
  /** Host and port. */
  address: string;
  service: string;
}

/** Processes that have told in a data directory where their metrics are. */
export function targetsIn(dataDirectory: string): MetricsTarget[] {
  const folder = join(dataDirectory, "metrics");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => {
      const [target] = JSON.parse(readFileSync(join(folder, file), "utf8"));
      return [{ address: target.targets[0], service: target.labels.service }];
    });
}
