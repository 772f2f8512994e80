import { addDays, type CalendarDay, isCalendarDay } from "../../base/clock/calendar-day";

/** A day, and the time of it if one was written, as `08:30:00` with up to six digits of a fraction. */
export interface ReadDay {
  day: CalendarDay;
  time?: string;
  /** The offset from UTC: `Z` or `+07:00`. */
  offset?: string;
  /** How it was written, where that is told. */
  because?: string;
}

/** Why a text is no day. */
export interface NoDay {
  hint?: string;
  cause?: string;
  /** The day that the hint says. */
  meant?: CalendarDay;
}

const timePart =
  "(?:[T ,]+|\\s+lúc\\s+)(\\d{1,2})(?:[:h]|\\s?giờ\\s?)(\\d{2})?(?::(\\d{2})(\\.\\d{1,6})?)?(?:\\s?phút)?\\s?(SA|CH|AM|PM)?(Z|[+-](?:0\\d|1[0-4]):[0-5]\\d)?";
const end = `(?:${timePart})?$`;
const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${end}`, "i");
const dayFirst = new RegExp(`^(\\d{1,2})\\s?([-/.])\\s?(\\d{1,2})\\s?\\2\\s?(\\d{4}|\\d{2})${end}`, "i");
const inWords = new RegExp(
  `^(?:ngày\\s+)?(\\d{1,2})\\s+tháng\\s+(\\d{1,2})(?:,?\\s+năm\\s+|,?\\s+)(\\d{4})${end}`,
  "i",
);
const monthName = new RegExp(`^(\\d{1,2})[- ]([a-z]{3,9})[- ,]+(\\d{4}|\\d{2})${end}`, "i");
const timeFirst = /^(\d{1,2}(?:[:h]\d{2})(?::\d{2})?)\s+(\S+)$/i;

export const monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];

/** Days of the calendar of spreadsheets that a table of offices may have: of 1954 to 2119. */
const serial = /^([2-7]\d{4})(\.\d+)?$/;
const dayBeforeSerials = "1899-12-30";

/**
 * Reads a day, and a time with it, in the ways of offices. What stands first is the year or the day, never the month: a
 * text that would be a day only by reading it as month/day/year is refused, and said to be one.
 */
export function readDay(text: string): ReadDay | NoDay {
  const serialParts = serial.exec(text);
  if (serialParts) return ofSerial(Number(serialParts[1]), Number(serialParts[2] ?? 0));
  const iso = yearFirst.exec(text);
  if (iso) return ofParts(iso[1], iso[2], iso[3], iso.slice(4));
  const local = dayFirst.exec(text);
  if (local) return ofLocal(local);
  const words = inWords.exec(text);
  if (words) return ofParts(words[3], words[2], words[1], words.slice(4));
  const named = monthName.exec(text);
  if (named) return ofNamed(named);
  const swapped = timeFirst.exec(text);
  return swapped ? readDay(`${swapped[2]} ${swapped[1]}`) : {};
}

/** The day of a serial number, and the time of its fraction to the second. */
function ofSerial(number: number, fraction: number): ReadDay {
  const because = "a spreadsheet's serial number of a day";
  const seconds = Math.round(fraction * 86_400);
  const day = addDays(dayBeforeSerials, number + (seconds === 86_400 ? 1 : 0));
  if (seconds === 0 || seconds === 86_400) return { day, because };
  return { day, time: new Date(seconds * 1000).toISOString().slice(11, 19), because };
}

function ofLocal([, day = "", , month = "", year = "", ...time]: RegExpExecArray): ReadDay | NoDay {
  if (year.length === 2) return twoDigits(ofParts(`20${year}`, month, day, time));
  const read = ofParts(year, month, day, time);
  if (isDay(read) || Number(month) <= 12 || Number(day) > 12) return read;
  const hint =
    "the column seems to hold month/day/year: write days as day/month/year or 2025-11-14, all of them, for 5/11 would be taken for 5 November";
  return { hint, cause: "month first" };
}

function ofNamed([, day = "", name = "", year = "", ...time]: RegExpExecArray): ReadDay | NoDay {
  const month = monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return {};
  const read = ofParts(year.length === 2 ? `20${year}` : year, String(month), day, time);
  return year.length === 2 ? twoDigits(read) : read;
}

function twoDigits(read: ReadDay | NoDay): NoDay {
  if (!isDay(read)) return read;
  const hint = `write the year with four digits: ${read.day}`;
  return { hint, cause: "two digits of a year", meant: read.day };
}

export function isDay(read: ReadDay | NoDay): read is ReadDay {
  return "day" in read;
}

type Text = string | undefined;

function ofParts(year: Text = "", month: Text = "", day: Text = "", time: Text[] = []): ReadDay | NoDay {
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isCalendarDay(written)) return { hint: "there is no such day", cause: `no such day ${written}` };
  const [hours, minutes = "00", seconds = "00", fraction = "", half = "", offset] = time;
  if (hours === undefined) return { day: written };
  const hour = hourOf(Number(hours), half.toUpperCase());
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return { hint: "there is no such time" };
  return {
    day: written,
    time: `${String(hour).padStart(2, "0")}:${minutes}:${seconds}${fraction}`,
    ...(offset !== undefined && { offset: offset.toUpperCase() }),
  };
}

/** SA and CH are AM and PM of a Vietnamese spreadsheet. */
function hourOf(hour: number, half: string): number {
  if (half === "") return hour;
  const isLate = half === "CH" || half === "PM";
  return (hour % 12) + (isLate ? 12 : 0);
}
