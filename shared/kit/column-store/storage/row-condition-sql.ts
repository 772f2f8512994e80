import type { CalendarDay } from "../../../base/clock/calendar-day";
import type { Condition, NumberBounds } from "../../cube/condition";
import { type Cube, part } from "../../cube/cube";
import type { Dictionary } from "./dictionary";
import { columnNames, type Layout, microsOf } from "./layout";
import { dayNumber } from "./stored-row";

/** What statements over a cube's rows in the column store are made of. They contain only numbers, and no parameters. */
export interface StoreCube {
  cube: Cube;
  layout: Layout;
  dictionaries: Record<string, Dictionary>;
  /** By time axis, the number of a day after which no row has one. */
  latestDays: Readonly<Record<string, number>>;
  /** What follows FROM, where that is not the table `fact` (`rows-as-of.ts`). */
  fact?: string;
}

/** A condition over the rows of the store. */
export function conditionSql(store: StoreCube, condition: Condition, now: Date): string {
  const nested = (one: Condition) => conditionSql(store, one, now);
  switch (condition.kind) {
    case "all":
      return condition.of.length === 0 ? "TRUE" : `(${condition.of.map(nested).join(" AND ")})`;
    case "any":
      return condition.of.length === 0 ? "FALSE" : `(${condition.of.map(nested).join(" OR ")})`;
    case "not":
      return `NOT coalesce(${nested(condition.of)}, FALSE)`;
    case "day":
      return daySql(columnNames.day(condition.time), condition.gte, condition.lt);
    case "noDay":
      return `${columnNames.day(condition.time)} IS ${condition.is ? "" : "NOT "}NULL`;
    case "number":
      return numberSql(columnNames.number(condition.number), condition);
    case "noNumber":
      return `${columnNames.number(condition.number)} IS ${condition.is ? "" : "NOT "}NULL`;
    case "flag":
      return condition.is ? flagSql(store, condition.flag) : `NOT ${flagSql(store, condition.flag)}`;
    case "deadline":
      return condition.is ? deadlineSql(store, now) : `NOT ${deadlineSql(store, now)}`;
    case "search":
    case "member":
      throw new Error(`Expected a condition on what the column store has; got ${condition.kind}.`);
    case "noKey":
      return `${columnNames.key(condition.dimension)} ${condition.is ? "=" : "<>"} 0`;
    default: {
      const dictionary = part(store.dictionaries, condition.dimension);
      const known = condition.keys.flatMap((key) => dictionary.find(key) ?? []);
      const is = condition.kind === "in";
      if (known.length === 0) return is ? "FALSE" : "TRUE";
      return `${columnNames.key(condition.dimension)} ${is ? "" : "NOT "}IN (${known.join(", ")})`;
    }
  }
}

function daySql(column: string, gte: CalendarDay | null, lt: CalendarDay | null): string {
  const bounds = [
    ...(gte ? [`${column} >= ${dayNumber(gte)}`] : []),
    ...(lt ? [`${column} < ${dayNumber(lt)}`] : []),
  ];
  return `(${bounds.join(" AND ")})`;
}

function numberSql(column: string, { gte, gt, lte, lt }: NumberBounds): string {
  const bound = (operator: string, value: number | null) =>
    value === null ? [] : [`${column} ${operator} ${value.toExponential()}::DOUBLE`];
  const bounds = [...bound(">=", gte), ...bound(">", gt), ...bound("<=", lte), ...bound("<", lt)];
  return `(${bounds.join(" AND ")})`;
}

export function flagSql({ layout }: StoreCube, flag: string): string {
  const [bits, at] = layout.flags.includes(flag)
    ? ["flags", layout.flags.indexOf(flag)]
    : ["filterFlags", layout.filterFlags.indexOf(flag)];
  return `(${bits} & ${2 ** at} <> 0)`;
}

/** Whether a row is past its deadline at an instant. */
export function deadlineSql(store: StoreCube, now: Date): string {
  const { deadline } = store.cube;
  return deadline ? `(${flagSql(store, deadline.while)} AND deadline < ${microsOf(now)})` : "FALSE";
}
