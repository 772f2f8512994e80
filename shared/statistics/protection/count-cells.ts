import type { CalendarDay } from "../../clock/calendar-day";
import { type Condition, conditionOf } from "../condition";
import { type Cube, constantName, dayFilterName, nameOfConstant, part, rowCountsOf } from "../cube";
import { noCounts } from "../measure";
import { type Counts, type CubeFilter, type Group, groupKey, type StatisticsQuestion } from "../question";
import { keysOf } from "../statistics-sql";
import { type Cell, cellsOf, filterOf, tooManyCells } from "./cells";
import { type Protector, protectCounts, settleCounts } from "./protect-counts";
import type { EngineAnswer, ProtectedAsking } from "./protected-asking";
import { wholeDaysOf } from "./whole-days";

const mostPieces = 64;
/** Cells that are asked for together. */
const atOnce = 4;

export interface CountedCells {
  groups: Group[];
  totals: Counts | undefined;
  asOf: Date;
  isAll: boolean;
  /** All groups as the engine counted them, where the cells are one. */
  counted: readonly Group[] | undefined;
}

/** The groups of a question by its cells: each is protected, and then they are added up. */
export async function countCells(
  { protector, ask, now, today }: ProtectedAsking,
  question: StatisticsQuestion,
  cells: readonly Cell[],
  first: number,
): Promise<CountedCells> {
  const { cube, protection, known } = protector;
  const { asOf = null, groupBy, timeBucket } = question;
  const rowKeysOf = toldCounts(cube, question);
  const asked: AskedCell[] = cells.map((cell) => {
    const several = dimensionsOfSeveral(cell);
    const one = {
      ...{ asOf, filter: withoutToday(cube, filterOf(cube, cell), today) },
      ...{ groupBy: [...new Set([...groupBy, ...several])] },
      ...{ timeBucket: timeBucket ? { ...timeBucket, fillGaps: false } : null },
      ...{ first, rowKeysOf, leastRows: protection.smallestCount },
    };
    return { cell, isOne: several.length === 0, question: one };
  });
  const found: EngineAnswer[] = [];
  for (let at = 0; at < asked.length; at += atOnce)
    found.push(...(await Promise.all(asked.slice(at, at + atOnce).map((one) => ask(one.question)))));
  const [one, ...others] = found.map(({ groups }) => groups);
  const addUp = () => addUpCells(protector, question, asked, found, first);
  const key = JSON.stringify(["cells", question.groupBy, timeBucket, first, asked]);
  const sum = one ? known.of(key, [one, ...others], addUp) : addUp();
  const earliest = Math.min(now.getTime(), ...found.map(({ asOf }) => asOf.getTime()));
  return { ...sum, asOf: new Date(earliest) };
}

interface AskedCell {
  cell: Cell;
  /** Whether it is one cell: of several keys each is. */
  isOne: boolean;
  question: StatisticsQuestion;
}

function addUpCells(
  protector: Protector,
  question: StatisticsQuestion,
  asked: readonly AskedCell[],
  found: readonly EngineAnswer[],
  first: number,
): Omit<CountedCells, "asOf"> {
  const { cube } = protector;
  const names = keysOf(cube, question);
  const sums = new Map<string, Group>();
  const totals = noCounts(cube);
  // Of one cell there is nothing to add up.
  const only = asked.length === 1 && asked[0]?.isOne && asked[0].cell.times === 1 ? found[0] : undefined;
  for (const [at, { cell }] of asked.entries()) {
    const answer = found[at];
    if (!answer) continue;
    add(totals, protectCounts(protector, answer.totals), cell.times);
    for (const { keys, counts } of only ? [] : answer.groups.slice(0, first)) {
      const key = groupKey(keys, names);
      const own = Object.fromEntries(names.map((name) => [name, keys[name] ?? null]));
      const sum = sums.get(key) ?? { keys: own, counts: noCounts(cube) };
      sums.set(key, sum);
      add(sum.counts, protectCounts(protector, counts), cell.times);
    }
  }
  const isAll = found.every(({ groups }) => groups.length <= first);
  const isSum = !isStepped(question) && asked.every(({ isOne }) => isOne);
  const [one, ...more] = found;
  const isCounted = one && more.length === 0 && asked[0]?.isOne && isAll && !one.lacksFew;
  const groups = only
    ? only.groups
        .slice(0, first)
        .map(({ keys, counts }) => ({ keys, counts: protectCounts(protector, counts) }))
    : [...sums.values()];
  return {
    groups: groups.map(({ keys, counts }) => ({ keys, counts: settleCounts(protector, counts) })),
    totals: isSum ? settleCounts(protector, totals) : undefined,
    ...{ isAll, counted: isCounted ? one.groups : undefined },
  };
}

function dimensionsOfSeveral({ keys }: Cell): string[] {
  return Object.keys(keys)
    .filter((name) => (keys[name]?.length ?? 0) > 1)
    .map(constantName);
}

/** The counts of rows that an answer is read of, ordered by and held to. */
function toldCounts(cube: Cube, { measures, having, orderBy }: StatisticsQuestion): string[] {
  if (!measures) return rowCountsOf(cube);
  const decisive = [
    ...(having ?? []).map(({ measure }) => measure),
    ...(orderBy ?? []).map(({ field }) => field),
  ];
  return rowCountsOf(cube, [
    ...measures,
    ...decisive.map((constant) => nameOfConstant(cube.measures, constant)),
  ]);
}

/** The cells of a question's filter, of rows that came before today. */
export function cellsFor(
  { protector: { cube }, today }: ProtectedAsking,
  { filter, timeBucket }: StatisticsQuestion,
): Cell[] {
  const [time = "", axis] = Object.entries(cube.times)[0] ?? [];
  const past: Condition = { kind: "day", time, gte: null, lt: today };
  const condition = conditionOf(cube, filter);
  const cells = cellsOf(
    cube,
    axis?.without === undefined ? { kind: "all", of: [condition, past] } : condition,
  );
  const stepped = isStepped({ timeBucket }) ? nameOfConstant(cube.times, timeBucket?.field ?? "") : undefined;
  const pieces = cells.flatMap((cell) => wholeDaysOf(cell, today, stepped));
  if (pieces.length > mostPieces) throw tooManyCells();
  return pieces;
}

/**
 * Of what happens today nothing is told yet: who watches would see each row come, or end, and learn how. A row that came
 * to its end today is no more in what it was, and not yet in what it is.
 */
export function withoutToday(cube: Cube, filter: CubeFilter, today: CalendarDay): CubeFilter {
  const ends = Object.entries(cube.times).flatMap(([time, { without }]) => (without ? [time] : []));
  const ofToday = ends.map((time) => ({ [dayFilterName(time)]: { gte: today } }));
  return ofToday.length === 0 ? filter : { and: [filter], not: { or: ofToday } };
}

/** Whether each step is told by itself, however a range of days begins and ends. */
function isStepped({ timeBucket }: Pick<StatisticsQuestion, "timeBucket">): boolean {
  return timeBucket?.grain === "DAY" || timeBucket?.grain === "WEEK";
}

function add(sum: Counts, counts: Counts, times: number): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = part(sum, name) + times * count;
}
