import { createMcpHandler } from "@modelcontextprotocol/server";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "../../shared/base/log/logger";
import { createServer } from "./create-server";
import type { Tool } from "./tools/define-tool";
import { describeType } from "./tools/describe-type";
import { readOperationFiles } from "./tools/operation-files";
import { operationTool } from "./tools/operation-tool";
import { runQuery } from "./tools/run-query";
import { runSql } from "./tools/run-sql";
import { searchSchema } from "./tools/search-schema";
import type { ToolCall } from "./tools/tool-call";
import { validateQuery } from "./tools/validate-query";

/** Answers what assistants send, for as long as the process runs. */
export interface McpServing {
  /** The answer to a POST whose body was read: JSON, or a stream of events for clients of revisions before 2026-07-28. */
  answer(request: Request, body: unknown, call: ToolCall): Promise<Response>;
}

/**
 * Model Context Protocol of revision 2026-07-28, in which each request stands for itself, and those of 2025 without
 * sessions: whichever worker gets a request can answer it. Loaded with the SDK when the first assistant comes.
 */
export function serveMcp(log: Logger): McpServing {
  const calls = new WeakMap<Request, ToolCall>();
  const toolsOf = createToolList(log);
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const call = requestInfo && calls.get(requestInfo);
      if (!call) throw new Error("Expected a request that was passed on with its call.");
      return createServer(toolsOf(call.graph.schema), call);
    },
    { onerror: (error) => log.debug({ err: error }, "an assistant's request is refused") },
  );
  return {
    answer(request, body, call) {
      calls.set(request, call);
      return handler.fetch(request, { parsedBody: body });
    },
  };
}

/** The tools over a schema: those of the gateway, and one for each query that stands ready and fits. */
function createToolList(log: Logger): (schema: GraphQLSchema) => readonly Tool[] {
  const known = new WeakMap<GraphQLSchema, readonly Tool[]>();
  return (schema) => {
    const tools = known.get(schema) ?? [
      ...[searchSchema, describeType, validateQuery, runQuery, runSql],
      ...readOperationFiles().flatMap((operation) => {
        try {
          return [operationTool(schema, operation)];
        } catch (error) {
          log.warn({ err: error, file: operation.file }, "a query for assistants does not fit the graph");
          return [];
        }
      }),
    ];
    known.set(schema, tools);
    return tools;
  };
}
