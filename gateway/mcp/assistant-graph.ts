import type { GraphQLSchema } from "graphql";
import { lazily } from "../../shared/base/function/lazily";
import type { Labels } from "../labels/labels";
import type { Pipeline } from "../pipeline/pipeline";
import { createSchemaSearch } from "../schema-search/schema-search";
import { findWays } from "../schema-search/ways-to-elements";
import type { SqlRunner } from "../sql/sql-runner";
import type { AssistantGraph } from "./tools/tool-call";

interface ServedGraph {
  pipeline: Pipeline;
  schema: GraphQLSchema;
}

export interface AssistantGraphOptions<Graph extends ServedGraph> {
  /** The graph that new requests are answered from. */
  current: () => Graph;
  labelsOf: (graph: Graph) => Labels;
  sql: SqlRunner;
}

/** What assistants need of the graph that is served, made once for each. */
export function createAssistantGraphs<Graph extends ServedGraph>({
  current,
  labelsOf,
  sql,
}: AssistantGraphOptions<Graph>): () => AssistantGraph {
  const known = new WeakMap<Graph, AssistantGraph>();
  return () => {
    const graph = current();
    const made = known.get(graph) ?? assistantGraphOf(graph, labelsOf(graph), sql);
    known.set(graph, made);
    return made;
  };
}

function assistantGraphOf({ pipeline, schema }: ServedGraph, labels: Labels, sql: SqlRunner): AssistantGraph {
  return {
    ...{ pipeline, schema, labels, sql },
    search: lazily(() => createSchemaSearch(schema, labels)),
    ways: lazily(() => findWays(schema)),
  };
}
