import type { PreparedGraph, ServedGraph } from "../graph/served-graph";
import { isPrimaryMessage, type PreparedMessage } from "./messages";

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
    const { id } = message;
    if (message.kind === "prepare") return void process.send?.(await prepare(id, message.supergraphSdl));
    const graph = prepared.get(id);
    prepared.delete(id);
    if (message.kind === "commit") graph?.commit();
    else await graph?.discard();
  });
}
