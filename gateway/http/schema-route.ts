import type { FastifyInstance } from "fastify";
import { createServedFile, type ServedFile } from "../explorer/served-file";
import type { ClientSdl, LoadedGraph } from "../graph/load-graph";

/** The schema's text by path: as it is, and for clients that take any error for the end of an answer. */
const paths: Readonly<Record<string, keyof ClientSdl>> = {
  "/schema.graphql": "marked",
  "/schema.strict.graphql": "strict",
};

type Graph = Pick<LoadedGraph, "sdl">;

/** Serves the schema of the current graph to everybody, as introspection does, but with the directives of its fields. */
export function registerSchema(app: FastifyInstance, graph: () => Graph): void {
  for (const [path, form] of Object.entries(paths)) {
    const files = new WeakMap<Graph, ServedFile>();
    const fileOf = (current: Graph) => {
      const known = files.get(current);
      if (known) return known;
      const file = createServedFile("text/plain; charset=utf-8", () => current.sdl()[form]);
      files.set(current, file);
      return file;
    };
    app.get(path, (request, reply) =>
      fileOf(graph()).send(request, reply.header("x-content-type-options", "nosniff")),
    );
  }
}
