import type { PreparedGraph, ServedGraph } from "../graph/served-graph";
import { startWaitingThread } from "../thread/waiting-thread";
import {
  type ExpectedMessage,
  isPrimaryMessage,
  type PreparedMessage,
  type PublishedMessage,
} from "./messages";

/** The supergraph that the primary says is served. */
export function firstSupergraph(): Promise<string> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      if (!isPrimaryMessage(message) || message.kind !== "serve") return;
      process.off("message", listen);
      resolve(message.supergraphSdl);
    };
    process.on("message", listen);
  });
}

/** Has all workers of the primary serve a graph that was published; fulfilled when this one does. */
export async function publishToPrimary(
  supergraphSdl: string,
  { supergraphs }: Pick<ServedGraph, "supergraphs">,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error("Expected all workers to take the graph; one has not.")),
    takeMs,
  );
  supergraphs.onReplace((next) => {
    if (next.supergraphSdl === supergraphSdl) resolve();
  });
  const message: PublishedMessage = { kind: "published", supergraphSdl };
  process.send?.(message);
  if (supergraphs.current().supergraphSdl === supergraphSdl) resolve();
  await promise.finally(() => clearTimeout(timer));
}

/** Has all workers of the primary make ready for a graph that is being composed. */
export function tellPrimaryToExpect(): void {
  const message: ExpectedMessage = { kind: "expected" };
  process.send?.(message);
}

/** For all workers to be ready, on a machine that has other things to do. */
const takeMs = 30_000;

/** Prepares a new supergraph when the primary says so, and serves it when all workers have. */
export function startClusterWorker(gateway: Pick<ServedGraph, "prepare">): void {
  /** By the id of the change that each was prepared for. */
  const prepared = new Map<number, PreparedGraph>();
  const prepare = async (id: number, supergraphSdl: string): Promise<PreparedMessage> => {
    try {
      prepared.set(id, await gateway.prepare(supergraphSdl));
      return { kind: "prepared", id };
    } catch (error) {
      return { kind: "prepared", id, refused: error instanceof Error ? error.message : String(error) };
    }
  };
  process.on("message", async (message: unknown) => {
    if (!isPrimaryMessage(message) || message.kind === "serve") return;
    if (message.kind === "expect") return startWaitingThread();
    const { id } = message;
    if (message.kind === "prepare") return void process.send?.(await prepare(id, message.supergraphSdl));
    const graph = prepared.get(id);
    prepared.delete(id);
    if (message.kind === "commit") graph?.commit();
    else await graph?.discard();
  });
}
