import type { GraphQLSchema } from "graphql";
import { lazily } from "../../shared/base/function/lazily";
import type { Labels } from "../labels/labels";
import type { Pipeline } from "../pipeline/pipeline";
import { createSchemaSearch } from "../schema-search/schema-search";
import { findWays } from "../schema-search/ways-to-elements";
import type { SqlRunner } from "../sql/sql-runner";
import type { AssistantGraph } from "./tools/tool-call";

export interface AssistantGraphOptions {
  /** The graph that new requests are answered from. */
  current: () => { pipeline: Pipeline; schema: GraphQLSchema };
  labels: () => Labels;
  sql: SqlRunner;
}

/** What assistants need of the graph that is served, made once for each. */
export function createAssistantGraphs({ current, labels, sql }: AssistantGraphOptions): () => AssistantGraph {
  const known = new WeakMap<Pipeline, AssistantGraph>();
  return () => {
    const { pipeline, schema } = current();
    const made = known.get(pipeline) ?? {
      ...{ pipeline, schema, sql, labels: labels() },
      search: lazily(() => createSchemaSearch(schema, labels())),
      ways: lazily(() => findWays(schema)),
    };
    known.set(pipeline, made);
    return made;
  };
}
