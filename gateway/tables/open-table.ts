import { noteDataAsOf } from "../../shared/base/changes/data-as-of";
import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Labels } from "../labels/labels";
import type { FoundList } from "./lists/find-lists";
import { countOrigins } from "./origin-counts";
import type { AskPage, TableTime } from "./pages/ask-page";
import { countRows } from "./pages/count-rows";
import { levelsOf } from "./pages/list-levels";
import { writePageQueries } from "./pages/page-query";
import type { TablePace } from "./pages/table-pace";
import { readRows } from "./read-rows";
import type { Language, Row, Table } from "./table";
import { columnsOf } from "./table-columns";
import type { TableQuery } from "./table-query";
import type { TableProgress } from "./table-remarks";
import { unlistedFields } from "./unlisted-fields";

export interface OpenTableOptions {
  query: TableQuery;
  list: FoundList;
  labels: Labels;
  language: Language;
  ask: AskPage;
  clock: Clock;
  time: TableTime;
  pageRows: number;
  pace: Pick<TablePace, "mostRows">;
  /** Most rows that the viewer's role may have. */
  mostRows: number;
  /** Most rows that the request wants; absent: all. */
  limit: number | undefined;
}

/** A table whose first page is there. */
export interface OpenTable {
  table: Table;
  /** How far it is. */
  progress(): TableProgress;
  /** Fulfilled when its pages have come to an end, in whatever way. */
  done: Promise<void>;
}

/** Asks for a list's first page. Throws GraphQLError where it cannot be had, and for more rows than the role may have. */
export async function openTable(options: OpenTableOptions): Promise<OpenTable> {
  const { query, list, labels, language, clock, time, pageRows, mostRows } = options;
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const levels = levelsOf(list, query.values, limit);
  const isSingle = levels.length === 1;
  const queries = writePageQueries(query.schema, query.definition, query.root, levels);
  const origins = countOrigins(list, limit);
  const name = list.kind === "statistic" ? list.path.split(".").slice(0, -1).join(".") : list.path;
  const progress: TableProgress = {
    name,
    rows: 0,
    pages: 0,
    empty: 0,
    beside: unlistedFields(list),
    origins,
  };
  const ask: AskPage = async (text, given) => {
    const at = clock.now().toISOString();
    const page = await options.ask(text, given);
    progress.pages++;
    progress.from ??= at;
    progress.to = at;
    noteDataAsOf(progress, page.dataAsOf);
    return page;
  };
  const columns = columnsOf(list, labels, language);
  const rows = readRows({
    ...{
      levels,
      queries,
      columns,
      variables: query.variables,
      ask,
      pageRows,
      mostRows: options.pace.mostRows,
    },
    onObject: origins.add,
    onEmpty: () => {
      progress.empty++;
    },
    // Of a list within another one the rows are not what was cut.
    onCut: () => {
      if (isSingle) progress.stoppedAt = Math.min(limit, levels[0]?.most ?? 0);
    },
  });
  const most = isSingle ? Math.min(limit, levels[0]?.most ?? 0) : limit;
  const counting =
    isSingle && queries.count !== undefined
      ? countRows(options.ask, queries.count, levels[0], query.variables)
      : undefined;
  const first = await rows.next();
  const firstRows = first.value ?? [];
  const all = levels[0]?.isPaged
    ? await counting?.known(most > mostRows)
    : isSingle
      ? firstRows.length
      : undefined;
  const expectedRows = all === undefined ? undefined : Math.min(all, most);
  if (expectedRows !== undefined && expectedRows > mostRows) throw tooMany(list.path, mostRows, expectedRows);
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();

  async function* readPages(): AsyncGenerator<readonly Row[]> {
    try {
      for await (const page of startingWith(firstRows, rows)) {
        time.signal.throwIfAborted();
        const left = limit - progress.rows;
        const given = page.length > left ? page.slice(0, left) : page;
        progress.rows += given.length;
        if (progress.rows > mostRows) throw tooMany(list.path, mostRows, undefined);
        if (page.length > left) progress.stoppedAt = limit;
        yield given;
        if (page.length > left) return;
      }
    } finally {
      finish();
    }
  }
  return {
    table: {
      name,
      columns: columns.columns,
      ...(expectedRows !== undefined && { expectedRows }),
      pages: readPages(),
    },
    progress: () => progress,
    done,
  };
}

async function* startingWith<Value>(first: Value, rest: AsyncGenerator<Value>): AsyncGenerator<Value> {
  yield first;
  yield* rest;
}

function tooMany(path: string, most: number, expected: number | undefined): GraphError {
  const got = expected === undefined ? "there are more" : `there are ${expected.toLocaleString("en")}`;
  return new GraphError(
    "QUERY_TOO_COMPLEX",
    `Expected at most ${most.toLocaleString("en")} rows of ${path}, which is what the role may have in one table; ${got}. ` +
      "Narrow the query by a filter, or say how many rows you want by `first`.",
  );
}
