import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../shared/base/clock/clock";
import type { Logger } from "../shared/base/log/logger";
import type { GatewayDeclarations } from "../shared/base/project/gateway-declarations";
import type { InternalTokenSigner } from "../shared/http/identity/internal-token";
import type { Viewer } from "../shared/http/identity/viewer";
import type { GatewayDatabase } from "./database/gateway-database";
import { startHousekeeping } from "./database/start-housekeeping";
import type { ServedGraph } from "./graph/served-graph";
import type { GatewayContext } from "./request/context";
import type { SavedQuery } from "./saved-queries/saved-query";
import { routedSubgraphs } from "./schema/routed-subgraphs";
import { createComposer } from "./schema-registry/composing/composer";
import type { RegistrySchema } from "./schema-registry/composing/composition";
import { type Following, firstPublished, followPublished } from "./schema-registry/follow-published";
import { createSchemaLister } from "./schema-registry/list-schemas";
import { type PublishedGraph, publishedFile } from "./schema-registry/published-file";
import { createKeptTexts } from "./schema-registry/read-kept-texts";
import { registerSchemas } from "./schema-registry/register-schemas";
import { deleteGoneReaders, deleteOldChecks, deleteOldGraphs } from "./schema-registry/registry.queries";
import { createSchemaRegistry } from "./schema-registry/schema-registry";
import { createServedSchemas } from "./schema-registry/served/served-schema";
import { endWaitingThread, startWaitingThread } from "./thread/waiting-thread";
import type { SubgraphConnector } from "./transport/subgraph-connector";
import type { TrustedDocuments } from "./trusted/trusted-documents";

export interface PublishedSchemasOptions {
  config: {
    SCHEMA_CHECK_DAYS?: number | undefined;
    SUBGRAPH_TIMEOUT_MS: number;
    SUPERGRAPH_POLL_MS: number;
  };
  database: GatewayDatabase;
  /** Of the gateway's database; absent where there never is one. */
  databaseUrl?: () => string | undefined;
  publishedFile?: string;
  listedSchemas?: () => Promise<readonly RegistrySchema[]>;
  declarations?: GatewayDeclarations;
  urlsOf: (supergraphSdl: string) => ReadonlyMap<string, readonly string[]>;
  signer?: InternalTokenSigner;
  connect?: SubgraphConnector;
  clock: Clock;
  log: Logger;
}

/** What is known of a gateway only when its graph is there. */
export interface RegisterPublishedOptions {
  graph: ServedGraph;
  trusted: TrustedDocuments;
  shipped: ReadonlyMap<string, SavedQuery>;
  viewerOf: (request: FastifyRequest) => Viewer;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  together: PublishedTogether | undefined;
}

/** The processes of one primary, which change together. */
export interface PublishedTogether {
  /** Has all of them serve a graph that was published. */
  take(supergraphSdl: string, graph: Pick<ServedGraph, "supergraphs">): Promise<void>;
  /** Has all of them make ready for one that is being composed. */
  expect(): void;
}

/** Schemas that are published to the gateway's own database; without one, the supergraph comes from its file alone. */
export interface PublishedSchemas {
  /** What is to be served first; undefined: what the file has. */
  first: PublishedGraph | undefined;
  /** Whether a published graph is served, and not the file's. */
  isFollowed(): boolean;
  /** Registers the paths, and begins to follow what is published. */
  register(app: FastifyInstance, options: RegisterPublishedOptions): void;
  stop(): Promise<void>;
}

/** How long checks are listed, in days. */
const checkDays = 30;
/** Each is as large as a supergraph; what was before them is composed again of its versions. */
const keptGraphs = 50;
const usedDays = 30;
const dayMs = 86_400_000;
/** A look is one row by its key. */
const leastPollMs = 250;

export async function openPublishedSchemas(options: PublishedSchemasOptions): Promise<PublishedSchemas> {
  const { config, database, clock, log, signer } = options;
  const hasDatabase = options.databaseUrl !== undefined;
  const file = options.publishedFile === undefined ? undefined : publishedFile(options.publishedFile, log);
  const first = hasDatabase ? await firstPublished(database, file) : undefined;
  if (first) log.info({ graph: first.number }, "the gateway begins with a published graph");
  const composer = createComposer();
  const { SCHEMA_CHECK_DAYS = usedDays } = config;
  let following: Following | undefined;
  let housekeeping: { end(): void } | undefined;
  return {
    first,
    isFollowed: () => (following ? following.number() !== undefined : first !== undefined),
    register(app, { graph, trusted, shipped, viewerOf, contextOf, together }) {
      const current = () => graph.supergraphs.current();
      const served = createServedSchemas({
        replicasOf: (name) => current().transports.get(name)?.replicas,
        urlsOf: ({ name, url }) => options.urlsOf(graphOf(name, url)).get(name) ?? [url],
        knownUrl: (name) => routedSubgraphs(current().supergraphSdl).find((each) => each.name === name)?.url,
        ...{ signer, connect: options.connect, timeoutMs: config.SUBGRAPH_TIMEOUT_MS },
      });
      const registry = createSchemaRegistry({
        ...{ database, served, clock },
        composer: { compose: composer.compose, listed: options.listedSchemas ?? composer.listed },
        supergraphSdl: () => current().supergraphSdl,
        texts: createKeptTexts({
          ...{ database, trusted, facts: options.declarations?.copiedFacts ?? [] },
          shipped: shipped.values(),
          schema: () => current().schema,
        }),
        checkDays: SCHEMA_CHECK_DAYS,
        onBegun: together?.expect ?? startWaitingThread,
        onPublished: () => following?.look(),
      });
      const list = createSchemaLister({ database, current, checkDays: SCHEMA_CHECK_DAYS, clock });
      registerSchemas(app, { registry, list, viewerOf, contextOf });
      if (!hasDatabase) return;
      const takeHere = async ({ supergraphSdl }: PublishedGraph) => {
        if (together) await together.take(supergraphSdl, graph);
        else (await graph.prepare(supergraphSdl)).commit();
      };
      following = followPublished({
        ...{ database, served, first, file, log, take: takeHere },
        current: () => current().supergraphSdl,
        everyMs: Math.max(config.SUPERGRAPH_POLL_MS / 2, leastPollMs),
      });
      // Where another process has had it changed, its number is noted at once, and not at the next look.
      graph.supergraphs.onReplace(following.look);
      // The others of its primary may have begun with the file's.
      if (first && together)
        together
          .take(first.supergraphSdl, graph)
          .catch((error: unknown) =>
            log.error({ err: error }, "not all workers have taken the published graph"),
          );
      housekeeping = startHousekeeping(
        database,
        {
          "checks of schemas": (statements) =>
            deleteOldChecks(statements, new Date(clock.now().getTime() - checkDays * dayMs)),
          "composed graphs": (statements) => deleteOldGraphs(statements, keptGraphs),
          "processes of gateways": deleteGoneReaders,
        },
        log,
      );
    },
    async stop() {
      housekeeping?.end();
      await following?.stop();
      await composer.close();
      await endWaitingThread();
    },
  };
}

/** As much of a supergraph as says where one subgraph is. */
function graphOf(name: string, url: string): string {
  return `enum join__Graph { ONE @join__graph(name: ${JSON.stringify(name)}, url: ${JSON.stringify(url)}) }`;
}
