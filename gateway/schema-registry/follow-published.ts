import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { GatewayDatabase } from "../database/gateway-database";
import type { PublishedFile, PublishedGraph } from "./published-file";
import { deleteReader, findGraph, findSchemas, readNumber } from "./registry.queries";
import type { ServedSchemas } from "./served/served-schema";

export interface FollowOptions {
  database: GatewayDatabase;
  served: ServedSchemas;
  /** The supergraph that this process serves. */
  current: () => string;
  /** The graph that it began with; undefined: none that was published. */
  first: PublishedGraph | undefined;
  /** Has this process serve a graph, and those that change with it. Throws where it is refused. */
  take: (graph: PublishedGraph) => Promise<void>;
  file: PublishedFile | undefined;
  everyMs: number;
  log: Logger;
}

/** Takes the graphs that are published, whoever has published them. */
export interface Following {
  /** Looks at once. */
  look(): void;
  /** The graph that is served; undefined: none that was published. */
  number(): number | undefined;
  stop(): Promise<void>;
}

/** How often others are told what this process serves, in milliseconds. */
const signMs = 5_000;
/** A graph that was refused is tried again after so long: its subgraph may serve it by then. */
const retryMs = 2_000;

/**
 * Looks again and again which graph is the last, and takes it: so a gateway that was down, or had no database for a while, comes
 * to the same graph as all others. What it serves it serves on whatever happens to the database.
 */
export function followPublished(options: FollowOptions): Following {
  const { database, current, log, everyMs } = options;
  const id = randomUUID();
  const processName = `${hostname()} ${process.pid}`;
  let taken = options.first;
  let refused: string | undefined;
  let signedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;

  const serves = () => (taken && taken.supergraphSdl === current() ? taken.number : undefined);
  const sign = () => ({ id, process: processName, number: serves() ?? null, refused: refused ?? null });
  const takeNewest = async () => {
    const found = await database.use(async (statements) => {
      const graph = await findGraph(statements);
      return graph && { ...graph, schemas: await findSchemas(statements, graph.versions) };
    });
    if (!found) return;
    const changed = found.schemas.find(({ name }) => name === found.subgraph);
    // One that was told that it is served has asked before; this process may know other replicas.
    if (changed && found.supergraphSdl !== current()) await options.served.require(changed);
    const graph = { number: found.number, supergraphSdl: found.supergraphSdl };
    if (graph.supergraphSdl !== current()) await options.take(graph);
    taken = graph;
    await options.file?.write(graph);
    log.info(
      { graph: graph.number, subgraph: found.subgraph, cause: found.cause },
      "a published graph is taken",
    );
  };
  const lookOnce = async () => {
    if (!database.isUp()) return;
    const now = performance.now();
    const isDue = now - signedAt >= signMs;
    const number = await database.use((statements) => readNumber(statements, isDue ? sign() : undefined));
    if (isDue) signedAt = now;
    if (number === null || number === serves() || now - triedAt < (refused === undefined ? 0 : retryMs))
      return;
    triedAt = now;
    try {
      await takeNewest();
      refused = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== refused)
        log.error({ graph: number, reason, alarm: true }, "a published graph is not taken");
      refused = reason.slice(0, 500);
    }
    signedAt = performance.now();
    await database.use((statements) => readNumber(statements, sign()));
  };
  const look = () => {
    if (isStopped) return;
    if (running) {
      isAsked = true;
      return;
    }
    running = lookOnce()
      .catch((error: unknown) => {
        // The database tells by itself that it is away.
        if (!(error instanceof GraphError)) log.error({ err: error }, "published graphs are not looked for");
      })
      .finally(() => {
        running = undefined;
        if (!isAsked) return;
        isAsked = false;
        look();
      });
  };
  const timer = setInterval(look, everyMs).unref();
  look();
  return {
    look,
    number: serves,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
      // Else it would be taken for one that does not come along until its last sign is old, as it is where this fails.
      if (database.isUp())
        await database.use((statements) => deleteReader(statements, id)).catch(() => undefined);
    },
  };
}

/** How long a process waits for the database to say what is published before it begins with what it has, in milliseconds. */
const patienceMs = 2_000;

/**
 * What a process begins with: the graph that was published last by the database, else by its own disk; undefined where nothing
 * was published, or nobody knows.
 */
export async function firstPublished(
  database: GatewayDatabase,
  file: PublishedFile | undefined,
): Promise<PublishedGraph | undefined> {
  if (!database.isConfigured()) return file?.read();
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(resolve, patienceMs, "late");
  const asked = database.use(findGraph).catch(() => "late" as const);
  const found = await Promise.race([asked, late]);
  clearTimeout(timer);
  if (found === "late") return file?.read();
  return found && { number: found.number, supergraphSdl: found.supergraphSdl };
}
