import sql, { type Sql } from "sql-template-tag";
import { addDays, type CalendarDay, startOf } from "../../base/clock/calendar-day";
import { type Cube, type Deadline, part, startAxisOf, type TimeAxis } from "./cube";
import { flagSqlOf, passedSql } from "./cube-sql";
import type { StatisticsQuery } from "./statistics-query";

type AsOf = Pick<StatisticsQuery, "asOf">;

/** The instant at which a day is over. */
export function endOf(day: CalendarDay): Date {
  return startOf(addDays(day, 1));
}

/** The instant by which a query's deadlines have passed. */
export function instantOf({ asOf }: AsOf, now: Date): Date {
  return asOf == null ? now : endOf(asOf);
}

/** The cube of the rows that a query counts in PostgreSQL: as they are, or as they were at the end of its day. */
export function cubeAsOf(cube: Cube, { asOf }: AsOf): Cube {
  if (cube.rows.period) return cubeOfDay(cube, asOf);
  if (asOf == null) return cube;
  const { rows, times, dimensions, flags, numbers, deadline } = cube;
  const { revisions } = rows;
  const end = sql`${endOf(asOf)}::timestamptz`;
  const lastInstant = new Date(endOf(asOf).getTime() - 1);
  const hasPassed = ({ instant, day }: TimeAxis) =>
    day ? sql`${day} <= ${asOf}::date` : sql`${instant} < ${end}`;
  const isLater = (time: string) => sql`NOT coalesce(${hasPassed(part(times, time))}, TRUE)`;
  const known = (value: Sql, since: string | undefined) =>
    since === undefined ? value : sql`(CASE WHEN NOT ${isLater(since)} THEN ${value} END)`;
  const asOfFlags = mapped(flags, (flag, name) => {
    const until = flag.until && sql`(NOT coalesce(${hasPassed(part(times, flag.until))}, FALSE))`;
    return { ...flag, sql: until || known(flagSqlOf(cube, name, lastInstant), flag.since) };
  });
  return {
    ...cube,
    rows: revisions
      ? { ...rows, ...revisions.at(asOf) }
      : { ...rows, where: hasPassed(part(times, startAxisOf(cube))) },
    times: mapped(times, (axis, name) => {
      const since = axis.without === undefined ? undefined : name;
      return axis.day
        ? { ...axis, day: known(axis.day, since) }
        : { ...axis, instant: known(axis.instant, since) };
    }),
    dimensions: mapped(dimensions, (one) =>
      "sql" in one ? { ...one, sql: known(one.sql, one.since) } : one,
    ),
    flags: asOfFlags,
    numbers: mapped(numbers, (one) => ({ ...one, sql: known(one.sql, one.since) })),
    ...(deadline && { deadline: withoutSql(deadline) }),
  };
}

/** The rows that are valid on a day. */
function cubeOfDay(cube: Cube, asOf: CalendarDay | null | undefined): Cube {
  const { rows, times, numbers } = cube;
  if (asOf == null || !rows.period)
    throw new Error(`Expected the day on which ${cube.noun.many} are asked for; got none.`);
  const { from, until } = rows.period;
  const passed = passedSql(cube, endOf(asOf));
  return {
    ...cube,
    rows: { ...rows, where: sql`(${from} <= ${asOf}::date AND ${until} > ${asOf}::date)` },
    numbers: mapped(numbers, (one) => {
      if (one.daysSince === undefined) return one;
      const days = sql`(${asOf}::date - ${part<TimeAxis>(times, one.daysSince).day ?? sql`NULL`})`;
      return { ...one, sql: sql`(CASE WHEN ${passed} THEN ${days} ELSE ${one.sql} END)` };
    }),
  };
}

/** Flags are those of the day by now, which the condition of an index does not know. */
function withoutSql({ sql: _, ...deadline }: Deadline): Deadline {
  return deadline;
}

function mapped<Value, Made>(
  record: Readonly<Record<string, Value>>,
  make: (value: Value, name: string) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
}
