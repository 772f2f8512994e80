import type { ApolloGateway } from "@apollo/gateway";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from "graphql";
import { maskedMessage } from "../../shared/http/answer-error";
import type { Logger } from "../../shared/log/logger";
import type { GatewayContext } from "../context";
import { type CompiledOperation, compileOperation, type Graph } from "./compiled-operation";
import { executeOperation } from "./execute-operation";
import type { FetchSubgraph } from "./execution";
import { createWeightedCache } from "./weighted-cache";

export interface GraphExecutor {
  /** Runs a validated operation, for Apollo Server. */
  execute: ApolloGateway["executor"];
  /** Plans operations before anybody asks for them. */
  warm(known: readonly KnownOperation[]): void;
  /** The operations that were asked for most, the first the most. */
  mostUsed(limit: number): KnownOperation[];
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

  const compiledFor = ({ key, document, definition }: KnownOperation): CompiledOperation => {
    const known = operations.get(key);
    if (known) return known.compiled;
    const compiled = compileOperation(graph, document, definition);
    const characters = document.loc?.source.body.length ?? 0;
    operations.set(key, { key, document, definition, compiled }, characters + leastCharacters);
    return compiled;
  };
  return {
    async execute(requestContext) {
      const { document, operation: definition, queryHash, request } = requestContext;
      const context = requestContext.context as GatewayContext;
      const reportWrong = (path: readonly (string | number)[], problem: string): GraphQLFormattedError => {
        log.error({ path, problem, requestId: context.requestId }, "a subgraph sent a wrong value");
        return { message: maskedMessage, path, extensions: wrongValue(context) };
      };
      try {
        const operation = compiledFor({ key: keyOf(queryHash, definition), document, definition });
        const variables = request.variables ?? {};
        return await executeOperation({
          schema: graph.schema,
          operation,
          variables,
          context,
          fetch,
          reportWrong,
        });
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [error] };
        throw error;
      }
    },
    warm(known) {
      for (const operation of known) compiledFor(operation);
    },
    mostUsed: (limit) => operations.mostUsed(limit),
  };
}

function keyOf(queryHash: string, definition: OperationDefinitionNode): string {
  return `${queryHash}/${definition.name?.value ?? ""}`;
}

function wrongValue({ requestId }: GatewayContext) {
  return { code: "INTERNAL_SERVER_ERROR", ...(requestId && { requestId }) };
}
