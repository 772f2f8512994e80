import { ApolloGateway } from "@apollo/gateway";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "../../shared/log/logger";
import type { FetchSubgraph } from "../executor/execution";
import { createGraphExecutor, type GraphExecutor, type KnownOperation } from "../executor/graph-executor";
import { checkScalars } from "../schema/check-scalars";
import { SubgraphDataSource } from "../subgraphs/subgraph-data-source";

export type ExecutorKind = "own" | "stock";
export type GatewayExecutor = ApolloGateway["executor"];

export interface GraphOptions {
  supergraphSdl: string;
  /** Whose executor runs the plans: ours, or @apollo/gateway's for comparison. */
  executor: ExecutorKind;
  fetch: FetchSubgraph;
  log: Logger;
}

/** One supergraph, planned and executed. It never changes: a new supergraph is another graph. */
export interface LoadedGraph {
  supergraphSdl: string;
  schema: GraphQLSchema;
  execute: GatewayExecutor;
  /** See GraphExecutor; undefined from the stock executor, always. */
  executeKnown: GraphExecutor["executeKnown"];
  /** Plans operations before anybody asks for them. Throws for one that does not fit this graph. */
  warm(known: readonly KnownOperation[]): void;
  /** The operations that were asked for most, the first the most; none from the stock executor. */
  mostUsed(limit: number): KnownOperation[];
  close(): Promise<void>;
}

/**
 * Loads a supergraph with @apollo/gateway, which validates it and plans its operations. Throws when the
 * text is no supergraph, or one with features that are not understood.
 */
export async function loadGraph({ supergraphSdl, executor, fetch, log }: GraphOptions): Promise<LoadedGraph> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: log,
    // The default leaves it out in production. It takes milliseconds, and happens before anything is served.
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => new SubgraphDataSource({ name, fetch }),
  });
  await gateway.load();
  const { schema } = gateway;
  const { queryPlanner: planner } = gateway.__testing();
  if (!schema || !planner) throw new Error("Expected @apollo/gateway to have made a schema and a planner.");
  // Before the server listens for the schema: it then never sees the unchecked scalars.
  checkScalars(schema);
  const own: GraphExecutor | undefined =
    executor === "own"
      ? createGraphExecutor({
          graph: {
            schema,
            planner,
            apiSchema: planner.supergraph.apiSchema(),
            supergraph: planner.supergraph.schema.toGraphQLJSSchema(),
          },
          fetch,
          log,
        })
      : undefined;
  return {
    supergraphSdl,
    schema,
    execute: own?.execute ?? gateway.executor,
    executeKnown: (request, context) => own?.executeKnown(request, context),
    warm: (known) => own?.warm(known),
    mostUsed: (limit) => own?.mostUsed(limit) ?? [],
    close: () => gateway.stop(),
  };
}
