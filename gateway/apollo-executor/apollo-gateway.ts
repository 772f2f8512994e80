import { ApolloGateway } from "@apollo/gateway";
import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "../../shared/base/log/logger";
import type { OpenGraph } from "../graph/open-graph";
import type { SupergraphManager } from "../graph/supergraph-manager";
import type { GatewayContext } from "../request/context";
import { checkScalars } from "../schema/check-scalars";
import { SubgraphDataSource } from "./subgraph-data-source";

/** What Apollo Server takes for a gateway. */
export type GatewayInterface = ApolloServerOptionsWithGateway<GatewayContext>["gateway"];

type SchemaListener = Parameters<GatewayInterface["onSchemaLoadOrUpdate"]>[0];

/**
 * The graph as Apollo Server takes it, planned and executed by @apollo/gateway, over our way to the subgraphs: what the
 * pipeline is compared with. A request ends on the graph whose schema it was validated with.
 */
export async function createApolloGateway(
  supergraphs: SupergraphManager<OpenGraph>,
  log: Logger,
): Promise<GatewayInterface> {
  const loaded = new WeakMap<GraphQLSchema, ApolloGateway>();
  const listeners = new Set<SchemaListener>();
  let current = await loadApolloGateway(supergraphs.current(), log);
  loaded.set(schemaOf(current), current);
  const notify = (listener: SchemaListener) =>
    listener({ apiSchema: schemaOf(current), coreSupergraphSdl: supergraphs.current().supergraphSdl });
  supergraphs.onReplace((next) => {
    void loadApolloGateway(next, log).then((gateway) => {
      current = gateway;
      loaded.set(schemaOf(gateway), gateway);
      listeners.forEach(notify);
    });
  });
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      listeners.forEach(notify);
      return {
        executor: (request) => (loaded.get(request.schema) ?? current).executor(request),
      };
    },
    stop: () => current.stop(),
  };
}

async function loadApolloGateway({ supergraphSdl, fetch }: OpenGraph, log: Logger): Promise<ApolloGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: log,
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => new SubgraphDataSource({ name, fetch }),
  });
  await gateway.load();
  // Before the server listens for the schema: it then never sees the unchecked scalars.
  checkScalars(schemaOf(gateway));
  return gateway;
}

function schemaOf({ schema }: ApolloGateway): GraphQLSchema {
  if (!schema) throw new Error("Expected @apollo/gateway to have made a schema.");
  return schema;
}
