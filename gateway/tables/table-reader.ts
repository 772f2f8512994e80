import type { GraphQLSchema } from "graphql";
import { earliestOf } from "../../shared/base/changes/data-as-of";
import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { Labels } from "../labels/labels";
import type { Pipeline } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import type { TableLimits } from "./limits/table-limits";
import { chooseLists } from "./lists/choose-lists";
import { type OpenTable, openTable } from "./open-table";
import { createPageAsker, type SignalsOfPage } from "./pages/ask-page";
import type { TablePace } from "./pages/table-pace";
import type { TableAnswer, TableRequest } from "./table";
import { readTableQuery } from "./table-query";
import { remarksOn } from "./table-remarks";
import { createTableSlots } from "./table-slots";
import { startTableTime } from "./table-time";

export interface TableReaderOptions {
  /** Of the graph that new requests are answered from. */
  pipeline: () => Pipeline;
  schema: () => GraphQLSchema;
  labels: () => Labels;
  limits: TableLimits;
  signalsOfPage: SignalsOfPage;
  /** Has pages wait for other requests. */
  pace: TablePace;
  /** Throws for a text that the viewer may not send: its pages are other texts, and are asked for all the same. Absent: any. */
  requireText?: ((query: string, viewer: Viewer) => void) | undefined;
  clock: Clock;
  log: Logger;
}

/** Reads lists of a query's answer as tables, pages followed to their end. */
export interface TableReader {
  /**
   * Resolves when the first page of each table is there. Throws GraphQLError for what cannot be had: a query that is none or
   * that has no list, a mutation, a table that would have more rows than the role may have, the first page's own error.
   * What fails later is thrown by the table's pages. Aborting the signal ends the reading; so does its time. Whoever
   * leaves tables unread aborts it.
   */
  read(request: TableRequest, context: GatewayContext, signal: AbortSignal): Promise<TableAnswer>;
}

export function createTableReader(options: TableReaderOptions): TableReader {
  const { pipeline, schema, labels, limits, signalsOfPage, pace, clock } = options;
  const slots = createTableSlots(limits);

  const readAll = async (
    request: TableRequest,
    context: GatewayContext,
    time: ReturnType<typeof startTableTime>,
  ): Promise<TableAnswer> => {
    const { query, operationName, variables = {}, list, language = "en" } = request;
    options.requireText?.(query, context.viewer);
    const estimated = await pipeline().estimate(
      { query, operationName, variables, mayChange: true },
      context,
    );
    // Its pages are held against the budget, each by itself; not the text that they are made of.
    if (!("cost" in estimated))
      throw estimated.errors[0] ?? new Error("Expected an error of what has no cost.");
    // What is charged are the pages, each of which adds its own.
    if (context.record) context.record.cost = 0;
    const read = readTableQuery(schema(), request);
    const chosen = chooseLists(read.lists, list);
    const asked = { ...context, pageRows: limits.pageRows };
    const ask = createPageAsker({ pipeline, context: asked, signalsOfPage, time, turn: pace.turn });
    const mostRows = limits.rows[context.viewer.role];
    const tables: OpenTable[] = [];
    // One after the other: the first pages of all together would be many requests at once.
    for (const each of chosen) {
      const opened = {
        ...{ query: read, list: each, labels: labels(), language, ask, clock, time, pace },
        mostRows,
      };
      tables.push(await openTable({ ...opened, pageRows: limits.pageRows, limit: request.limit }));
    }
    time.endAfter(tables.map(({ done }) => done));
    return {
      tables: tables.map(({ table }) => table),
      notes: () => ({
        text: query,
        ...(Object.keys(variables).length > 0 && { variables }),
        role: context.viewer.role,
        askedAt: context.begunAt,
        dataAsOf: earliestOf(tables.map(({ progress }) => progress().dataAsOf)),
        rows: Object.fromEntries(tables.map(({ progress }) => [progress().name, progress().rows])),
        sources: [...new Set(tables.flatMap(({ progress }) => [...progress().origins.sources]))].sort(),
        remarks: tables.flatMap(({ progress }) => remarksOn(progress(), language)),
      }),
    };
  };
  return {
    async read(request, context, signal) {
      const free = slots.take(context);
      const time = startTableTime(limits.timeoutMs, signal, free);
      try {
        return await readAll(request, context, time);
      } catch (error) {
        time.end();
        throw error;
      }
    },
  };
}
