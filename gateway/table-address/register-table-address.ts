import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { refuseUnreadable } from "../http/read-request";
import type { QueryShares } from "../query-shares/query-shares";
import type { GatewayContext } from "../request/context";
import type { FoundQuery, SavedQueries } from "../saved-queries/saved-queries";
import { tableFormats } from "../table-formats/table-formats";
import { abortWithClient } from "../table-http/client-abort";
import { contentDisposition } from "../table-http/content-disposition";
import { sendTable, type TableObserver } from "../table-http/send-table";
import { type ObservedTable, visibleOf } from "../table-http/tables-route";
import { requireTrusted, type TrustedOnlyRoles } from "../trusted/require-trusted";
import type { JsonObject } from "../values/json";
import { readAddress, type TableAddress } from "./read-address";
import type { RunSaved } from "./run-saved";
import { savedValues, withFixed } from "./saved-values";

export interface TableAddressRouteOptions {
  savedQueries: SavedQueries;
  shares: QueryShares;
  run: RunSaved;
  schema: () => GraphQLSchema;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  formatError: ErrorFormatter;
  observe: (table: ObservedTable) => Promise<TableObserver | undefined>;
  trustedOnly?: TrustedOnlyRoles;
}

/** What finding a saved query costs, besides what it costs to run. */
const findCost = 10;

/**
 * Answers `GET /tables/NAME.FORMAT?…` with a saved query's table: what Excel, LibreOffice, R, DuckDB and pandas open. It runs
 * with the rights of whoever asks, or by `share=KEY` with those of whoever shared it. `HEAD` says what there would be, and
 * runs nothing: spreadsheets ask for it first.
 */
export function registerTableAddress(app: FastifyInstance, options: TableAddressRouteOptions): void {
  const { run, contextOf, formatError, observe, schema } = options;

  app.route<FileParams>({
    method: "GET",
    url: "/tables/:file",
    exposeHeadRoute: false,
    async handler(request, reply) {
      refuseUnreadable(request);
      const abort = abortWithClient(reply);
      try {
        const { address, found, values, context } = await open(request, reply);
        const { name, format, list } = address;
        const { query, problems } = found;
        const { language = query.language ?? "en", locale, limit } = address.file;
        const answer = await run(
          query.content,
          { values, list, language, limit, problems },
          context,
          abort.signal,
        );
        const observer = await observe({ name, format, context, reply, abort });
        const file = { language, locale, title: query.title, fileName: name };
        return await sendTable(request, reply, answer, format, { ...file, abort, observer });
      } catch (error) {
        abort.abort(error);
        throw visibleOf(error, formatError, request);
      }
    },
  });
  app.route<FileParams>({
    method: "HEAD",
    url: "/tables/:file",
    async handler(request, reply) {
      const { address } = await open(request, reply);
      const { contentType, extension } = tableFormats[address.format];
      reply.header("content-type", contentType);
      reply.header("content-disposition", contentDisposition(address.name, extension));
      return reply.send();
    },
  });

  /** Finds what an address means, and as whom it is run. */
  const open = async (request: FastifyRequest<FileParams>, reply: FastifyReply): Promise<OpenedAddress> => {
    // Its length is known when it has been read; parts of it cannot be had.
    reply.headers({ "cache-control": "no-store", "accept-ranges": "none" });
    const address = readAddress(request.params.file, request.query);
    const { found, context } = await find(address, request, reply);
    const { query, problems } = found;
    requireTrusted(options.trustedOnly ?? nobody, context.viewer.role, query.isShipped);
    const broken = problems.filter(({ breaks }) => breaks);
    if (broken.length > 0) throw unfit(address.name, broken);
    return { address, found, context, values: savedValues(query, address.values, schema()) };
  };
  const find = async (address: TableAddress, request: FastifyRequest, reply: FastifyReply) => {
    const { name, share: key } = address;
    if (key === undefined) {
      const context = contextOf(request, reply);
      await context.rate?.charge(findCost);
      const found = await options.savedQueries.find(name, context.viewer);
      if (request.operation) request.operation.savedQuery = name;
      return { found, context };
    }
    const { found, share, viewer } = await options.shares.open(name, key);
    // From here on it is his request, charged to the share alone: others with his address take nothing of his.
    request.viewer = viewer;
    request.client = { role: viewer.role, key: `share ${share.id}` };
    const context = contextOf(request, reply);
    if (request.operation) Object.assign(request.operation, { savedQuery: name, share: share.id });
    await context.rate?.charge(findCost);
    if (request.method === "GET") await options.shares.countUse(share);
    address.values = withFixed(address.values, share.parameters);
    return { found, context };
  };
}

interface FileParams {
  Params: { file: string };
}

interface OpenedAddress {
  address: TableAddress;
  found: FoundQuery;
  values: JsonObject;
  context: GatewayContext;
}

const nobody: TrustedOnlyRoles = new Set();

function unfit(name: string, broken: FoundQuery["problems"]): GraphError {
  const since = broken[0]?.since?.slice(0, 10);
  const what = broken.map(({ message }) => message).join(" ");
  const seen = since === undefined ? "" : ` (seen first on ${since})`;
  return new GraphError(
    "GRAPHQL_VALIDATION_FAILED",
    `The saved query ${JSON.stringify(name)} does not fit the schema any more${seen}: ${what} Its owner has to change it.`,
  );
}
