import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { z } from "zod";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { createOperationReader, type OperationReaderOptions } from "../http/read-operation";
import type { GatewayContext } from "../request/context";
import { abortWithClient } from "../table-http/client-abort";
import { sendTable } from "../table-http/send-table";
import { readFileParameters, refuseUnknownKeys, requireObject } from "../table-http/table-parameters";
import { type TablesRouteOptions, visibleOf } from "../table-http/tables-route";
import type { TableRequest } from "../tables/table";
import { isJsonObject, type JsonObject } from "../values/json";
import type { SqlParameter } from "./messages/messages";
import type { SqlRunner } from "./sql-runner";

export interface SqlRouteOptions extends OperationReaderOptions {
  runner: SqlRunner;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
  /** As of tables. */
  observe?: TablesRouteOptions["observe"];
}

const keys = ["tables", "sql", "parameters", "format", "language", "locale", "fileName", "limit"];
const tableKeys = ["query", "operationName", "variables", "list", "documentId", "extensions"];

/**
 * Answers `POST /sql`: `{tables: {NAME: {query, operationName?, variables?, list?}}, sql, parameters?, format, language?,
 * locale?, fileName?, limit?}` with what the SQL gives, as a file.
 */
export function registerSql(app: FastifyInstance, options: SqlRouteOptions): void {
  const { runner, contextOf, formatError, observe } = options;
  const readOperation = createOperationReader(options);

  const readTable = (
    name: string,
    given: unknown,
    request: FastifyRequest,
    context: GatewayContext,
  ): TableRequest => {
    if (!isJsonObject(given)) throw unfit(["tables", name], 'an object such as {"query": "{ … }"}');
    const unknown = Object.keys(given).find((key) => !tableKeys.includes(key));
    if (unknown !== undefined)
      throw unfit(["tables", name], `of ${tableKeys.join(", ")}; got ${JSON.stringify(unknown)}`);
    const text = (key: string) => textOf(given, key, ["tables", name, key]);
    const parameters = {
      ...{ query: text("query"), operationName: text("operationName"), documentId: text("documentId") },
      variables: objectOf(given, "variables", ["tables", name, "variables"]),
      extensions: objectOf(given, "extensions", ["tables", name, "extensions"]),
    };
    const operation = readOperation(parameters, request, context);
    if (operation instanceof GraphQLError) throw operation;
    const { query, operationName, variables } = operation;
    return { query, operationName, variables, list: text("list") };
  };
  app.post("/sql", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const context = contextOf(request, reply);
    const abort = abortWithClient(reply);
    try {
      const body = requireObject(request.body);
      refuseUnknownKeys(body, keys);
      const { language, locale, limit, format, fileName } = readFileParameters(body);
      const sql = textOf(body, "sql", ["sql"]);
      if (sql === undefined) throw unfit(["sql"], "a statement, such as SELECT * FROM wards");
      const tables = Object.fromEntries(
        Object.entries(objectOf(body, "tables", ["tables"])).map(([name, given]) => [
          name,
          readTable(name, given, request, context),
        ]),
      );
      const parameters = readParameters(body.parameters);
      const answer = await runner.run({ tables, sql, parameters, language, limit }, context, abort.signal);
      const title = fileName ?? "answer";
      const observer = await observe?.({ name: title, format, context, reply, abort });
      return await sendTable(request, reply, answer, format, {
        language,
        locale,
        title,
        fileName: title,
        abort,
        observer,
      });
    } catch (error) {
      abort.abort(error);
      throw visibleOf(error, formatError, request);
    }
  });
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const parametersType = z.record(z.string(), z.union([scalar, z.array(scalar)]));

function readParameters(given: unknown): Readonly<Record<string, SqlParameter>> | undefined {
  if (given === undefined || given === null) return undefined;
  const read = parametersType.safeParse(given);
  if (read.success) return read.data;
  throw unfit(
    ["parameters"],
    'texts, numbers, booleans, null or lists of them by name, such as {"month": "2025-10"}',
  );
}

function textOf(given: JsonObject, key: string, argument: string[]): string | undefined {
  const value = given[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw unfit(argument, "a text");
}

function objectOf(given: JsonObject, key: string, argument: string[]): JsonObject {
  const value = given[key];
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  throw unfit(argument, "an object");
}

function unfit(argument: string[], expected: string): GraphError {
  return new GraphError("BAD_USER_INPUT", `${argument.join(".")}: expected ${expected}.`, { argument });
}
