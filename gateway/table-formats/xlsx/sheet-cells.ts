import type { Cell, Column } from "../../tables/table";
import { dayNumber, hanoiMilliseconds, hanoiTime } from "../values/hanoi-time";
import { isKeptByDouble, shortDecimal } from "../values/kept-digits";
import { mostDecimals, style } from "./styles";
import { longestText, textElement } from "./xml-text";

/** Writes the inside of a cell's element, from its attributes on: ` s="3"><v>12</v></c>`. */
export type CellWriter = (cell: Exclude<Cell, null>) => string;

/**
 * What a column's cells look like in a sheet: numbers, days, instants as Hanoi's clocks show them, booleans, and texts
 * that stay what they are. A number that a spreadsheet would round, and a day or instant before 1 March 1900, which its
 * calendar has not or has wrongly, are texts. `onCut` is told of a text that is longer than a cell may be.
 */
export function cellWriter({ key, type }: Column, onCut: () => void): CellWriter {
  switch (type.kind) {
    case "text":
    case "json":
      return (cell) => {
        const text = String(cell);
        if (text.length <= longestText) return textCell(text);
        onCut();
        return textCell(`${text.slice(0, longestText - 1)}…`);
      };
    case "boolean":
      return (cell) => ` t="b"><v>${cell === true ? 1 : 0}</v></c>`;
    case "integer": {
      const format = /(^|_)year$/i.test(key) || /[a-z]Year$/.test(key) ? style.year : style.integer;
      return (cell) => numberCell(String(cell), format) ?? textCell(String(cell));
    }
    case "float":
      return (cell) => ` s="${style.plain}"><v>${cell}</v></c>`;
    case "decimal":
      return (cell) => decimalCell(String(cell));
    case "date":
      return (cell) => dayCell(String(cell));
    case "instant":
      return (cell) => instantCell(String(cell));
  }
}

function textCell(text: string): string {
  return ` s="${style.text}" t="inlineStr"><is>${textElement(text)}</is></c>`;
}

function decimalCell(decimal: string): string {
  const text = shortDecimal(decimal);
  const point = text.indexOf(".");
  const decimals = point === -1 ? 0 : text.length - point - 1;
  const number = decimals > mostDecimals ? undefined : numberCell(text, style.decimal + decimals);
  return number ?? textCell(decimal);
}

/** Undefined where a spreadsheet would round it. */
function numberCell(text: string, format: number): string | undefined {
  return isKeptByDouble(text) ? ` s="${format}"><v>${text}</v></c>` : undefined;
}

/*
 * Day 60 of the calendar of 1900 is a 29 February that there never was: days before it are read one off by some
 * programs, and days before 1900 by none.
 */
const firstDay = "1900-03-01";
const dayOf1970 = 25_569;
const dayMs = 86_400_000;

function dayCell(day: string): string {
  if (day < firstDay) return textCell(day);
  return ` s="${style.day}"><v>${dayNumber(day) + dayOf1970}</v></c>`;
}

function instantCell(instant: string): string {
  const milliseconds = hanoiMilliseconds(instant);
  // One division, or the last digit is lost, and a reader shows 16:59:59.999.
  const days = (milliseconds + dayOf1970 * dayMs) / dayMs;
  if (days < 61) return textCell(hanoiTime(instant));
  const format = milliseconds % 1000 === 0 ? style.second : style.millisecond;
  return ` s="${format}"><v>${days}</v></c>`;
}
