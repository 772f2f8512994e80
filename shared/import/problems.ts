import type { Fault } from "./csv/csv-scanner";
import { limits } from "./csv/limits";

/** A problem of one line of a file. */
export interface Problem {
  line: number;
  /** The column; none when the whole line is meant. */
  column?: ColumnPosition | undefined;
  expected: string;
  /** What came, as it stands in the file; none when nothing came that could be shown. */
  got?: string | undefined;
  hint?: string | undefined;
}

export interface ColumnPosition {
  /** From 0. */
  index: number;
  /** As the file's header has it. */
  header: string;
}

/** Names the column of a fault by the file's header, as far as that is known. */
export function withColumn({ column, ...fault }: Fault, headers: readonly string[]): Problem {
  return column === undefined
    ? fault
    : { ...fault, column: { index: column, header: headers[column] ?? "" } };
}

/** All problems of a file: the first thousand as they are, the rest counted. */
export class Problems {
  private readonly recorded: Problem[] = [];
  private counted = 0;

  add(problem: Problem): void {
    this.counted += 1;
    if (this.recorded.length < limits.shownProblems)
      this.recorded.push({ ...problem, got: detach(problem.got) });
  }

  /** Counts problems that were not even fetched. */
  addUnseen(count: number): void {
    this.counted += count;
  }

  get total(): number {
    return this.counted;
  }

  /** One line for each recorded one, by line of the file; then how many more there are. */
  lines(): string[] {
    const sorted = this.recorded.toSorted((a, b) => a.line - b.line);
    const more = this.counted - sorted.length;
    return [...sorted.map(formatProblem), ...(more > 0 ? [`… and ${more} more.`] : [])];
  }
}

/** The start of a text, without the whole line, which a slice of it would retain in memory. */
function detach(text: string | undefined): string | undefined {
  return text && Buffer.from(text.slice(0, shownLength * 3)).toString();
}

/** `line 7, column C (Deadline): expected a day …, got "31/02/2025": there is no such day.` */
export function formatProblem({ line, column, expected, got, hint }: Problem): string {
  const header = column?.header ? ` (${shorten(column.header, 40)})` : "";
  const position = column ? `, column ${columnLetters(column.index)}${header}` : "";
  const came = got === undefined ? "" : `, got ${got === "" ? "nothing" : quote(got)}`;
  return `line ${line}${position}: expected ${expected}${came}${hint ? ` – ${hint}` : ""}.`;
}

/** The letters of a column as spreadsheets show them: A, Z, AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

const shownLength = 60;

/** A text in quotes, shortened, and such that it cannot move the cursor, colour the terminal or turn its direction. */
export function quote(text: string): string {
  return `"${shorten(text, shownLength)}"`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function shorten(text: string, length: number): string {
  const characters = [...text.slice(0, length * 2)];
  const shown = characters.length > length ? `${characters.slice(0, length).join("")}…` : text;
  return shown.toWellFormed().replace(unprintable, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
