import type { ApolloGateway } from "@apollo/gateway";
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from "graphql";
import { createWeightedCache } from "../../shared/cache/weighted-cache";
import { maskedMessage } from "../../shared/http/answer-error";
import type { Logger } from "../../shared/log/logger";
import type { GatewayContext } from "../context";
import { type CompiledOperation, compileOperation, type Graph } from "./compiled-operation";
import { executeOperation, executeToBytes } from "./execute-operation";
import type { FetchSubgraph } from "./execution";
import type { JsonObject, ResponsePath } from "./json";
import { createRememberedRuns } from "./remembered-runs";
import { gateOfThisProcess } from "./work-gate";

export interface GraphExecutor {
  /** Runs a validated operation, for Apollo Server. */
  execute: ApolloGateway["executor"];
  /**
   * Runs an operation that `execute` was given before, or that was planned ahead, without asking Apollo Server again:
   * the bytes of the answer, or a result with errors. Undefined for every other operation, and for one whose request
   * Apollo Server has to answer.
   */
  executeKnown(
    request: KnownRequest,
    context: () => GatewayContext,
  ): Promise<Buffer | ExecutionResult> | undefined;
  /** Plans operations before anybody asks for them. */
  warm(known: readonly KnownOperation[]): void;
  /** The operations that were asked for most, the first the most. */
  mostUsed(limit: number): KnownOperation[];
}

/** A request as far as an operation's answer depends on it. */
export interface KnownRequest {
  query: string;
  operationName?: string | undefined;
  variables: JsonObject;
}

export interface GraphExecutorOptions {
  graph: Graph;
  fetch: FetchSubgraph;
  log: Logger;
}

/** An operation that was asked for, as it can be planned anew on another graph. */
export interface KnownOperation {
  key: string;
  document: DocumentNode;
  definition: OperationDefinitionNode;
}

interface CachedOperation extends KnownOperation {
  compiled: CompiledOperation;
}

/**
 * In characters of query text, with what an operation costs at least: a compiled operation takes memory in
 * proportion to its text.
 */
const maxCachedCharacters = 1024 * 1024;
const leastCharacters = 1024;

/** Executes the operations of one graph, each planned and compiled when it is first asked for. */
export function createGraphExecutor({ graph, fetch, log }: GraphExecutorOptions): GraphExecutor {
  const operations = createWeightedCache<CachedOperation>(maxCachedCharacters);
  const gate = gateOfThisProcess();
  const runs = createRememberedRuns();
  let compiledOperations = 0;

  const compiledFor = ({ key, document, definition }: KnownOperation): CompiledOperation => {
    const known = operations.get(key);
    if (known) return known.compiled;
    const compiled = compileOperation(graph, document, definition, compiledOperations++);
    const characters = document.loc?.source.body.length ?? 0;
    operations.set(key, { key, document, definition, compiled }, characters + leastCharacters);
    return compiled;
  };
  const requestOf = (operation: CompiledOperation, variables: JsonObject, context: GatewayContext) => ({
    schema: graph.schema,
    operation,
    variables,
    context,
    fetch,
    gate,
    runs,
    reportWrong: (path: ResponsePath, problem: string): GraphQLFormattedError => {
      log.error({ path, problem, requestId: context.requestId }, "a subgraph sent a wrong value");
      return { message: maskedMessage, path, extensions: wrongValue(context) };
    },
  });
  return {
    async execute({ document, operation: definition, source, request, context }) {
      try {
        const key = keyOf(source, request.operationName);
        const operation = compiledFor({ key, document, definition });
        return await executeOperation(
          requestOf(operation, request.variables ?? {}, context as GatewayContext),
        );
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [error] };
        throw error;
      }
    },
    executeKnown({ query, operationName, variables }, context) {
      const known = operations.get(keyOf(query, operationName));
      return known && executeToBytes(requestOf(known.compiled, variables, context()));
    },
    warm(known) {
      for (const operation of known) compiledFor(operation);
    },
    mostUsed: (limit) => operations.mostUsed(limit),
  };
}

/** Of all that decides which operation is meant. The length keeps apart where a name ends and a query begins. */
function keyOf(query: string, operationName: string | undefined): string {
  return operationName === undefined ? `- ${query}` : `${operationName.length} ${operationName} ${query}`;
}

function wrongValue({ requestId }: GatewayContext) {
  return { code: "INTERNAL_SERVER_ERROR", ...(requestId && { requestId }) };
}
