import { setImmediate as nextTurn } from "node:timers/promises";
import { getOperationAST, parse } from "graphql";
import { ConfigurationError } from "../../shared/base/config/read-config";
import type { Logger } from "../../shared/base/log/logger";
import type { UsedOperation } from "../pipeline/pipeline";
import { routedSubgraphs } from "../schema/routed-subgraphs";
import type { LoadedGraph } from "./load-graph";

/** Why a text is not served: it is empty, broken, or another graph's. */
export class SupergraphRefused extends Error {
  override name = "SupergraphRefused";
}

/** An operation in use that a new supergraph cannot answer. */
export interface BrokenOperation {
  /** Absent where the client gave it no name. */
  operation?: string;
  problem: string;
}

export interface Preparation<Graph> {
  next: Graph;
  broken: BrokenOperation[];
}

/** The operations that are planned before anybody waits for them. */
const warmed = 200;

/**
 * Makes a supergraph ready to take the current one's place: it is loaded and validated, operations in use that
 * it breaks are reported, and the others are planned.
 *
 * Throws SupergraphRefused when the text is none.
 */
export async function prepareGraph<Graph extends Pick<LoadedGraph, "pipeline">>(
  current: Pick<LoadedGraph, "pipeline" | "supergraphSdl">,
  supergraphSdl: string,
  open: (supergraphSdl: string) => Promise<Graph>,
  log: Logger,
): Promise<Preparation<Graph>> {
  refuseForeign(supergraphSdl, current.supergraphSdl);
  const next = await open(supergraphSdl).catch(refuseSupergraph);
  const broken: BrokenOperation[] = [];
  for (const operation of current.pipeline.mostUsed(warmed)) {
    const problem = await problemOf(next, operation, log);
    if (problem) broken.push(problem);
    // One turn for each: requests that are running do not wait for the planning.
    await nextTurn();
  }
  for (const each of broken) log.warn(each, "the new supergraph breaks an operation in use");
  return { next, broken };
}

/** Throws SupergraphRefused with the reason of another error; what is wrong with the configuration is thrown as it is. */
export function refuseSupergraph(cause: unknown): never {
  if (cause instanceof ConfigurationError) throw cause;
  return refuse(reasonOf(cause), cause);
}

/** Makes an operation ready on the new graph; what is wrong with it there, if anything is. */
async function problemOf(
  { pipeline }: Pick<LoadedGraph, "pipeline">,
  used: UsedOperation,
  log: Logger,
): Promise<BrokenOperation | undefined> {
  const operation = used.operationName ?? nameIn(used.query);
  const named = operation !== undefined && { operation };
  try {
    const problem = await pipeline.prepare(used);
    return problem && { ...named, problem: problem.message };
  } catch (error) {
    log.warn({ err: error, operation }, "an operation in use cannot be made ready on the new supergraph");
    return undefined;
  }
}

/** The name of a text's only operation. */
function nameIn(query: string): string | undefined {
  return getOperationAST(parse(query, { noLocation: true }))?.name?.value;
}

/** A file that was overwritten with another graph's is a mistake of its deployment. */
function refuseForeign(text: string, current: string): void {
  if (text.trim() === "") refuse("Expected a supergraph; the text is empty.");
  const [names, known] = [namesIn(text), namesIn(current)];
  if (!names.some((name) => known.includes(name))) {
    refuse(`Expected a supergraph with one of ${known.join(", ")}; it has ${names.join(", ")}.`);
  }
}

function namesIn(text: string): string[] {
  try {
    return routedSubgraphs(text).map(({ name }) => name);
  } catch (cause) {
    return refuse(reasonOf(cause), cause);
  }
}

function refuse(reason: string, cause?: unknown): never {
  throw new SupergraphRefused(reason, { cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
