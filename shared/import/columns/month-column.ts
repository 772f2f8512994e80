import { CellProblem, type Column, type ColumnText, ReadCell } from "./column";
import { isDay, monthNames, readDay } from "./read-day";

/** A month as `2025-11`, and how it was written where that is told; a hint where a text may mean one. */
export type ReadMonth = { month: string; because?: string } | { hint?: string; meant?: string };

const monthFirst = /^(?:tháng|thg|th|t)?\s?(\d{1,2})\s?(?:[-/.]|,?\s+năm\s+|,?\s+)\s?(\d{4})$/i;
const yearFirst = /^(\d{4})[-/.](\d{1,2})$/;
const named = /^([a-z]{3,9})[- .,']+(\d{4}|\d{2})$/i;

/** Reads a month in the ways of offices: 11/2025, 2025-11, Tháng 11/2025, Nov-25, and its first day in any way. */
export function readMonth(cell: string): ReadMonth {
  const [, month, year] = monthFirst.exec(cell) ?? [];
  if (month !== undefined) return ofParts(year, month);
  const iso = yearFirst.exec(cell);
  if (iso) return ofParts(iso[1], iso[2]);
  const name = named.exec(cell);
  const number = monthNames.indexOf(name?.[1]?.slice(0, 3).toLowerCase() ?? "") + 1;
  if (name && number > 0) {
    const [, , year = ""] = name;
    const read = ofParts(year.length === 2 ? `20${year}` : year, String(number));
    return "month" in read ? { ...read, because: "a spreadsheet's short form of a month" } : read;
  }
  return ofDay(cell);
}

/** The first day of a month is how spreadsheets keep a month; any other day is not meant as one without being asked. */
function ofDay(cell: string): ReadMonth {
  const read = readDay(cell);
  if (!isDay(read)) return read.hint === undefined ? {} : { hint: read.hint };
  const month = read.day.slice(0, 7);
  if (read.day.endsWith("-01")) return { month, because: read.because ?? "the first day of a month" };
  return { hint: `it is a day of the month ${month}: write ${month}`, meant: month };
}

function ofParts(year = "", month = ""): ReadMonth {
  const text = `${year}-${month.padStart(2, "0")}`;
  return /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text) ? { month: text } : {};
}

/** A calendar month, as 2025-11, 11/2025 and in the other ways of `readMonth`. Staged as the date of its first day. */
export function monthColumn(options: ColumnText): Column<string> {
  const expected = "a month as 2025-11 or 11/2025";
  return {
    ...options,
    sqlType: "date",
    expected,
    read: (cell) => {
      const read = readMonth(cell);
      if ("month" in read) {
        const day = `${read.month}-01`;
        return read.because === undefined ? day : new ReadCell(day, read.because);
      }
      const { hint, meant } = read;
      return new CellProblem(expected, hint, meant === undefined ? undefined : { meant: `${meant}-01` });
    },
    write: (value) => String(value).slice(0, 7),
  };
}
