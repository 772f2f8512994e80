import { setImmediate } from "node:timers/promises";
import type { JsonObject } from "../values/json";
import type { AskPage } from "./pages/ask-page";
import type { ReadLevel } from "./pages/list-levels";
import { createListReader, type Portion } from "./pages/list-portions";
import type { PageQueries } from "./pages/page-query";
import type { Cell, Row } from "./table";
import type { TableColumns } from "./table-columns";

export interface ReadRowsOptions {
  /** The lists from the outermost to the chosen one. */
  levels: readonly ReadLevel[];
  queries: PageQueries;
  columns: TableColumns;
  /** As the client sent them. */
  variables: JsonObject;
  ask: AskPage;
  /** Most rows of a page. */
  pageRows: number;
  /** Most rows of the next one, as others let it be. */
  mostRows: () => number;
  /** Told of each object of the chosen list, of which a row is made. */
  onObject(object: unknown): void;
  /** Told of an object around the chosen list that has none of its objects. */
  onEmpty(): void;
  /** Told that more follow of the outermost list than were wanted. */
  onCut(): void;
}

/** Rows that are given on together, where lists within lists give few each. */
const rowsTogether = 1_000;

/**
 * The rows of a list, page by page: pages of the outermost list are followed to their end, or to as many objects as the
 * client asks for, and those of lists within it by the ids of their parents. The next page is asked for as soon as it is
 * known where it begins, and no more than that one before this one has been taken. At least one page, be it empty. Throws
 * GraphQLError where a page cannot be had.
 */
export async function* readRows(options: ReadRowsOptions): AsyncGenerator<Row[]> {
  const { levels, columns, onObject, onEmpty, onCut } = options;
  const lists = createListReader(options);
  const last = levels.length - 1;

  /** Rows of one list, or of what lies within its objects. Those of the outermost end with each page. */
  async function* rowsOf(level: number, list: FollowedList, around: readonly Cell[]): AsyncGenerator<Row[]> {
    const read = columns.readers[level];
    let left = levels[level]?.most ?? 0;
    let portion = await list.first();
    for (;;) {
      const objects = portion.objects.slice(0, left);
      left -= objects.length;
      const { next } = portion;
      const coming = next !== undefined && left > 0 ? askAhead(() => list.after(next, left)) : undefined;
      // The request is on its way before rows are made of this page, which takes a while.
      if (coming) await setImmediate();
      let rows: Row[] = [];
      for (const object of objects) {
        const cells = [...around];
        read?.(object, cells);
        if (level === last) {
          rows.push(cells);
          onObject(object);
          continue;
        }
        let isEmpty = true;
        for await (const inner of rowsOf(level + 1, within(level + 1, object), cells)) {
          if (inner.length > 0) isEmpty = false;
          for (const row of inner) rows.push(row);
          if (rows.length < rowsTogether) continue;
          yield rows;
          rows = [];
        }
        if (isEmpty) onEmpty();
      }
      if (rows.length > 0 || level === 0) yield rows;
      if (!coming) {
        if (next !== undefined && level === 0) onCut();
        return;
      }
      portion = await coming;
    }
  }
  const within = (level: number, outer: unknown): FollowedList => ({
    first: async () => lists.open(level, outer),
    after: (cursor, left) => lists.askRest(level, outer, cursor, left),
  });
  const [outermost] = levels;
  yield* rowsOf(
    0,
    {
      first: () => lists.askRoot(outermost?.after ?? null, outermost?.most ?? 0),
      after: lists.askRoot,
    },
    [],
  );
}

/** Its failure is met when it is waited for, which may be never. */
function askAhead<Value>(ask: () => Promise<Value>): Promise<Value> {
  const coming = ask();
  coming.catch(() => undefined);
  return coming;
}

/** A list and the rest of it. */
interface FollowedList {
  first(): Promise<Portion>;
  after(cursor: string, left: number): Promise<Portion>;
}
