import type { Row, Table } from "../../tables/table";
import { rowSlices } from "../writing/row-slices";
import { sheetXml } from "./sheet-xml";

/** Most rows of a sheet, its header included. */
export const mostRows = 1_048_576;

/** Most bytes of a sheet's XML: a ZIP archive of the old kind, which all spreadsheets read, holds less than 4 GiB. */
const mostBytes = 3_900_000_000;

/** The rows of a table that go onto one sheet. */
export interface SheetPart {
  /** 1 for the first. */
  number: number;
  pieces: AsyncIterable<Uint8Array>;
  /** Rows on it with its header; known when its pieces have been read. */
  rows(): number;
}

/** What a sheet holds; told by tests, which do not write a million rows. */
export interface SheetLimits {
  rows: number;
  bytes: number;
}

/**
 * A table as sheets: one, or where it has more rows than a sheet holds, several, each with the header. The pieces of a
 * part must be read to their end before the next part is asked for.
 */
export async function* sheetParts(
  { columns, pages }: Table,
  isFirst: boolean,
  signal: AbortSignal,
  onCut: () => void,
  limits: SheetLimits = { rows: mostRows, bytes: mostBytes },
): AsyncGenerator<SheetPart> {
  const slices = rowSlices(pages, signal);
  let rest: readonly Row[] = [];
  let isAtEnd = false;
  let lastRow = 1;
  const next = async (): Promise<readonly Row[]> => {
    while (rest.length === 0 && !isAtEnd) {
      const { value, done } = await slices.next();
      if (done) isAtEnd = true;
      else rest = value;
    }
    return rest;
  };
  async function* pieces(number: number): AsyncGenerator<Uint8Array> {
    const sheet = sheetXml(columns, isFirst && number === 1, onCut);
    const begin = Buffer.from(sheet.begin(await next()));
    let bytes = begin.length;
    lastRow = 1;
    yield begin;
    while (lastRow < limits.rows && bytes < limits.bytes && (await next()).length > 0) {
      const rows = rest.slice(0, limits.rows - lastRow);
      rest = rest.slice(rows.length);
      const piece = Buffer.from(sheet.rows(rows, lastRow + 1));
      lastRow += rows.length;
      bytes += piece.length;
      yield piece;
    }
    yield Buffer.from(sheet.end(lastRow));
  }
  try {
    let number = 1;
    do {
      yield { number, pieces: pieces(number), rows: () => lastRow };
      number++;
    } while ((await next()).length > 0);
  } finally {
    await slices.return();
  }
}
