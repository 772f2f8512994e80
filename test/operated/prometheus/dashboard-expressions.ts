import { readFileSync } from "node:fs";
import { fromRoot } from "../../../shared/base/project/project-root";

/** What the panels of the Grafana dashboard ask Prometheus for, each once, with Grafana's own variables set. */
export function dashboardExpressions(): string[] {
  const text = readFileSync(fromRoot("deploy", "grafana", "graph.json"), "utf8");
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (key === "expr" && typeof value === "string") found.push(value);
    return value;
  });
  const set = (expression: string) =>
    expression
      .replaceAll("$__rate_interval", "1m")
      .replaceAll("$__range", "5m")
      .replaceAll("$__interval", "1m");
  return [...new Set(found.map(set))];
}
