import type { FastifyReply, FastifyRequest } from "fastify";
import { createServedFile, type ServedFile } from "./served-file";

/** Serves a text that is made of a graph, once for each. */
export function createServedOfGraph<Graph extends object>(
  type: string,
  graph: () => Graph,
  textOf: (graph: Graph) => string,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const files = new WeakMap<Graph, ServedFile>();
  return (request, reply) => {
    const current = graph();
    let file = files.get(current);
    if (!file) {
      file = createServedFile(type, () => textOf(current));
      files.set(current, file);
    }
    return file.send(request, reply.header("x-content-type-options", "nosniff"));
  };
}
