import { GraphQLError, type GraphQLFormattedError, OperationTypeNode } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import { maskedMessage } from "../../shared/http/server/answer-error";
import { type Limits, tooComplex } from "../cost/limits";
import { admissionOfThisProcess } from "../executor/admission-control";
import { PlanRefused } from "../planner/query-planner";
import type { Answer } from "../request/answer";
import type { GatewayContext } from "../request/context";
import type { OperationRecord } from "../request/operation-record";
import { createRevalidationCache } from "../revalidation/revalidation-cache";
import type { DocumentWorker } from "../thread/document-worker";
import type { FetchSubgraph } from "../transport/subgraph-request";
import type { JsonObject, ResponsePath } from "../values/json";
import { createOperationCache, InvalidDocument } from "./operation-cache";
import type { Graph, ReadyOperation } from "./ready-operation";
import { runOperation } from "./run-operation";

/** A request as far as its answer depends on it. */
export interface OperationRequest {
  query: string;
  operationName?: string | undefined;
  variables: JsonObject;
  /** Whether it may be a mutation. */
  mayChange: boolean;
  /** Whether it is a document that clients were built with, and may cost more than an open query. */
  isTrusted?: boolean;
}

/** A request that was answered, as it can be made ready on another graph. */
export type UsedOperation = Pick<OperationRequest, "query" | "operationName">;

/**
 * The way of every operation, one file a step: parse, validate, normalise, cost, plan, compile, execute, project.
 *
 * What comes before execution is done once for a text, and what is fetched is planned once for all texts that ask for
 * the same: the client's names are put on at the very end, and never reach a planner or a subgraph.
 */
export interface Pipeline {
  /** Answers whatever a client sends and a subgraph does; what is wrong with either is in the answer. */
  answer(request: OperationRequest, context: GatewayContext): Promise<Answer>;
  /** Makes an operation ready before it is requested. Gives what is wrong with it on this graph, if anything is. */
  prepare(operation: UsedOperation): Promise<GraphQLError | undefined>;
  /** The operations that were requested most, the first the most. */
  mostUsed(limit: number): UsedOperation[];
}

export interface PipelineOptions {
  graph: Graph;
  fetch: FetchSubgraph;
  /** Absent: queries of any size. */
  limits?: Limits;
  /** Where long texts are read; absent: here. */
  thread?: Pick<DocumentWorker, "read">;
  log: Logger;
}

/** The pipeline of one graph. */
export function createPipeline({ graph, fetch, limits, thread, log }: PipelineOptions): Pipeline {
  const texts = createOperationCache({ graph, limits, thread });
  const [gate, runs] = [admissionOfThisProcess(), createRevalidationCache()];

  const reportInvalid = ({ requestId }: GatewayContext) => {
    let isTold = false;
    return (path: ResponsePath, problem: string): GraphQLFormattedError => {
      // One line a request: there may be thousands of them.
      if (!isTold) log.error({ path, problem, requestId }, "a subgraph sent an invalid value");
      isTold = true;
      const extensions = { code: "INTERNAL_SERVER_ERROR", ...(requestId && { requestId }) };
      return { message: maskedMessage, path, extensions };
    };
  };
  return {
    async answer(request, context) {
      try {
        const { query, operationName } = request;
        const { viewer, rate } = context;
        const budgets = request.isTrusted ? limits?.trustedBudgets : limits?.budgets;
        // A trusted text was found fit when it was taken in.
        const role = request.isTrusted ? "admin" : viewer.role;
        const operation = await texts.ready({ query, operationName, role, rate });
        if (context.record) recordOperation(context.record, operation);
        if (!request.mayChange) refuseChange(operation);
        const { variables } = request;
        const run = { schema: graph.schema, operation, variables, context, fetch, gate, runs, budgets };
        const answer = await runOperation({ ...run, reportInvalid: reportInvalid(context) });
        if (operation.type === OperationTypeNode.MUTATION) context.changed?.();
        return answer;
      } catch (error) {
        return { errors: visibleErrors(error) };
      }
    },
    async prepare(operation) {
      try {
        // A client that may has requested it.
        const { fetched } = await texts.ready({ ...operation, role: "admin" });
        await fetched.fetches("");
        return undefined;
      } catch (error) {
        return visibleErrors(error)[0];
      }
    },
    mostUsed: (limit) => texts.mostUsed(limit),
  };
}

function recordOperation(record: OperationRecord, { name, hash }: ReadyOperation): void {
  if (name !== undefined) record.operation = name;
  record.hash = hash;
}

function refuseChange({ type }: ReadyOperation): void {
  if (type === OperationTypeNode.QUERY) return;
  throw new GraphError("METHOD_NOT_ALLOWED", `Expected a query by GET; a ${type} is a POST.`);
}

/** An error as a client may see it; throws one that is a fault of ours. */
function visibleErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof InvalidDocument) return error.errors;
  if (error instanceof GraphQLError) return [error];
  if (error instanceof PlanRefused)
    return [tooComplex("more ways through the subgraphs than can be planned")];
  // Many steps go by recursion.
  if (error instanceof RangeError) return [tooComplex("more levels than can be read")];
  throw error;
}
