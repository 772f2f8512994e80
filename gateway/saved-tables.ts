import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Clock } from "../shared/base/clock/clock";
import type { Logger } from "../shared/base/log/logger";
import { requireRole } from "../shared/http/identity/require-role";
import type { TokenClaims } from "../shared/http/identity/revoked-tokens";
import type { TokenVerifier } from "../shared/http/identity/token-verifier";
import type { ErrorFormatter } from "../shared/http/server/format-error";
import type { GatewayConfig } from "./config/config";
import { defaultLimits } from "./cost/limits";
import type { GatewayDatabase } from "./database/gateway-database";
import { startHousekeeping } from "./database/start-housekeeping";
import { deleteEndedShares } from "./query-shares/query-share.queries";
import { createQueryShares } from "./query-shares/query-shares";
import { registerQueryShares } from "./query-shares/register-query-shares";
import type { GatewayContext } from "./request/context";
import { readShipped } from "./saved-queries/read-shipped";
import { registerSavedQueries } from "./saved-queries/register-saved-queries";
import { createSavedQueries, type SavedQueries, savers } from "./saved-queries/saved-queries";
import type { SavedQuery } from "./saved-queries/saved-query";
import type { SqlRunner } from "./sql/sql-runner";
import { registerTableAddress } from "./table-address/register-table-address";
import { createRunSaved } from "./table-address/run-saved";
import { checkFixedValues } from "./table-address/saved-values";
import { formatNames } from "./table-formats/writing/table-format";
import type { TableObserver } from "./table-http/send-table";
import type { ObservedTable } from "./table-http/tables-route";
import { observeRuns } from "./table-runs/observe-runs";
import { registerTableRuns } from "./table-runs/register-table-runs";
import { deleteOldRuns } from "./table-runs/table-run.queries";
import { createTableRuns } from "./table-runs/table-runs";
import type { TableReader } from "./tables/table-reader";
import type { TrustedOnlyRoles } from "./trusted/require-trusted";

export interface SavedTablesOptions {
  /** TABLE_RUN_DAYS: how long runs are kept. */
  config: Partial<Pick<GatewayConfig, "PUBLIC_URL" | "TABLE_RUN_DAYS">> &
    Pick<GatewayConfig, "GATEWAY_LIMITS">;
  /** The gateway's own; whoever opened it closes it. */
  database: GatewayDatabase;
  tokens?: Pick<TokenVerifier, "isRevoked">;
  schema: () => GraphQLSchema;
  reader: TableReader;
  sqlRunner: Pick<SqlRunner, "run">;
  formatError: ErrorFormatter;
  trustedOnly?: TrustedOnlyRoles;
  contextOf: (request: FastifyRequest, reply: FastifyReply) => GatewayContext;
  clock: Clock;
  log: Logger;
}

/** Saved queries, their shares, and runs of tables, in the gateway's own database. */
export interface SavedTables {
  /** Those that ship with the project, by name. */
  shipped: ReadonlyMap<string, SavedQuery>;
  savedQueries: SavedQueries;
  /** To be told of each table that is sent. */
  observe: (table: ObservedTable) => Promise<TableObserver | undefined>;
  stop(): Promise<void>;
}

/** How long a share that has ended is listed, in days. */
const endedShareDays = 30;
const dayMs = 86_400_000;

export function openSavedTables(app: FastifyInstance, options: SavedTablesOptions): SavedTables {
  const { config, database, schema, contextOf, clock, log, tokens } = options;
  const limits = config.GATEWAY_LIMITS === "on" ? defaultLimits : undefined;
  const isRevoked = (token: TokenClaims) => tokens?.isRevoked(token) ?? false;
  const { TABLE_RUN_DAYS: runDays = 30 } = config;
  const shipped = readShipped();
  const savedQueries = createSavedQueries({ database, schema, limits, shipped, clock });
  const shares = createQueryShares({ database, savedQueries, isRevoked, clock });
  const runs = createTableRuns({ database, clock, log });
  const observe = observeRuns(runs);
  registerSavedQueries(app, { savedQueries, contextOf });
  registerQueryShares(app, {
    ...{ shares, contextOf, formats: formatNames, publicUrl: config.PUBLIC_URL },
    async checkParameters(name, parameters, { viewer }) {
      requireRole(viewer, savers, "sharing a saved query");
      const { query } = await savedQueries.find(name, viewer);
      checkFixedValues(query, parameters, schema());
    },
  });
  registerTableAddress(app, {
    ...{
      savedQueries,
      shares,
      schema,
      contextOf,
      observe,
      run: createRunSaved(options.reader, options.sqlRunner),
    },
    formatError: options.formatError,
    ...(options.trustedOnly && { trustedOnly: options.trustedOnly }),
  });
  registerTableRuns(app, { runs, contextOf });
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * dayMs);
  const housekeeping = startHousekeeping(
    database,
    {
      shares: (statements) => deleteEndedShares(statements, daysAgo(endedShareDays)),
      "runs of tables": (statements) => deleteOldRuns(statements, daysAgo(runDays)),
    },
    log,
  );
  return {
    ...{ savedQueries, shipped, observe },
    async stop() {
      housekeeping.end();
      await runs.stop();
    },
  };
}
