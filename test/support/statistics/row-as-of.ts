import { type CalendarDay, daysBetween } from "../../../shared/base/clock/calendar-day";
import { type Cube, keyDimensionsOf, startAxisOf } from "../../../shared/kit/cube/cube";
import type { Row } from "./row-test";

/** A row as it was at the end of a day; undefined where it was not there yet. */
export function rowAsOf(cube: Cube, row: Row, asOf: string): Row | undefined {
  if (cube.rows.period) {
    // Of an infinite end PostgreSQL says a word, which sorts after all digits.
    if (String(row.from) > asOf || String(row.until) <= asOf) return undefined;
    const isOpen = cube.deadline !== undefined && row[`flag ${cube.deadline.while}`] === true;
    return { ...row, passed: isOpen && String(row.dueOn) <= asOf };
  }
  const isLater = (time: string) => String(row[`day ${time}`] ?? "") > asOf;
  if (isLater(startAxisOf(cube))) return undefined;
  const then = { ...row };
  const lacks = (since: string | undefined) => since !== undefined && isLater(since);
  for (const [name, { without }] of Object.entries(cube.times))
    if (without !== undefined && isLater(name)) then[`day ${name}`] = null;
  for (const [name, one] of keyDimensionsOf(cube))
    if ("since" in one && lacks(one.since)) then[`key ${name}`] = null;
  for (const [name, { since }] of Object.entries(cube.numbers))
    if (lacks(since)) then[`number ${name}`] = null;
  for (const [name, { since, until }] of Object.entries(cube.flags)) {
    if (lacks(since)) then[`flag ${name}`] = false;
    if (until !== undefined) then[`flag ${name}`] = row[`day ${until}`] == null || isLater(until);
  }
  const waits = cube.deadline !== undefined && then[`flag ${cube.deadline.while}`] === true;
  then.passed = waits && String(row.dueOn) <= asOf;
  return then;
}

/** What a row has that is past its deadline. */
export function withPassed(cube: Cube, row: Row | undefined, asOf: CalendarDay | null): Row | undefined {
  if (!row?.passed) return row;
  const keys = keyDimensionsOf(cube).flatMap(([name, one]) =>
    "passed" in one && one.passed !== undefined ? [[`key ${name}`, one.passed]] : [],
  );
  const numbers = Object.entries(cube.numbers).flatMap(([name, { daysSince }]) =>
    daysSince !== undefined && asOf !== null
      ? [[`number ${name}`, daysBetween(String(row[`day ${daysSince}`]), asOf)]]
      : [],
  );
  return { ...row, ...Object.fromEntries([...keys, ...numbers]) };
}
