import "../config/environment";
import { parentPort } from "node:worker_threads";
import { readText } from "../document/read-text";
import { createApolloPlanner } from "../planner/apollo-planner";
import { checkScalars } from "../schema/check-scalars";
import { clientSchema } from "../schema/client-schema";
import { buildSupergraph } from "../supergraph/build-supergraph";
import type { DocumentResult, DocumentTask, ThreadData } from "./document-worker";
import { serializeError } from "./serialized-error";

/* What runs in the thread: it is told its supergraph first, then one task after the other, as they come. */

let answer: ((task: DocumentTask) => DocumentResult) | undefined;

/** Throws where the text is no supergraph: that ends the thread, and whoever has started it is told. */
function begin({ supergraphSdl, limits }: ThreadData): (task: DocumentTask) => DocumentResult {
  const supergraph = buildSupergraph(supergraphSdl, true);
  const schema = clientSchema(supergraph);
  checkScalars(schema);
  const planner = createApolloPlanner(supergraph, supergraphSdl);
  return (task) => {
    try {
      if (task.kind === "plan") return { plan: planner.plan(task.text) };
      const { errors } = readText(task.text, { schema, limits, role: task.role });
      return { errors: errors.map(serializeError) };
    } catch (error) {
      return { thrown: serializeError(error) };
    }
  };
}

parentPort?.on("message", (message: ThreadData | DocumentTask) => {
  if ("supergraphSdl" in message) {
    answer = begin(message);
    parentPort?.postMessage("ready");
  } else parentPort?.postMessage(answer?.(message));
});
