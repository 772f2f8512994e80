import "./config/environment";
import { parentPort } from "node:worker_threads";
import { parse, print } from "graphql";
import { composeWithNotes } from "./composition/compose-subgraphs";
import { CompositionError } from "./composition/composition-error";
import { readListedSubgraphs } from "./composition/read-listed-subgraphs";
import {
  compareGraphs,
  readSeenGraph,
  type SeenGraph,
  seeGraph,
} from "./schema-registry/composing/compare-graphs";
import type {
  CompositionResult,
  CompositionTask,
  RegistrySchema,
} from "./schema-registry/composing/composition";

/* What runs in the thread of gateway/schema-registry/composing/composer.ts: one task after the other, as they come. */

/** The last two: what was published last is what the next is compared with. */
let seen: SeenGraph[] = [];

function answer(task: CompositionTask): CompositionResult {
  try {
    if (task.kind === "listed") return { listed: listedSchemas() };
    const { subgraphs, before, texts } = task;
    const { loaded } = composeWithNotes(
      subgraphs.map(({ schema, ...subgraph }) => ({
        ...subgraph,
        typeDefs: readSchema(schema, subgraph.name),
      })),
    );
    const old = seen.find(({ supergraphSdl }) => supergraphSdl === before) ?? readSeenGraph(before);
    const now = seeGraph(loaded);
    seen = [old, now];
    return { composed: compareGraphs(old, now, texts) };
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
