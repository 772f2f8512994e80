import "./config/environment";
import { parentPort } from "node:worker_threads";
import { parse, print } from "graphql";
import { composeSubgraphs } from "./composition/compose-subgraphs";
import { CompositionError } from "./composition/composition-error";
import { readListedSubgraphs } from "./composition/read-listed-subgraphs";
import { compareGraphs } from "./schema-registry/compare-graphs";
import type { CompositionResult, CompositionTask, RegistrySchema } from "./schema-registry/composition";

/* What runs in the thread of gateway/schema-registry/composer.ts: one task after the other, as they come. */

function answer(task: CompositionTask): CompositionResult {
  try {
    if (task.kind === "listed") return { listed: listedSchemas() };
    const { subgraphs, before, texts } = task;
    const supergraphSdl = composeSubgraphs(
      subgraphs.map(({ schema, ...subgraph }) => ({
        ...subgraph,
        typeDefs: readSchema(schema, subgraph.name),
      })),
    );
    return { composed: compareGraphs(before, supergraphSdl, texts) };
  } catch (error) {
    if (error instanceof CompositionError) return { refused: error.message };
    // Composition throws whatever it likes for schemas that nobody foresaw; what came in is the reason all the same.
    return { refused: `error: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function listedSchemas(): RegistrySchema[] {
  return readListedSubgraphs().map(({ typeDefs, ...subgraph }) => ({ ...subgraph, schema: print(typeDefs) }));
}

function readSchema(schema: string, name: string) {
  try {
    return parse(schema);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CompositionError(`error: [${name}] Expected a schema in SDL: ${reason}`, { cause });
  }
}

parentPort?.on("message", (task: CompositionTask) => parentPort?.postMessage(answer(task)));
