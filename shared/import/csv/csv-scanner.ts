import type { Fault, FileRow } from "../row/file-row";

interface OpenCell {
  record: FileRow;
  text: string;
  /** Where its quote opened. */
  line: number;
  /** Characters of the row so far. Counted along: adding up a million cells for each line would never end. */
  length: number;
}

/**
 * Makes rows of lines, by RFC 4180. csv-parse, which reads the seeds, does not serve here: for a quote that is
 * never closed it names the last line instead of the one where it opened, it counts the line breaks within
 * quotes twice when they are CR LF, and after a stray quote it takes good rows for the inside of a cell. This
 * one goes on at the next separator. A test compares both on what both can read.
 */
export class CsvScanner {
  private open: OpenCell | undefined;

  constructor(private readonly delimiter: string) {}

  /** Where a quote stands open, if one does, and how many characters the row has so far. */
  get openQuote(): { line: number; column: number; length: number } | undefined {
    if (!this.open) return undefined;
    const { record, line, length } = this.open;
    return { line, column: record.cells.length, length };
  }

  /** Takes a line without its LF. Gives the row that ends with it, if one does. */
  add(text: string, line: number): FileRow | undefined {
    if (this.open || text.includes('"')) return this.scan(text, line);
    const bare = text.endsWith("\r") ? text.slice(0, -1) : text;
    const cells = bare.split(this.delimiter);
    const faults: Fault[] = [];
    if (bare.includes("\r")) {
      for (const [column, cell] of cells.entries()) {
        if (cell.includes("\r")) faults.push(strayReturn(line, column, cell));
      }
    }
    return { line, cells: cells.map(withoutBlanks), faults };
  }

  private scan(text: string, line: number): FileRow | undefined {
    const record = this.open?.record ?? { line, cells: [], faults: [] };
    let quoted = this.open && { text: this.open.text, line: this.open.line };
    const length = (this.open?.length ?? 0) + text.length + 1;
    this.open = undefined;
    for (let at = 0; ; ) {
      if (!quoted) {
        const start = skipBlanks(text, at);
        if (text[start] === '"') {
          quoted = { text: "", line };
          at = start + 1;
        } else {
          at = this.addPlain(record, text, at, line);
          if (at > text.length) return record;
          continue;
        }
      }
      const close = text.indexOf('"', at);
      if (close < 0) {
        this.open = { record, text: `${quoted.text}${text.slice(at)}\n`, line: quoted.line, length };
        return undefined;
      }
      quoted.text += text.slice(at, close);
      at = close + 1;
      if (text[at] === '"') {
        quoted.text += '"';
        at += 1;
        continue;
      }
      at = this.addQuoted(record, quoted.text, text, at, line);
      quoted = undefined;
      if (at > text.length) return record;
    }
  }

  /** Adds the cell that begins at a position; returns where the next begins, beyond the line's end if none does. */
  private addPlain(record: FileRow, text: string, at: number, line: number): number {
    const end = this.endOfCell(text, at);
    const cell = sliceOf(text, at, end);
    const column = record.cells.push(withoutBlanks(cell)) - 1;
    if (cell.includes("\r")) record.faults.push(strayReturn(line, column, cell));
    if (cell.includes('"')) {
      const expected = "quotes around the whole cell, and doubled within it";
      record.faults.push({ line, column, expected, got: cell });
    }
    return end + 1;
  }

  private addQuoted(record: FileRow, cell: string, text: string, at: number, line: number): number {
    const end = this.endOfCell(text, at);
    const rest = sliceOf(text, at, end);
    const column = record.cells.push(cell) - 1;
    if (withoutBlanks(rest) !== "") {
      const expected = `${this.delimiter} or the line's end after a closing quote`;
      record.faults.push({ line, column, expected, got: rest, hint: "double a quote within a cell" });
    }
    return end + 1;
  }

  private endOfCell(text: string, from: number): number {
    const end = text.indexOf(this.delimiter, from);
    return end < 0 ? text.length : end;
  }
}

const delimiters = [",", ";", "\t", "|"];

/**
 * The separator of a file: what a first line `sep=;` says, or what stands most often, and equally often in most lines, in the
 * first of them, outside quotes. Not by the first line alone, which may be a title, nor by commas of a text.
 */
export function sniffDelimiter(head: string): string {
  const told = delimiterLine(head.split("\n", 1)[0] ?? "");
  if (told) return told;
  const lines = head.replace(/"(?:[^"]|"")*("|$)/g, "").split("\n", mostSniffed);
  const scores = delimiters.map((delimiter) => [delimiter, scoreOf(delimiter, lines)] as const);
  return scores.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** Lines that the separator is found by. */
const mostSniffed = 40;

/** The largest number of separators in lines that have the same number of them. */
function scoreOf(delimiter: string, lines: readonly string[]): number {
  const linesWith = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    linesWith.set(count, (linesWith.get(count) ?? 0) + 1);
  }
  return Math.max(0, ...[...linesWith].map(([count, number]) => count * number));
}

/** The separator that a line `sep=;` names, as spreadsheets read and write it before the header. */
export function delimiterLine(line: string): string | undefined {
  return /^"?sep=(.)"?\r?$/i.exec(line)?.[1];
}

/** A part of a line; the CR of the line's end does not belong to it. */
function sliceOf(text: string, from: number, to: number): string {
  return text.slice(from, to === text.length && to > from && text[to - 1] === "\r" ? to - 1 : to);
}

function strayReturn(line: number, column: number, got: string): Fault {
  return { line, column, expected: "a cell without a carriage return, or quotes around it", got };
}

const isBlank = (code: number) => code === 32 || code === 160;

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function withoutBlanks(cell: string): string {
  const start = skipBlanks(cell, 0);
  let end = cell.length;
  while (end > start && isBlank(cell.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === cell.length ? cell : cell.slice(start, end);
}
