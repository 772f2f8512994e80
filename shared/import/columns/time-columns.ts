import { type CalendarDay, isCalendarDay } from "../../base/clock/calendar-day";
import { CellProblem, type Column, type ColumnText } from "./column";

export interface DayOptions extends ColumnText {
  /** First and last day, both allowed; 1900-01-01 and 2100-12-31 by default. A year 0025 is a slip. */
  min?: CalendarDay;
  max?: CalendarDay;
}

/** A calendar day: 2025-11-14 or 14/11/2025, and nothing else. Staged as date. */
export function dayColumn(options: DayOptions): Column<CalendarDay> {
  const { min = "1900-01-01", max = "2100-12-31" } = options;
  const expected = "a day as 2025-11-14 or 14/11/2025";
  return {
    ...options,
    sqlType: "date",
    expected,
    read: (cell) => {
      const day = readDay(cell);
      if (day instanceof CellProblem) return new CellProblem(expected, day.hint);
      return day >= min && day <= max ? day : new CellProblem(`a day from ${min} to ${max}`);
    },
    write: String,
  };
}

/**
 * An instant: a day, a time, and an offset from UTC. Without an offset it is Hanoi's time. Staged as
 * timestamptz, with at most six digits of a second's fraction. A Date has three of them: whoever exports more
 * selects to_char(… AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"').
 */
export function instantColumn(options: ColumnText): Column<string> {
  const expected = "an instant as 2025-11-14T08:30:00+07:00 or 14/11/2025 08:30";
  return {
    ...options,
    sqlType: "timestamptz",
    expected,
    read: (cell) => {
      const parts = instant.exec(cell);
      if (!parts) return new CellProblem(expected);
      const [, dayText = "", hours, minutes, seconds = "00", fraction = "", offset = "+07:00"] = parts;
      const day = readDay(dayText);
      if (day instanceof CellProblem) return new CellProblem(expected, day.hint);
      if (day < "1900-01-01" || day > "2100-12-31") {
        return new CellProblem("an instant from 1900-01-01 to 2100-12-31");
      }
      return `${day}T${hours}:${minutes}:${seconds}${fraction}${offset}`;
    },
    write: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  };
}

const instant =
  /^(\S{10})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** Days that were read before: a file has few different ones, and millions of cells. */
const known = new Map<string, CalendarDay | CellProblem>();
const mostKnown = 10_000;

function readDay(cell: string): CalendarDay | CellProblem {
  let day = known.get(cell);
  if (day === undefined) {
    day = readNewDay(cell);
    if (cell.length === 10 && known.size < mostKnown) known.set(cell, day);
  }
  return day;
}

function readNewDay(cell: string): CalendarDay | CellProblem {
  const local = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(cell);
  const day = local ? `${local[3]}-${local[2]}-${local[1]}` : cell;
  if (isCalendarDay(day)) return day;
  return new CellProblem("", /^\d{4}-\d{2}-\d{2}$/.test(day) ? "there is no such day" : undefined);
}
