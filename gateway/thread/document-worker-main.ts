import "../config/environment";
import { parentPort, workerData } from "node:worker_threads";
import { readText } from "../document/read-text";
import { createApolloPlanner } from "../planner/apollo-planner";
import { checkScalars } from "../schema/check-scalars";
import { clientSchema } from "../schema/client-schema";
import { buildSupergraph } from "../supergraph/build-supergraph";
import type { DocumentResult, DocumentTask, ThreadData } from "./document-worker";
import { serializeError } from "./serialized-error";

/* What runs in the thread: one task after the other, as they come. */

const { supergraphSdl, limits }: ThreadData = workerData;
const supergraph = buildSupergraph(supergraphSdl, false);
const schema = clientSchema(supergraph);
checkScalars(schema);
const planner = createApolloPlanner(supergraph, supergraphSdl);

function answer(task: DocumentTask): DocumentResult {
  try {
    if (task.kind === "plan") return { plan: planner.plan(task.text) };
    const { errors } = readText(task.text, { schema, limits, role: task.role });
    return { errors: errors.map(serializeError) };
  } catch (error) {
    return { thrown: serializeError(error) };
  }
}

parentPort?.postMessage("ready");
parentPort?.on("message", (task: DocumentTask) => parentPort?.postMessage(answer(task)));
