import sql, { join, type Sql } from "sql-template-tag";
import { type CalendarDay, today } from "../../base/clock/calendar-day";
import type { SubgraphContext } from "../context/context";
import { DataOrigin } from "../graphql/kit-enums";
import { defineLoader, mapByKey } from "../loader/loaders";
import type { Compute } from "./figure";
import { figureValue } from "./figure-value";

/**
 * The computed value of a measure. What happened or became known after its last day does not count: it stays the same.
 */
export interface FoundMeasure {
  numerator: number;
  /** 1 for a plain count, 0 where no row says how it was by then. */
  denominator: number;
  /** The last of the rows' origins; null where there are none. */
  origin: DataOrigin | null;
}

interface MeasureKind {
  /** Whether it is a share, 0 to 1, and not a count or an average. */
  isShare: boolean;
  /** Whether it counts what fell in the days of a period, and not the state at its end. */
  isOfPeriod: boolean;
}

/** Found by a SELECT of one row, a FoundMeasure, which is made one statement with others; or counted by a cube. */
export type ComputedMeasure = MeasureKind &
  (
    | { find(days: { from: Sql; to: Sql }): Sql }
    | { count(context: SubgraphContext, days: Days): Promise<FoundMeasure> }
  );

interface Days {
  /** Null for a period without a start. */
  from: CalendarDay | null;
  to: CalendarDay;
}

interface FoundRow extends FoundMeasure {
  key: string;
}

/**
 * Makes the function that computes a published figure, from a subgraph's measures by the codes of indicators: null
 * for one that is not among them, and where nothing can have happened in the days of a period yet. What is not
 * over is computed up to today. All that a request asks for is one statement.
 */
export function defineComputedMeasures(measures: ReadonlyMap<string, ComputedMeasure>): Compute {
  const foundByKey = defineLoader<FoundRow, void, SubgraphContext>(async (keys, context) => {
    const requested = keys.map((key) => {
      const { code, from, to } = JSON.parse(key) as Days & { code: string };
      return { key, days: { from, to }, measure: measures.get(code) };
    });
    const selects = requested.flatMap(({ key, days: { from, to }, measure }) => {
      if (!measure || !("find" in measure)) return [];
      const select = measure.find({ from: sql`${from}::date`, to: sql`${to}::date` });
      return [sql`SELECT ${key}::text AS key, found.* FROM (${select}) AS found`];
    });
    const counted = requested.flatMap(({ key, days, measure }) =>
      measure && "count" in measure
        ? [measure.count(context, days).then((found) => ({ key, ...found }))]
        : [],
    );
    const selected =
      selects.length === 0 ? [] : await context.database.rows<FoundRow>(join(selects, " UNION ALL "));
    return mapByKey([...selected, ...(await Promise.all(counted))], ({ key }) => key);
  });

  return async (context, { indicator: code, value, periodStart, periodEnd }) => {
    const measure = measures.get(code);
    if (measure === undefined) return null;
    const now = today(context.clock);
    const isOver = periodEnd < now;
    const to = isOver ? periodEnd : now;
    const from = measure.isOfPeriod ? periodStart : null;
    if (from !== null && from > to) return null;
    const found = await context.loadKnown(foundByKey, JSON.stringify({ code, from, to }));
    // Where there are no rows nobody reported any.
    const over = { periodStart: from, periodEnd: to, origin: found.origin ?? DataOrigin.SYNTHETIC };
    return figureValue(value, { ...found, isShare: measure.isShare }, over);
  };
}
