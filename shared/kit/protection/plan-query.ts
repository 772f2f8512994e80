import type { CalendarDay } from "../../base/clock/calendar-day";
import { allGroups } from "../cube/check-query";
import { type Condition, conditionOf } from "../cube/condition";
import { axesOfEvents, type Cube, constantName, countsBehind, nameOfConstant } from "../cube/cube";
import type { Protection } from "../cube/protection";
import { hasMeasures } from "../cube/select-groups";
import { decidingMeasures, type StatisticsQuery } from "../cube/statistics-query";
import { type Cell, cellsOf, filterOf, tooManyCells } from "./cells";
import { type CityDays, cityDaysOf } from "./exact-days";
import { wholeDaysOf } from "./whole-days";

const mostPieces = 64;

/** How a question is answered for the public. */
export interface Plan {
  query: StatisticsQuery;
  /** Tells the question, on its day, from others. */
  text: string;
  cells: readonly RequestedCell[];
  /** Tells the same cells, grouped the same, from others: what `having` and the order are made of. */
  cellsText: string;
  /** The counts that the answer is read of, ordered by and held to. */
  told: readonly string[];
  /** The question for all of it together. */
  whole: StatisticsQuery;
  /** Whether its totals are the sum of the same cells. */
  hasSameTotals: boolean;
  /** Days of all rows of the city, whose totals may be told exactly. */
  city: CityDays | undefined;
  /** Whether its groups may be, too. */
  isOfCity: boolean;
  /** So many groups of the cells are asked for first; all that there are unless the first are found without the others. */
  first: number;
  /** Whether the combinations of keys are of the same one cell as the groups. */
  hasSameCombinations: boolean;
  shape: Shape;
}

/** What questions that are grouped the same have in common. */
export interface Shape {
  /** Whether the combinations of keys had to be asked for: from then on they are together with the groups. */
  asksCombinations: boolean;
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
  shape: Shape,
): Plan {
  const { asOf = null, filter = null, groupBy, timeBucket = null, measures } = query;
  const whole = { asOf, filter, groupBy: [], first: 1, ...(measures && { measures }) };
  const city = cityDaysOf(cube, query);
  const isStepped = timeBucket?.grain === "DAY" || timeBucket?.grain === "WEEK";
  const time = timeBucket ? nameOfConstant(cube.times, timeBucket.field) : undefined;
  const pieces = cellsFor(cube, query, today, isStepped ? time : undefined);
  const piecesOfWhole = isStepped ? cellsFor(cube, query, today, undefined) : pieces;
  const hasSameCells = JSON.stringify(pieces) === JSON.stringify(piecesOfWhole);
  const hasSeveral = pieces.some((cell) => dimensionsOfSeveral(cell).length > 0);
  const hasSameTotals = hasSameCells && !hasSeveral;
  const told = visibleCounts(cube, query);
  const cells = pieces.map((cell) => {
    const several = dimensionsOfSeveral(cell);
    const asked = {
      ...{ asOf, filter: filterOf(cube, withoutEnd(cube, cell, today)) },
      // As of a past day nothing has happened later.
      ...(asOf === null && { before: today }),
      ...{ groupBy: [...new Set([...groupBy, ...several])] },
      ...{ timeBucket: timeBucket ? { ...timeBucket, fillGaps: false } : null },
      ...{ rowKeysOf: told, leastRows: protection.smallestCount },
      // Asked for by themselves, or exact.
      ...((city || !hasSameTotals) && { withoutTotals: true }),
    };
    return { times: cell.times, isOne: several.length === 0, query: asked };
  });
  const isOneCell = cells.length === 1 && cells[0]?.times === 1;
  // Of several keys those of a step are complete when the next step begins.
  const isInOrder = isOneCell && !hasMeasures(query) && (!hasSeveral || timeBucket !== null);
  const wanted = Math.ceil((query.first + 1) * 1.25);
  return {
    ...{ query, text: JSON.stringify([query, today]), cells, told, whole, hasSameTotals, city },
    cellsText: JSON.stringify([groupBy, timeBucket && { ...timeBucket, fillGaps: false }, cells]),
    isOfCity:
      city !== undefined &&
      groupBy.length === 0 &&
      !isStepped &&
      isOfTime(city, time) &&
      (asOf === null || !timeBucket),
    first: isInOrder ? Math.min(wanted * keysIn(pieces) + 50, allGroups) : allGroups,
    hasSameCombinations: isOneCell && !hasSeveral && hasSameCells,
    shape,
  };
}

/** Whether steps of a time axis are of the days that are meant. */
function isOfTime({ time, days }: CityDays, steps: string | undefined): boolean {
  return days === undefined || steps === undefined || steps === time;
}

/** The cells of a question's filter, of rows that came before today; each step by itself, whatever the range of days. */
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

/** How many groups of a cell make one of the question at most. */
function keysIn([cell]: readonly Cell[]): number {
  return Object.values(cell?.keys ?? {}).reduce((all, keys) => all * Math.max(1, keys?.length ?? 1), 1);
}

function visibleCounts(cube: Cube, query: StatisticsQuery): string[] {
  const { measures } = query;
  if (!measures) return countsBehind(cube);
  const deciding = decidingMeasures(query).map((constant) => nameOfConstant(cube.measures, constant));
  return countsBehind(cube, [...measures, ...deciding]);
}
