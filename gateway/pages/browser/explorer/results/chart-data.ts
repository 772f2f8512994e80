import type { Cell } from "../../../../tables/table";
import type { ResultColumn, ResultTable } from "../../api/tables";
import { isNumeric } from "./format-cell";

export const chartKinds = ["bar", "line", "scatter"] as const;
export type ChartKind = (typeof chartKinds)[number];

/** Which columns are drawn how, by their keys. */
export interface ChartChoice {
  kind: ChartKind;
  x: string;
  y: string;
  /** Each of its values is a series; empty: there is one. */
  series: string;
}

export interface ChartSeries {
  name: string;
  points: readonly { x: string | number; y: number }[];
}

/** More points than a picture can show. */
const mostPoints = 1_000;
/** More colours than people tell apart. */
const mostSeries = 12;

/**
 * What most people would draw: time as a line, one number over another as points, else bars. Undefined where there is no
 * number to draw.
 */
export function defaultChoice({ columns, rows }: ResultTable): ChartChoice | undefined {
  const numbers = columns.filter(isNumeric);
  const texts = columns.filter((column) => !isNumeric(column) && column.type !== "json");
  const [first, second] = numbers;
  if (!first) return undefined;
  const time = texts.find((column) => isTime(column, rows[0]?.[columns.indexOf(column)] ?? null));
  if (time) {
    if (!repeats(time, { columns, rows })) return { kind: "line", x: time.key, y: first.key, series: "" };
    // Steps of time for each of a few things, and not a list of many things that have a day.
    const things = texts.find((column) => column !== time && isFew(column, { columns, rows }));
    if (things) return { kind: "line", x: time.key, y: first.key, series: things.key };
  }
  // A name says more than its code.
  const name = texts.find(({ key }) => /name|title/i.test(key)) ?? texts[0];
  if (name) return { kind: "bar", x: name.key, y: first.key, series: "" };
  return second ? { kind: "scatter", x: first.key, y: second.key, series: "" } : undefined;
}

/** The points of each series, in the order of the rows. A row without one of the two values is no point. */
export function chartSeries({ columns, rows }: ResultTable, choice: ChartChoice): ChartSeries[] {
  const at = (key: string) => columns.findIndex((column) => column.key === key);
  const [x, y, series] = [at(choice.x), at(choice.y), at(choice.series)];
  const xColumn = columns[x];
  if (!xColumn) return [];
  const points = rows.slice(0, mostPoints).flatMap((row) => {
    const [atX, atY] = [row[x] ?? null, row[y] ?? null];
    if (atX === null || atY === null) return [];
    const value = isNumeric(xColumn) ? Number(atX) : String(atX);
    return [{ name: series < 0 ? "" : String(row[series] ?? "–"), x: value, y: Number(atY) }];
  });
  const isSteps = typeof points[0]?.x === "string" && isTime(xColumn, points[0].x);
  if (isSteps) points.sort((one, other) => String(one.x).localeCompare(String(other.x), "en"));
  return [...Map.groupBy(points, ({ name }) => name)].map(([name, some]) => ({ name, points: some }));
}

/** Whether a column holds steps of time, as one of its cells shows. */
export function isTime({ type }: Pick<ResultColumn, "type">, cell: Cell): boolean {
  return type === "date" || type === "instant" || /^\d{4}-(\d{2}|W\d{2})(-\d{2})?$/.test(String(cell));
}

/** Whether each value of a column has several rows, and there are no more than can be told apart. */
function isFew(column: ResultColumn, { columns, rows }: Pick<ResultTable, "columns" | "rows">): boolean {
  const index = columns.indexOf(column);
  const values = new Set(rows.map((row) => row[index])).size;
  return values <= mostSeries && values * 3 <= rows.length;
}

/** Whether a column has the same value in several rows. */
function repeats(column: ResultColumn, { columns, rows }: Pick<ResultTable, "columns" | "rows">): boolean {
  const index = columns.indexOf(column);
  return new Set(rows.map((row) => row[index])).size < rows.length;
}
