import type { GraphQLSchema } from "graphql";
import type { ErrorFormatter } from "../../../shared/http/server/format-error";
import type { Labels } from "../../labels/labels";
import type { Pipeline } from "../../pipeline/pipeline";
import type { GatewayContext } from "../../request/context";
import type { SchemaSearch } from "../../schema-search/schema-search";
import type { WaysToElements } from "../../schema-search/ways-to-elements";
import type { SqlRunner } from "../../sql/sql-runner";

/** The graph that a request is answered from, from its beginning to its end. */
export interface AssistantGraph {
  pipeline: Pipeline;
  schema: GraphQLSchema;
  labels: Labels;
  /** Made when it is first needed. */
  search: () => SchemaSearch;
  ways: () => WaysToElements;
  sql: SqlRunner;
}

/** One call of a tool: for whom, over which graph, and until when. */
export interface ToolCall {
  graph: AssistantGraph;
  context: GatewayContext;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
  /** Throws GraphError where the viewer's role may ask for trusted documents alone. */
  requireOpenTexts(): void;
  formatError: ErrorFormatter;
  /** The longest answer, in bytes of JSON. */
  maxBytes: number;
}
