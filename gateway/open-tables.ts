import type { FastifyInstance } from "fastify";
import { defaultSqlLimits } from "./config/sql-limits";
import type { GatewayOptions } from "./gateway-options";
import type { ServedGraph } from "./graph/served-graph";
import type { OperationReaderOptions } from "./http/read-operation";
import type { openLabels } from "./labels/open-labels";
import { createAssistantGraphs } from "./mcp/assistant-graph";
import { registerMcp } from "./mcp/mcp-route";
import { hashOf } from "./request/operation-record";
import type { RequestWatch } from "./request/request-signals";
import type { SavedQuery } from "./saved-queries/saved-query";
import { openSavedTables, type SavedTablesOptions } from "./saved-tables";
import { registerSql } from "./sql/sql-route";
import { createSqlRunner, type SqlRunner } from "./sql/sql-runner";
import { registerTables } from "./table-http/tables-route";
import { defaultTableLimits } from "./tables/limits/table-limits";
import type { TablePace } from "./tables/pages/table-pace";
import { createTableReader } from "./tables/table-reader";
import { requireTrusted } from "./trusted/require-trusted";

export interface TablesOptions
  extends Pick<SavedTablesOptions, "contextOf" | "formatError" | "database">,
    OperationReaderOptions {
  /** Of the gateway: its limits, its clock, its log. */
  gateway: GatewayOptions;
  graph: Pick<ServedGraph, "supergraphs">;
  labelsOf: ReturnType<typeof openLabels>;
  pace: TablePace;
  signalsOfPage: RequestWatch["watchPart"];
}

/** What reads the graph as tables, which ends with the gateway. */
export interface Tables {
  shipped: ReadonlyMap<string, SavedQuery>;
  sqlRunner: SqlRunner;
  /** Ends the runs that are recorded; `sqlRunner` is closed apart. */
  stop(): Promise<void>;
}

/** Tables of queries, saved queries, SQL over tables, and the assistants' tools: one reader for all of them. */
export function openTables(app: FastifyInstance, options: TablesOptions): Tables {
  const { gateway, graph, labelsOf, pace, signalsOfPage, database, contextOf, formatError } = options;
  const { config, clock, log } = gateway;
  const { trusted, trustedOnly } = options;
  const readerOptions = { ...(trusted && { trusted }), ...(trustedOnly && { trustedOnly }) };
  const { current } = graph.supergraphs;
  const limits = config.tables ?? defaultTableLimits;
  const schema = () => current().schema;
  const reader = createTableReader({
    ...{ clock, log, pace, signalsOfPage, limits, schema },
    pipeline: () => current().pipeline,
    labels: () => labelsOf(current()),
    requireText: (query, { role }) =>
      requireTrusted(trustedOnly ?? new Set(), role, trusted?.textOf(hashOf(query), undefined) !== undefined),
  });
  const sqlRunner = createSqlRunner({
    ...{ reader, log, limits: config.sql ?? { ...defaultSqlLimits, standby: 0 } },
    rows: limits.rows,
  });
  const served = { ...readerOptions, contextOf, formatError };
  const { shipped, observe, stop } = openSavedTables(app, {
    ...{ ...gateway, ...served, database, reader, sqlRunner, schema },
  });
  registerTables(app, { ...served, reader, observe });
  registerSql(app, { ...served, runner: sqlRunner, observe });
  registerMcp(app, {
    ...{ ...served, log, origins: config.CORS_ORIGINS },
    graph: createAssistantGraphs({ current, labelsOf, sql: sqlRunner }),
    maxBytes: config.MCP_ANSWER_BYTES,
  });
  return { shipped, sqlRunner, stop };
}
