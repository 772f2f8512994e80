import sql, { type Sql } from "sql-template-tag";
import { type CalendarDay, startOf } from "../../base/clock/calendar-day";
import { all, any, numberConditions, searchConditions } from "../filter/conditions";
import { type Condition, conditionOf } from "./condition";
import { type Cube, part, type TimeAxis } from "./cube";
import { cubeAsOf, endOf } from "./cube-as-of";
import { flagSqlOf, keyDimension, passedSql, withinSql } from "./cube-sql";
import type { KeyDimension } from "./dimension";
import type { CubeFilter } from "./statistics-query";

/** A filter over the rows of a cube in PostgreSQL, with its deadline as of an instant. */
export function filterSql(cube: Cube, filter: CubeFilter | null | undefined, now: Date): Sql {
  return conditionSql(cube, conditionOf(cube, filter), now);
}

/** A filter over the rows of a cube as they were at the end of a day. */
export function filterSqlOfDay(of: Cube, filter: CubeFilter | null | undefined, asOf: CalendarDay): Sql {
  const cube = cubeAsOf(of, { asOf });
  const { where = sql`TRUE` } = cube.rows;
  return all([where, conditionSql(cube, conditionOf(cube, filter), endOf(asOf))]);
}

/** A condition over the rows of a cube in PostgreSQL. */
export function conditionSql(cube: Cube, condition: Condition, now: Date): Sql {
  const nested = (one: Condition) => conditionSql(cube, one, now);
  switch (condition.kind) {
    case "all":
      return all(condition.of.map(nested));
    case "any":
      return any(condition.of.map(nested));
    case "not":
      return sql`NOT coalesce(${nested(condition.of)}, FALSE)`;
    case "day":
      return daySql(part(cube.times, condition.time), condition);
    case "noDay": {
      const { instant, day } = part(cube.times, condition.time);
      return isNull(day ?? instant, condition.is);
    }
    case "number": {
      const { sql: number } = part(cube.numbers, condition.number);
      return all(numberConditions(number, condition, []));
    }
    case "noNumber":
      return isNull(part(cube.numbers, condition.number).sql, condition.is);
    case "flag": {
      const { joined } = part(cube.flags, condition.flag);
      const flag = flagSqlOf(cube, condition.flag, now);
      // Bare, not as `= true`: only so can the planner use a partial index.
      const holds = condition.is ? sql`(${flag})` : sql`NOT coalesce(${flag}, FALSE)`;
      return joined ? joined(holds) : holds;
    }
    case "deadline": {
      return condition.is ? passedSql(cube, now) : withinSql(cube, now);
    }
    case "search":
      return all(searchConditions(cube.search?.sql ?? sql`''`, condition.words, condition.path));
    case "member": {
      const { entries, key } = part(cube.sets ?? {}, condition.set);
      const among = condition.keys ? sql` AND ${key} = ANY(${condition.keys}::text[])` : sql``;
      return sql`EXISTS (SELECT FROM ${entries}${among})`;
    }
    default: {
      const { sql: key, joined, kind, passed } = keyDimension(cube, condition.dimension);
      const own = keySql(key, kind, condition);
      const holds = passed === undefined ? own : withPassed(cube, { own, passed, condition, now });
      return joined ? joined(holds) : holds;
    }
  }
}

/**
 * A condition on keys of which one is that of all rows past their deadline. On that key alone it is the deadline's own,
 * which an index may serve.
 */
function withPassed(
  cube: Cube,
  { own, passed, condition, now }: { own: Sql; passed: string; condition: KeyCondition; now: Date },
): Sql {
  const isPassed = passedSql(cube, now);
  const ofOwn = all([withinSql(cube, now), own]);
  if (condition.kind === "noKey") return condition.is ? ofOwn : any([isPassed, own]);
  const isMeant = condition.keys.includes(passed) === (condition.kind === "in");
  if (!isMeant) return ofOwn;
  const isAlone = condition.kind === "in" && condition.keys.every((key) => key === passed);
  return isAlone ? isPassed : any([isPassed, ofOwn]);
}

/** Bounds of the instant or day itself, so that an index on it answers. */
function daySql({ instant, day }: TimeAxis, { gte, lt }: DayBounds): Sql {
  const bound = (value: CalendarDay) => (day ? sql`${value}::date` : sql`${startOf(value)}::timestamptz`);
  const value = day ?? instant;
  return all([
    ...(gte ? [sql`${value} >= ${bound(gte)}`] : []),
    ...(lt ? [sql`${value} < ${bound(lt)}`] : []),
  ]);
}

type DayBounds = Extract<Condition, { kind: "day" }>;
type KeyCondition = Extract<Condition, { dimension: string }>;

function keySql(key: Sql, kind: KeyDimension["kind"], condition: KeyCondition): Sql {
  if (condition.kind === "noKey") return isNull(key, condition.is);
  const text = kind === "value" ? sql`${key}::text` : key;
  if (condition.kind === "in") return sql`${text} = ANY(${condition.keys}::text[])`;
  return sql`(${key} IS NULL OR ${text} <> ALL(${condition.keys}::text[]))`;
}

function isNull(value: Sql, is: boolean): Sql {
  return is ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`;
}
