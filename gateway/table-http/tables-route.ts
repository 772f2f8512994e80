import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { isErrorCode } from "../../shared/base/errors/registry";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { createOperationReader, type OperationReaderOptions } from "../http/read-operation";
import { readRequest } from "../http/read-request";
import type { GatewayContext } from "../request/context";
import type { FormatName } from "../table-formats/writing/table-format";
import type { TableReader } from "../tables/table-reader";
import { abortWithClient } from "./client-abort";
import { sendTable, type TableObserver } from "./send-table";
import { readFileParameters, refuseUnknownKeys, requireObject } from "./table-parameters";

export interface TablesRouteOptions extends OperationReaderOptions {
  reader: TableReader;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
  /** Is told of each table that is sent; absent: nobody is. May set headers, and abort the table. */
  observe?: (table: ObservedTable) => Promise<TableObserver | undefined>;
}

/** A table that is about to be sent. */
export interface ObservedTable {
  /** Of its file. */
  name: string;
  format: FormatName;
  context: GatewayContext;
  reply: FastifyReply;
  abort: AbortController;
}

const keys = [
  ...["query", "operationName", "variables", "documentId", "extensions"],
  ...["list", "format", "language", "locale", "fileName", "limit"],
];

/**
 * Answers `POST /tables`: `{query, operationName?, variables?, list?, format, language?, locale?, fileName?, limit?}` with the
 * lists of the query's answer as a file.
 */
export function registerTables(app: FastifyInstance, options: TablesRouteOptions): void {
  const { reader, contextOf, formatError, observe } = options;
  const readOperation = createOperationReader(options);

  app.post("/tables", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const context = contextOf(request, reply);
    const abort = abortWithClient(reply);
    try {
      const body = requireObject(request.body);
      refuseUnknownKeys(body, keys);
      const file = readFileParameters(body);
      const parameters = readRequest(request);
      if (Array.isArray(parameters)) throw new GraphError("BAD_REQUEST", "Expected one query.");
      const operation = readOperation(parameters, request, context);
      if (operation instanceof GraphQLError) throw operation;
      const { query, operationName, variables } = operation;
      const list = readList(body.list);
      const { language, locale, limit, format, fileName } = file;
      const answer = await reader.read(
        { query, operationName, variables, list, language, limit },
        context,
        abort.signal,
      );
      const name = fileName ?? answer.tables[0]?.name ?? "table";
      const observer = await observe?.({ name, format, context, reply, abort });
      const options = { language, locale, title: name, fileName: name, abort, observer };
      return await sendTable(request, reply, answer, format, options);
    } catch (error) {
      abort.abort(error);
      throw visibleOf(error, formatError, request);
    }
  });
}

function readList(given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "string") return given;
  throw new GraphError("BAD_USER_INPUT", "list: expected the path of a list, e.g. units.shelves.", {
    argument: ["list"],
  });
}

/** An error as the client of a table may see it: those of GraphQL have been made for clients, all others are faults of ours. */
export function visibleOf(error: unknown, formatError: ErrorFormatter, request: FastifyRequest): unknown {
  if (error instanceof GraphError || !(error instanceof GraphQLError)) {
    if (request.operation && error instanceof GraphError) request.operation.outcome = error.code;
    return error;
  }
  const { message, extensions = {} } = formatError({ ...error.toJSON() }, error);
  const { code, retryAfter } = extensions;
  const known = isErrorCode(code) ? code : "INTERNAL_SERVER_ERROR";
  if (request.operation) request.operation.outcome = known;
  return new GraphError(known, message, {
    ...(typeof retryAfter === "number" && { retryAfter }),
    cause: error,
  });
}
