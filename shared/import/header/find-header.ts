import { foldText } from "../../base/text/fold-text";
import type { ImportDefinition } from "../definition/import-definition";
import type { Note } from "../report/notes";
import { cleanCell } from "../row/clean-cell";
import type { FileRow } from "../row/file-row";
import { keysByHeader } from "./match-header";

/** Where a table's header stands. */
export interface FoundHeader {
  /** Its cells; of a header of several rows the lowest that is known. Its line is the last of them. */
  row: FileRow;
  /** How many columns of the import that has most of them it names. */
  matched: number;
  /** What stands above it, or is a part of it. */
  notes: Note[];
}

/** Most rows of a header. */
const mostRows = 3;

/**
 * Finds the header among the first rows of a table: the row, or the up to three rows one below the other, that name most
 * columns of an import. A title is above it, and merged cells make it several rows. When none names any, it is the first row.
 */
export function findHeader(
  imports: readonly ImportDefinition[],
  head: readonly FileRow[],
): FoundHeader | undefined {
  const rows = head.map((row) => ({ ...row, cells: row.cells.map(cleanCell) }));
  const known = imports.map(({ columns }) => keysByHeader(columns));
  const matchesOf = (cells: readonly string[]) =>
    Math.max(...known.map((keys) => new Set(keysOf(keys, cells)).size));
  let best = { first: 0, depth: 1, matched: 0 };
  for (const [first, row] of rows.entries()) {
    for (let depth = 1; depth <= mostRows && first + depth <= rows.length; depth++) {
      const matched = matchesOf(depth === 1 ? row.cells : combine(known, rows.slice(first, first + depth)));
      const isBetter = matched === best.matched ? depth < best.depth : matched > best.matched;
      if (isBetter) best = { first, depth, matched };
    }
  }
  const found = rows.slice(best.first, best.first + best.depth);
  const last = found.at(-1);
  if (!last) return undefined;
  const cells = best.depth === 1 ? last.cells : combine(known, found);
  return {
    row: { ...last, cells, faults: found.flatMap(({ faults }) => faults) },
    matched: best.matched,
    notes: [
      ...rows
        .slice(0, best.first)
        .filter(isFilled)
        .map((row) => noteOf(row, "it stands above the header")),
      ...found.slice(0, -1).map((row) => noteOf(row, "the header has several rows")),
    ],
  };
}

function keysOf(keys: ReadonlyMap<string, string>, cells: readonly string[]): string[] {
  return cells.flatMap((cell) => keys.get(foldText(cell)) ?? []);
}

/** Of each column the lowest cell that names one, else the lowest that holds anything. */
function combine(known: readonly ReadonlyMap<string, string>[], rows: readonly FileRow[]): string[] {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, at) => {
    const cells = rows.map((row) => row.cells[at] ?? "").filter((cell) => cell !== "");
    const named = cells.findLast((cell) => known.some((keys) => keys.has(foldText(cell))));
    return named ?? cells.at(-1) ?? "";
  });
}

function isFilled({ cells }: FileRow): boolean {
  return cells.some((cell) => cell !== "");
}

function noteOf({ line, cells }: FileRow, because: string): Note {
  return { line, got: cells.filter((cell) => cell !== "").join(", "), because };
}
