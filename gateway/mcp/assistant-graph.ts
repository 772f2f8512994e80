import type { LoadedGraph } from "../graph/load-graph";
import type { Labels } from "../labels/labels";
import { waysFromQuery } from "../schema-outline/ways-from-query";
import { createSchemaSearch } from "./plain-search";
import type { SqlRunner } from "./sql-runner";
import type { AssistantGraph } from "./tool-call";

export interface AssistantGraphOptions {
  labels?: () => Labels;
  sql?: SqlRunner;
}

/** What assistants need of the graph that is served, made once for each. */
export function createAssistantGraphs(
  current: () => Pick<LoadedGraph, "pipeline" | "schema">,
  { labels, sql }: AssistantGraphOptions = {},
): () => AssistantGraph {
  const known = new WeakMap<object, AssistantGraph>();
  return () => {
    const { pipeline, schema } = current();
    const made = known.get(pipeline) ?? {
      ...{ pipeline, schema, labels: labels?.(), sql },
      ...{ search: createSchemaSearch(schema, labels?.()), ways: waysFromQuery(schema) },
    };
    known.set(pipeline, made);
    return made;
  };
}
