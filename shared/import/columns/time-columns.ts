import type { CalendarDay } from "../../base/clock/calendar-day";
import type { CellType } from "../row/file-row";
import { CellProblem, type Column, type ColumnText, ReadCell } from "./column";
import { isDay, type NoDay, type ReadDay, readDay } from "./read-day";

export interface DayOptions extends ColumnText {
  /** First and last day, both allowed; 1900-01-01 and 2100-12-31 by default. A year 0025 is a slip. */
  min?: CalendarDay;
  max?: CalendarDay;
}

/** A calendar day: 2025-11-14, 14/11/2025, and the other ways of `readDay`. Staged as date. */
export function dayColumn(options: DayOptions): Column<CalendarDay> {
  const { min = "1900-01-01", max = "2100-12-31" } = options;
  const expected = "a day as 2025-11-14 or 14/11/2025";
  return {
    ...options,
    sqlType: "date",
    expected,
    read: (cell) => {
      const read = readKnown(cell);
      if (!isDay(read) || read.offset !== undefined) return refuse(expected, isDay(read) ? {} : read);
      const { day, time = "00:00:00", because } = read;
      if (day < min || day > max) return new CellProblem(`a day from ${min} to ${max}`);
      if (Number.parseFloat(time.replaceAll(":", "")) !== 0) {
        return new ReadCell(day, "the time of the day was left out");
      }
      return because === undefined ? day : new ReadCell(day, because);
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
    read: (cell, type) => {
      const plain = plainInstant.exec(cell);
      const read = plain ? ofPlain(plain) : readDay(cell);
      if (!isDay(read)) return refuse(expected, read);
      const { day, time = timeOf(read, type), offset = "+07:00", because } = read;
      if (time === undefined) return new CellProblem(expected, "the time is missing", { cause: "no time" });
      if (day < "1900-01-01" || day > "2100-12-31") {
        return new CellProblem("an instant from 1900-01-01 to 2100-12-31");
      }
      const instant = `${day}T${time}${offset}`;
      return because === undefined ? instant : new ReadCell(instant, because);
    },
    write: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  };
}

/** The commonest form: millions of cells have it, each another. Its day is looked up among those that were read. */
const plainInstant =
  /^(\S{10})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

function ofPlain(parts: RegExpExecArray): ReadDay | NoDay {
  const [, dayText = "", hours, minutes, seconds = "00", fraction = "", offset] = parts;
  const read = readKnown(dayText);
  if (!isDay(read)) return read;
  return { day: read.day, time: `${hours}:${minutes}:${seconds}${fraction}`, ...(offset && { offset }) };
}

/** A day of a workbook that is midnight is shown without its time, and so is a serial number without a fraction. */
function timeOf({ because }: ReadDay, type: CellType | undefined): string | undefined {
  return because !== undefined || type === "day" ? "00:00:00" : undefined;
}

/** Days that were read before: a file has few different ones, and millions of cells. */
const known = new Map<string, ReadDay | NoDay>();
const mostKnown = 10_000;

function readKnown(cell: string): ReadDay | NoDay {
  let read = known.get(cell);
  if (read === undefined) {
    read = readDay(cell);
    if (cell.length <= 20 && known.size < mostKnown) known.set(cell, read);
  }
  return read;
}

function refuse(expected: string, { hint, cause, meant }: NoDay): CellProblem {
  const more = { ...(cause !== undefined && { cause }), ...(meant !== undefined && { meant }) };
  return new CellProblem(expected, hint, Object.keys(more).length > 0 ? more : undefined);
}
