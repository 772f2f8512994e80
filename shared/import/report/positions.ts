import type { Translate } from "./translate";

export interface ColumnPosition {
  /** From 0. */
  index: number;
  /** As the file's header has it. */
  header: string;
}

/** `lines 7, 9 and 12, column C (Deadline)`. */
export function positionOf(lines: string, column: ColumnPosition | undefined, translate: Translate): string {
  if (!column) return lines;
  const header = column.header ? ` (${shorten(column.header, 40)})` : "";
  return `${lines}, ${translate(`column ${columnLetters(column.index)}`)}${header}`;
}

const mostLines = 5;

/** `line 7`, `lines 7, 9`, `lines 7, 9, 12, 13, 20 and 40 more`. */
export function shownLines(lines: readonly number[], count: number, translate: Translate): string {
  const shown = lines.slice(0, mostLines).join(", ");
  if (count === 1) return translate(`line ${shown}`);
  const rest = count - Math.min(lines.length, mostLines);
  return translate(rest > 0 ? `lines ${shown} and ${rest} more` : `lines ${shown}`);
}

/** The letters of a column as spreadsheets show them: A, Z, AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

const shownLength = 60;

/** The start of a text, without the whole line, which a slice of it would retain in memory. */
export function detach(text: string | undefined): string | undefined {
  return text && Buffer.from(text.slice(0, shownLength * 3)).toString();
}

/** A text in quotes, shortened, and such that it cannot move the cursor, colour the terminal or turn its direction. */
export function quote(text: string): string {
  return `"${shorten(text, shownLength)}"`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

export function shorten(text: string, length: number): string {
  const characters = [...text.slice(0, length * 2)];
  const shown = characters.length > length ? `${characters.slice(0, length).join("")}…` : text;
  return shown.toWellFormed().replace(unprintable, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
