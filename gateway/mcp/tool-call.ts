import type { GraphQLSchema } from "graphql";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import type { Labels } from "../labels/labels";
import type { Pipeline } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import type { SchemaSearch } from "./schema-search";
import type { SqlRunner } from "./sql-runner";

/** The graph that a request is answered from, from its beginning to its end. */
export interface AssistantGraph {
  pipeline: Pipeline;
  schema: GraphQLSchema;
  labels: Labels | undefined;
  search: SchemaSearch;
  /** The shortest way from the root to each type, by name. */
  ways: ReadonlyMap<string, string>;
  /** Absent: SQL is not to be had here. */
  sql: SqlRunner | undefined;
}

/** One call of a tool: for whom, over which graph, and until when. */
export interface ToolCall {
  graph: AssistantGraph;
  context: GatewayContext;
  /** Aborted when nobody waits any more, or the time is up. */
  signal: AbortSignal;
  /** Throws GraphError where the viewer's role may ask for trusted documents alone. */
  requireOpenTexts(): void;
  formatError: ErrorFormatter;
  /** The longest answer, in bytes of JSON. */
  maxBytes: number;
}
