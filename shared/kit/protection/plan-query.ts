import type { CalendarDay } from "../../base/clock/calendar-day";
import { allGroups } from "../cube/check-query";
import { type Condition, conditionOf } from "../cube/condition";
import { axesOfEvents, type Cube, constantName, countsBehind, nameOfConstant } from "../cube/cube";
import type { Protection } from "../cube/protection";
import { hasMeasures } from "../cube/select-groups";
import { decidingMeasures, type StatisticsQuery } from "../cube/statistics-query";
import { type Cell, cellsOf, filterOf, tooManyCells } from "./cells";
import { type ExactDays, exactDaysOf } from "./exact-days";
import { wholeDaysOf } from "./whole-days";

const mostPieces = 64;

/** How a query is answered for the public. */
export interface Plan {
  query: StatisticsQuery;
  /** Identifies the query on its day. */
  text: string;
  cells: readonly RequestedCell[];
  /** Identifies the cells and their grouping, which `having` and the order are applied to. */
  cellsText: string;
  /** The counts that the answer shows, orders by and filters by. */
  visible: readonly string[];
  /** The query for its totals. */
  whole: StatisticsQuery;
  /** Whether its totals are the sum of the same cells. */
  hasSameTotals: boolean;
  /** Days of which all rows are counted, whose totals may be shown exactly. */
  exactDays: ExactDays | undefined;
  /** Whether its groups may be, too. */
  hasExactGroups: boolean;
  /** So many groups of each cell are requested first; all of them unless the first are found without the others. */
  first: number;
  /** Whether the combinations of keys are of the same one cell as the groups. */
  hasSameCombinations: boolean;
  shape: QueryShape;
}

/** What queries that are grouped the same have in common. */
export interface QueryShape {
  /** Whether the combinations of keys had to be queried: from then on they are queried together with the groups. */
  queriesCombinations: boolean;
}

export interface RequestedCell {
  times: number;
  /** Whether it is one cell: of several keys each is. */
  isOne: boolean;
  query: Omit<StatisticsQuery, "first">;
}

export function planQuery(
  cube: Cube,
  protection: Protection,
  query: StatisticsQuery,
  today: CalendarDay,
  shape: QueryShape,
): Plan {
  const { asOf = null, filter = null, groupBy, timeBucket = null, measures } = query;
  const whole = { asOf, filter, groupBy: [], first: 1, ...(measures && { measures }) };
  const exactDays = exactDaysOf(cube, query);
  const isStepped = timeBucket?.grain === "DAY" || timeBucket?.grain === "WEEK";
  const time = timeBucket ? nameOfConstant(cube.times, timeBucket.field) : undefined;
  const pieces = cellsFor(cube, query, today, isStepped ? time : undefined);
  const piecesOfWhole = isStepped ? cellsFor(cube, query, today, undefined) : pieces;
  const hasSameCells = JSON.stringify(pieces) === JSON.stringify(piecesOfWhole);
  const hasSeveral = pieces.some((cell) => dimensionsOfSeveral(cell).length > 0);
  const hasSameTotals = hasSameCells && !hasSeveral;
  const visible = visibleCounts(cube, query);
  const cells = pieces.map((cell) => {
    const several = dimensionsOfSeveral(cell);
    const requested = {
      ...{ asOf, filter: filterOf(withoutEnd(cube, cell, today)) },
      // As of a past day nothing has happened later.
      ...(asOf === null && { before: today }),
      ...{ groupBy: [...new Set([...groupBy, ...several])] },
      ...{ timeBucket: timeBucket ? { ...timeBucket, fillGaps: false } : null },
      ...{ rowKeysOf: visible, leastRows: protection.smallestCount },
      // Queried by themselves, or exact.
      ...((exactDays || !hasSameTotals) && { withoutTotals: true }),
    };
    return { times: cell.times, isOne: several.length === 0, query: requested };
  });
  const isOneCell = cells.length === 1 && cells[0]?.times === 1;
  // Of several keys those of a step are complete when the next step begins.
  const isInOrder = isOneCell && !hasMeasures(query) && (!hasSeveral || timeBucket !== null);
  const wanted = Math.ceil((query.first + 1) * 1.25);
  return {
    ...{ query, text: JSON.stringify([query, today]), cells, visible, whole, hasSameTotals, exactDays },
    cellsText: JSON.stringify([groupBy, timeBucket && { ...timeBucket, fillGaps: false }, cells]),
    hasExactGroups:
      exactDays !== undefined &&
      groupBy.length === 0 &&
      !isStepped &&
      isOfTime(exactDays, time) &&
      (asOf === null || !timeBucket),
    first: isInOrder ? Math.min(wanted * keysIn(pieces) + 50, allGroups) : allGroups,
    hasSameCombinations: isOneCell && !hasSeveral && hasSameCells,
    shape,
  };
}

/** Whether steps of a time axis are of the days that are meant. */
function isOfTime({ time, days }: ExactDays, steps: string | undefined): boolean {
  return days === undefined || steps === undefined || steps === time;
}

/** The cells of a query's filter, of rows that came before today; each step by itself, whatever the range of days. */
function cellsFor(
  cube: Cube,
  { filter }: StatisticsQuery,
  today: CalendarDay,
  stepped: string | undefined,
): Cell[] {
  const [time = "", axis] = Object.entries(cube.times)[0] ?? [];
  const past: Condition = { kind: "day", time, gte: null, lt: today };
  const condition = conditionOf(cube, filter);
  const cells = cellsOf(
    cube,
    axis?.without === undefined ? { kind: "all", of: [condition, past] } : condition,
  );
  const pieces = cells.flatMap((cell) => wholeDaysOf(cell, today, stepped));
  if (pieces.length > mostPieces) throw tooManyCells();
  return pieces;
}

/** Without what `before` today says as well. */
function withoutEnd(cube: Cube, cell: Cell, today: CalendarDay): Cell {
  const events = axesOfEvents(cube);
  const days = Object.entries(cell.days).flatMap(([time, some]) => {
    if (some === "none" || !events.includes(time) || some.lt !== today) return [[time, some] as const];
    return some.gte === null ? [] : [[time, { gte: some.gte, lt: null }] as const];
  });
  return { ...cell, days: Object.fromEntries(days) };
}

function dimensionsOfSeveral({ keys }: Cell): string[] {
  return Object.keys(keys)
    .filter((name) => (keys[name]?.length ?? 0) > 1)
    .map(constantName);
}

/** How many groups of a cell make one group of the query at most. */
function keysIn([cell]: readonly Cell[]): number {
  return Object.values(cell?.keys ?? {}).reduce((all, keys) => all * Math.max(1, keys?.length ?? 1), 1);
}

function visibleCounts(cube: Cube, query: StatisticsQuery): string[] {
  const { measures } = query;
  if (!measures) return countsBehind(cube);
  const deciding = decidingMeasures(query).map((constant) => nameOfConstant(cube.measures, constant));
  return countsBehind(cube, [...measures, ...deciding]);
}
