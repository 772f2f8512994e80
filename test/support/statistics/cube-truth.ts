import fc from "fast-check";
import sql from "sql-template-tag";
import { type CalendarDay, dayOf } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { allGroups } from "../../../shared/kit/cube/check-query";
import { type Cube, constantName } from "../../../shared/kit/cube/cube";
import { fillSteps } from "../../../shared/kit/cube/fill-steps";
import { selectGroups } from "../../../shared/kit/cube/select-groups";
import {
  bucketKey,
  type FoundGroups,
  groupKey,
  type StatisticsQuery,
} from "../../../shared/kit/cube/statistics-query";
import { dimensionsOf, keysOf } from "../../../shared/kit/cube/statistics-sql";
import type { Statistics } from "../../../shared/kit/statistics/statistics";
import { anyFilter, anyQuery } from "./random-queries";
import { RowsInMemory } from "./rows-in-memory";

export interface CubeTruth {
  cube: Cube;
  statistics: Statistics;
  database: Database;
  now: Date;
  /** How many queries are run. */
  questions: number;
  /** Days that some of them are asked as of. */
  days?: readonly CalendarDay[];
}

/**
 * Runs random queries of a cube, and the same on its rows in memory: groups in their order, totals, and distinct keys.
 * All is as of one moment, whatever is written meanwhile.
 */
export async function expectTruthOf({
  cube,
  statistics,
  database,
  now,
  questions,
  days = [],
}: CubeTruth): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    const asking = { database: transaction, now };
    const rows = await RowsInMemory.read(cube, transaction, now, []);
    const asked = fc.tuple(anyQuery(cube, anyFilter(cube, rows.known())), fc.constantFrom(null, ...days));
    for (const [one, asOf] of fc.sample(asked, questions)) {
      const question = { ...one, asOf };
      const { groups, totals } = await statistics.ask(cube, question, asking);
      expect({ question, groups, totals }).toEqual({ question, ...truthOf(cube, rows, question, now) });
      const [dimension] = Object.entries(cube.dimensions).flatMap(([name, { kind }]) =>
        kind === "classes" || question.groupBy.includes(constantName(name)) ? [] : [name],
      );
      if (dimension === undefined || question.timeBucket?.fillGaps) continue;
      const distinct = await statistics.distinct(cube, question, constantName(dimension), asking);
      const visible = [...distinct].filter(([, keys]) => keys > 0);
      expect({ question, distinct: new Map(visible) }).toEqual({
        ...{ question, distinct: distinctOf(cube, rows, question, dimension) },
      });
    }
  });
}

function truthOf(cube: Cube, rows: RowsInMemory, question: StatisticsQuery, now: Date): FoundGroups {
  const { groups, totals } = rows.find(wholeOf(question));
  const names = keysOf(cube, question);
  const untimed = groups.map(({ keys }) => ({ ...keys, [bucketKey]: null }));
  const known = new Map(untimed.map((keys) => [groupKey(keys, names), keys]));
  const combinations =
    dimensionsOf(cube, question).length === 0 ? [{ [bucketKey]: null }] : [...known.values()];
  const filled = question.timeBucket?.fillGaps
    ? fillSteps(cube, question, dayOf(now), { visible: groups, combinations, isAll: true })
    : groups;
  return { groups: selectGroups(cube, question, filled), totals };
}

function distinctOf(cube: Cube, rows: RowsInMemory, question: StatisticsQuery, dimension: string) {
  const finer = { ...question, groupBy: [...question.groupBy, constantName(dimension)] };
  const { groups } = rows.find(wholeOf(finer));
  const names = keysOf(cube, question);
  const keys = groups.flatMap((group) =>
    group.keys[dimension] == null ? [] : [groupKey(group.keys, names)],
  );
  return new Map([...Map.groupBy(keys, (key) => key)].map(([key, some]) => [key, some.length]));
}

/** All groups of a query, in the order of their keys. */
function wholeOf(question: StatisticsQuery): StatisticsQuery {
  return { ...question, having: null, orderBy: null, topWithin: null, first: allGroups };
}
