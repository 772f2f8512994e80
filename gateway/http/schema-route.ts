import type { FastifyInstance } from "fastify";
import type { LoadedGraph } from "../graph/load-graph";
import { clientFileNames, clientFiles, printClientFile } from "../schema/client-files";
import { createServedOfGraph } from "./served-of-graph";

const text = "text/plain; charset=utf-8";
const json = "application/json; charset=utf-8";

/**
 * Serves the schema of the current graph to everybody, as introspection does, but with the directives of its fields: as
 * it is, and for clients that take any error for the end of an answer. And what is made of it for clients.
 */
export function registerSchema(app: FastifyInstance, graph: () => Pick<LoadedGraph, "sdl" | "schema">): void {
  const served = {
    "/schema.graphql": createServedOfGraph(text, graph, ({ sdl }) => sdl().marked),
    "/schema.strict.graphql": createServedOfGraph(text, graph, ({ sdl }) => sdl().strict),
    ...Object.fromEntries(
      clientFileNames.map((name) => [
        `/clients/${name}`,
        createServedOfGraph(json, graph, ({ schema }) => printClientFile(clientFiles(schema)[name])),
      ]),
    ),
  };
  for (const [path, send] of Object.entries(served)) app.get(path, send);
}
