import type { GraphQLSchema } from "graphql";
import type { GatewayExecutor, LoadedGraph } from "./load-graph";

type SchemaListener = (schemaContext: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void;

/** What Apollo Server takes for a gateway, with a graph that can be replaced while requests are running. */
export interface LivingGraph<Graph extends LoadedGraph = LoadedGraph> {
  onSchemaLoadOrUpdate(listener: SchemaListener): () => void;
  load(): Promise<{ executor: GatewayExecutor }>;
  /** Closes every graph. */
  stop(): Promise<void>;
  /** The graph that new requests are served from. */
  current(): Graph;
  /** Serves new requests from another graph; those that are running end on the one they began with. */
  replace(next: Graph): void;
}

/**
 * A request is validated against the schema that was current when it came, and must be planned and run on
 * the same graph, also when another took its place meanwhile: the schema that Apollo Server hands along
 * tells which. A graph that was replaced is closed after `retireMs`, when no request can be that old.
 */
export function createLivingGraph<Graph extends LoadedGraph>(
  first: Graph,
  retireMs = 10_000,
): LivingGraph<Graph> {
  const graphs = new WeakMap<GraphQLSchema, Graph>([[first.schema, first]]);
  const listeners = new Set<SchemaListener>();
  const retiring = new Map<Graph, NodeJS.Timeout>();
  let current = first;
  const tell = (listener: SchemaListener) =>
    listener({ apiSchema: current.schema, coreSupergraphSdl: current.supergraphSdl });
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      listeners.forEach(tell);
      return {
        executor: (requestContext) => (graphs.get(requestContext.schema) ?? current).execute(requestContext),
      };
    },
    async stop() {
      for (const timer of retiring.values()) clearTimeout(timer);
      await Promise.all([current, ...retiring.keys()].map((graph) => graph.close()));
    },
    current: () => current,
    replace(next) {
      const previous = current;
      graphs.set(next.schema, next);
      current = next;
      listeners.forEach(tell);
      const retire = () => {
        retiring.delete(previous);
        void previous.close();
      };
      retiring.set(previous, setTimeout(retire, retireMs).unref());
    },
  };
}
