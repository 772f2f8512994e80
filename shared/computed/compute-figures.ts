import sql, { join, type Sql } from "sql-template-tag";
import { type CalendarDay, today } from "../clock/calendar-day";
import { DataOrigin } from "../graphql/kit-enums";
import { defineLoader, mapByKey } from "../loader/loaders";
import type { SubgraphContext } from "../subgraph/context";
import { type ComputedValue, computedValue } from "./computed-value";

/** What a subgraph computes under one code, of its own rows. */
export interface ComputedFigure {
  /** Whether it is a share, 0 to 1, and not a count or an average. */
  isShare: boolean;
  /** Whether it counts what fell in the days of a period, and not the state at its end. */
  isOfPeriod: boolean;
  /**
   * A SELECT of one row: `numerator` and `denominator` (integers; 1 for a plain count, 0 where no row says how it
   * was by then) and `origin`, the last of the rows' origins (`max(origin)`), null where there are none. What
   * happened or became known after `to` does not count: a figure of a past day stays the same. `from` is null for a
   * period without a start.
   */
  find(days: { from: Sql; to: Sql }): Sql;
}

/** A published figure, and the days that it is of. */
export interface PublishedFigure {
  code: string;
  /** A decimal text. */
  value: string;
  from: CalendarDay | null;
  to: CalendarDay;
}

interface FoundRow {
  key: string;
  numerator: number;
  denominator: number;
  origin: DataOrigin | null;
}

/**
 * Makes the function that computes what a published figure should come to, from a subgraph's figures by code: null
 * for a code that is not among them, and where nothing can have happened in the days of a period yet. What is not
 * over is computed up to today. All that a request asks for is one statement.
 */
export function defineComputedFigures(figures: ReadonlyMap<string, ComputedFigure>) {
  const foundByKey = defineLoader<FoundRow, void, SubgraphContext>(async (keys, { database }) => {
    const selects = keys.flatMap((key) => {
      const { code, from, to } = JSON.parse(key) as Omit<PublishedFigure, "value">;
      const select = figures.get(code)?.find({ from: sql`${from}::date`, to: sql`${to}::date` });
      return select === undefined ? [] : [sql`SELECT ${key}::text AS key, found.* FROM (${select}) AS found`];
    });
    return mapByKey(await database.rows<FoundRow>(join(selects, " UNION ALL ")), ({ key }) => key);
  });

  return async (context: SubgraphContext, published: PublishedFigure): Promise<ComputedValue | null> => {
    const { code, value } = published;
    const figure = figures.get(code);
    if (figure === undefined) return null;
    const now = today(context.clock);
    const isOver = published.to < now;
    const to = isOver ? published.to : now;
    const from = figure.isOfPeriod ? published.from : null;
    if (from !== null && from > to) return null;
    const found = await context.loadKnown(foundByKey, JSON.stringify({ code, from, to }));
    // Where there are no rows nobody reported any.
    const over = { from, to, origin: found.origin ?? DataOrigin.SYNTHETIC };
    return computedValue(value, { ...found, isShare: figure.isShare }, over);
  };
}
