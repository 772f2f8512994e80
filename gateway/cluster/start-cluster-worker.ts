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
  let prepared: PreparedGraph | undefined;
  const prepare = async (supergraphSdl: string): Promise<PreparedMessage> => {
    try {
      prepared = await gateway.prepare(supergraphSdl);
      return { kind: "prepared" };
    } catch (error) {
      return { kind: "prepared", refused: error instanceof Error ? error.message : String(error) };
    }
  };
  process.on("message", async (message: unknown) => {
    if (!isPrimaryMessage(message)) return;
    if (message.kind === "prepare") process.send?.(await prepare(message.supergraphSdl));
    else if (message.kind === "commit") prepared?.commit();
    else if (message.kind === "discard") await prepared?.discard();
    if (message.kind !== "prepare") prepared = undefined;
  });
}
