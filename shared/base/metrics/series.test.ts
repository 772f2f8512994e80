import { Counter, Histogram, Registry } from "prom-client";
import { createCounterSeries, createHistogramSeries } from "./series";

/** Lines in an order of their own, and labels in one of theirs: neither means anything. */
function read(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [, name, labels = "", value] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
      return name === undefined ? line : `${name} ${labels.match(/\w+="(?:\\.|[^"\\])*"/g)?.sort()} ${value}`;
    })
    .sort();
}

const labelled = [
  { path: "/graphql", status: "200" },
  { path: 'a "quoted"\\ path\nof two lines', status: "404" },
  { path: "/graphql", status: "200" },
  { path: "/graphql", status: "" },
];

it("tells counters as prom-client does", async () => {
  const registry = new Registry();
  registry.setDefaultLabels({ service: "tasks" });
  const description = {
    name: "graph_requests_total",
    help: "Requests\\\nof all.",
    labels: ["path", "status"],
  };
  const other = new Counter({ ...description, labelNames: description.labels, registers: [registry] });
  const own = createCounterSeries(description);
  for (const [at, labels] of labelled.entries()) {
    own.add(labels, at + 0.5);
    other.inc(labels, at + 0.5);
  }
  expect(read(own.text({ service: "tasks" }))).toEqual(read(await registry.metrics()));
  const none = createCounterSeries({ name: "graph_none_total", help: "None." });
  expect(none.text({ service: "tasks" }).split("\n").at(-1)).toBe('graph_none_total{service="tasks"} 0');
});

it("tells histograms as prom-client does, values at a bound within it", async () => {
  const registry = new Registry();
  registry.setDefaultLabels({ service: "tasks" });
  const buckets = [0.001, 0.1, 1, 10];
  const description = { name: "graph_seconds", help: "Time.", labels: ["path", "status"], buckets };
  const other = new Histogram({ ...description, labelNames: description.labels, registers: [registry] });
  const own = createHistogramSeries(description);
  for (const labels of labelled)
    for (const value of [0, 0.001, 0.0011, 0.1, 0.5, 1, 10, 10.5, 1e9]) {
      own.add(labels, value);
      other.observe(labels, value);
    }
  expect(read(own.text({ service: "tasks" }))).toEqual(read(await registry.metrics()));
});
