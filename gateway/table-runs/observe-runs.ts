import { GraphQLError } from "graphql";
import { isErrorCode } from "../../shared/base/errors/registry";
import type { TableObserver } from "../table-http/send-table";
import type { ObservedTable } from "../table-http/tables-route";
import type { RunEnd } from "./table-run";
import type { TableRuns } from "./table-runs";

/** Header of the id that a table's run can be asked for and cancelled by; absent where runs are not kept. */
export const runHeader = "x-table-run";

/** Keeps the run of each table that is sent, and ends the table when its run is cancelled. */
export function observeRuns(runs: TableRuns): (table: ObservedTable) => Promise<TableObserver | undefined> {
  return async ({ name, format, context, reply, abort }) => {
    const { savedQuery, share } = reply.request.operation ?? {};
    const { viewer, requestId } = context;
    const run = await runs.begin({ name, format, savedQuery, share, viewer, requestId });
    if (!run) return undefined;
    reply.header(runHeader, run.id);
    const { cancelled } = run;
    cancelled.addEventListener("abort", () => abort.abort(cancelled.reason), { once: true });
    const endOf = (error: unknown): RunEnd => {
      if (error === undefined) return { state: "done" };
      if (cancelled.aborted || reply.raw.destroyed) return { state: "cancelled" };
      return { state: "failed", errorCode: codeOf(error) };
    };
    return {
      onRows: (count) => run.onRows(count),
      onExpected: (rows) => run.onExpected(rows),
      onEnd: (error) => run.end(endOf(error)),
    };
  };
}

function codeOf(error: unknown) {
  const code = error instanceof GraphQLError ? error.extensions.code : undefined;
  return isErrorCode(code) ? code : "INTERNAL_SERVER_ERROR";
}
