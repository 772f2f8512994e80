import type { CallToolResult, McpServer, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { z } from "zod";
import { GraphError } from "../../../shared/base/errors/graph-error";
import { formatResult } from "../../http/format-answer";
import type { ToolCall } from "./tool-call";

/** A tool, as an assistant sees it and as it is answered. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string;
  title: string;
  description: string;
  /** Strict: the SDK drops what an object does not name, and an assistant would believe that it was heeded. */
  input: Input;
  /** Strict: clients hold answers to it, and refuse what the server lets through. */
  output: Output;
  /** Throws GraphQLError for what cannot be answered. */
  answer(input: z.output<Input>, call: ToolCall): Promise<z.output<Output>>;
}

/** Registers a tool for one request. */
export type Tool = (server: McpServer, call: ToolCall) => void;

/**
 * A tool that only reads. What it throws is told to the assistant as the tool's error, with its code; a fault of ours is
 * logged and masked, for the SDK would send the message of whatever is thrown.
 */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ToolDefinition<Input, Output>,
): Tool {
  const { name, title, description, input, output } = tool;
  const annotations = {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  };
  const [inputSchema, outputSchema]: [StandardSchemaWithJSON, StandardSchemaWithJSON] = [input, output];
  return (server, call) => {
    const config = { title, description, inputSchema, outputSchema, annotations };
    server.registerTool(name, config, async (given: unknown): Promise<CallToolResult> => {
      const { record } = call.context;
      try {
        const answer = await tool.answer(input.parse(given), call);
        // Held to the schema, and sent as it is: what is parsed lacks what a client calls __proto__.
        output.parse(answer);
        const text = JSON.stringify(answer);
        requireShort(text, call.maxBytes);
        if (record) record.outcome = "OK";
        return { content: [{ type: "text", text }], structuredContent: answer };
      } catch (error) {
        const errors = formattedErrors(error, call);
        if (record) record.outcome = String(errors[0]?.extensions?.code ?? "INTERNAL_SERVER_ERROR");
        return { isError: true, content: [{ type: "text", text: errors.map(toSentence).join("\n") }] };
      }
    });
  };
}

/** Several errors that end one call. */
export class CallRefused extends Error {
  override name = "CallRefused";

  constructor(readonly errors: readonly GraphQLError[]) {
    super("Expected a call that can be answered.");
  }
}

/** An error as an assistant reads it: `GRAPHQL_VALIDATION_FAILED at 2:3: Cannot query field …`. */
export function toSentence({ message, locations, path, extensions }: GraphQLFormattedError): string {
  const code = String(extensions?.code ?? "INTERNAL_SERVER_ERROR");
  const at = locations?.map(({ line, column }) => `${line}:${column}`).join(", ");
  const where = [at && ` at ${at}`, path && ` at ${path.join(".")}`].filter(Boolean).join("");
  const { retryAfter, requestId } = extensions ?? {};
  const later = typeof retryAfter === "number" ? ` Ask again in ${retryAfter} s.` : "";
  const found = typeof requestId === "string" ? ` (request ${requestId})` : "";
  return `${code}${where}: ${message}${found}${later}`;
}

export function formattedErrors(error: unknown, { formatError }: ToolCall): readonly GraphQLFormattedError[] {
  const thrown = error instanceof CallRefused ? error.errors : [toGraphQLError(error)];
  return formatResult({ errors: thrown }, formatError).errors ?? [];
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

function requireShort(text: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return;
  throw new GraphError(
    "QUERY_TOO_COMPLEX",
    `Expected an answer of at most ${maxBytes.toLocaleString("en")} bytes, got ${bytes.toLocaleString("en")}; ask for less at a time.`,
  );
}
