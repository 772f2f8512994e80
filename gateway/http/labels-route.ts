import type { FastifyInstance } from "fastify";
import type { LoadedGraph } from "../graph/load-graph";
import type { LabelList } from "../labels/labels";
import { printLabels } from "../labels/print-labels";
import { createServedOfGraph } from "./served-of-graph";

/** Serves the Vietnamese labels of the current graph to everybody, as its schema. */
export function registerLabels(
  app: FastifyInstance,
  graph: () => Pick<LoadedGraph, "schema">,
  listOf: (graph: Pick<LoadedGraph, "schema">) => LabelList,
): void {
  app.get(
    "/labels.vi.json",
    createServedOfGraph("application/json; charset=utf-8", graph, (current) => printLabels(listOf(current))),
  );
}
