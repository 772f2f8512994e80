import sql, { type Sql } from "sql-template-tag";
import { addDays, type CalendarDay, startOf } from "../clock/calendar-day";
import { type Cube, keyDimension, part, startAxisOf } from "./cube";
import type { StatisticsQuestion } from "./question";

type AsOf = Pick<StatisticsQuestion, "asOf">;

/** The instant at which a day is over. */
export function endOf(day: CalendarDay): Date {
  return startOf(addDays(day, 1));
}

/** The instant by which a question's deadlines have passed. */
export function instantOf({ asOf }: AsOf, now: Date): Date {
  return asOf == null ? now : endOf(asOf);
}

/** The cube of the rows that a question is asked of in PostgreSQL: as they are, or as they stood at the end of its day. */
export function cubeAsOf(cube: Cube, { asOf }: AsOf): Cube {
  if (asOf == null) return cube;
  const { rows, times, dimensions, flags, numbers, deadline } = cube;
  const end = sql`${endOf(asOf)}::timestamptz`;
  const isLater = (time: string) => sql`coalesce(${part(times, time).instant} >= ${end}, FALSE)`;
  const known = (value: Sql, since: string | undefined) =>
    since === undefined ? value : sql`(CASE WHEN NOT ${isLater(since)} THEN ${value} END)`;
  const asOfFlags = mapped(flags, (flag) => {
    const until = flag.until && sql`(NOT coalesce(${part(times, flag.until).instant} < ${end}, FALSE))`;
    return { ...flag, sql: until || known(flag.sql, flag.since) };
  });
  return {
    ...cube,
    rows: { ...rows, where: sql`${part(times, startAxisOf(cube)).instant} < ${end}` },
    times: mapped(times, (axis, name) => ({
      ...axis,
      instant: known(axis.instant, axis.without === undefined ? undefined : name),
    })),
    dimensions: mapped(dimensions, (one, name) =>
      one.kind === "classes" ? one : { ...one, sql: known(keyDimension(cube, name).sql, one.since) },
    ),
    flags: asOfFlags,
    numbers: mapped(numbers, (one) => ({ ...one, sql: known(one.sql, one.since) })),
    ...(deadline && {
      deadline: {
        ...deadline,
        sql: () => sql`(${part(asOfFlags, deadline.while).sql} AND ${deadline.instant} < ${end})`,
      },
    }),
  };
}

function mapped<Value, Made>(
  record: Readonly<Record<string, Value>>,
  make: (value: Value, name: string) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
}
