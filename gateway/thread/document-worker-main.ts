import "../config/environment";
import { parentPort } from "node:worker_threads";
import { readText } from "../document/read-text";
import { createApolloPlanner } from "../planner/apollo-planner";
import { checkScalars } from "../schema/check-scalars";
import { clientSchema } from "../schema/client-schema";
import { buildSupergraph } from "../supergraph/build-supergraph";
import { readSupergraph } from "../supergraph/read-supergraph";
import type { DocumentResult, DocumentTask, Readiness, ThreadData } from "./document-worker";
import { serializeError } from "./serialized-error";

/* What runs in the thread: it is told its supergraph first, then one task after the other, as they come. */

type Answer = (task: DocumentTask) => DocumentResult;

let answer: Answer | undefined;

/** Throws where the text is no supergraph: that ends the thread, and whoever has started it is told. */
function begin({ supergraphSdl, limits }: ThreadData): Readiness & { answer: Answer } {
  const supergraph = buildSupergraph(supergraphSdl, true);
  const read = readSupergraph(supergraph);
  const schema = clientSchema(read.api);
  checkScalars(schema);
  const planner = createApolloPlanner(supergraph, supergraphSdl);
  const answerTask = (task: DocumentTask): DocumentResult => {
    try {
      if (task.kind === "plan") return { plan: planner.plan(task.text) };
      const { errors } = readText(task.text, { schema, limits, role: task.role });
      return { errors: errors.map(serializeError) };
    } catch (error) {
      return { thrown: serializeError(error) };
    }
  };
  return { read, answer: answerTask };
}

parentPort?.on("message", (message: ThreadData | DocumentTask) => {
  if ("supergraphSdl" in message) {
    const begun = begin(message);
    answer = begun.answer;
    parentPort?.postMessage({ read: begun.read } satisfies Readiness);
  } else parentPort?.postMessage(answer?.(message));
});
