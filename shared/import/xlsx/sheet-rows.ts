import type { CellType, FileRow } from "../row/file-row";
import { limits } from "../row/limits";
import type { NumberFormat } from "./number-formats";
import { type CellSurroundings, type RawCell, readSheetCell } from "./sheet-cell";
import { readXml } from "./xml-events";

export interface SheetSurroundings extends CellSurroundings {
  /** By the number of a style. */
  formats: readonly NumberFormat[];
}

/** The rows of a sheet in batches, without those that hold nothing. Cells beyond the most columns do not count. */
export async function* readSheetRows(
  xml: AsyncIterable<Buffer>,
  surroundings: SheetSurroundings,
): AsyncGenerator<FileRow[], void, undefined> {
  let rows: FileRow[] = [];
  let row: SheetRow = { line: 0, cells: [], types: [] };
  const cell: RawCell = { type: undefined, value: undefined, hasFormula: false, format: undefined };
  let column = -1;
  let isValue = false;
  let isPhonetic = false;
  const events = readXml(xml, {
    open: (name, attributes) => {
      if (name === "c") {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        cell.type = attributes.t;
        cell.value = undefined;
        cell.hasFormula = false;
        cell.format = surroundings.formats[Number(attributes.s ?? 0)];
      } else if (name === "v" || (name === "t" && !isPhonetic)) {
        isValue = true;
        cell.value ??= "";
      } else if (name === "f") cell.hasFormula = true;
      else if (name === "rPh") isPhonetic = true;
      else if (name === "row") {
        row = {
          line: attributes.r === undefined ? row.line + 1 : Number(attributes.r),
          cells: [],
          types: [],
        };
        column = -1;
      }
    },
    text: (text) => {
      // What is longer is refused for its length, and need not be held.
      if (isValue && (cell.value?.length ?? 0) <= limits.cell) cell.value = (cell.value ?? "") + text;
    },
    close: (name) => {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "c") addCell(row, column, cell, surroundings);
      else if (name === "row" && row.cells.length > 0) rows.push({ ...row, faults: [] });
      return name === "sheetData";
    },
  });
  for await (const _ of events) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

interface SheetRow {
  line: number;
  cells: string[];
  types: (CellType | undefined)[];
}

/** Adds a cell that holds something; what is before it and empty becomes so. */
function addCell(
  { cells, types }: SheetRow,
  column: number,
  raw: RawCell,
  surroundings: CellSurroundings,
): void {
  if (raw.value === undefined && !raw.hasFormula) return;
  const [text, type] = readSheetCell(raw, surroundings);
  if ((text === "" && type !== "uncalculated") || column > limits.columns) return;
  while (cells.length < column) {
    cells.push("");
    types.push(undefined);
  }
  cells[column] = text;
  types[column] = type;
}

/** The column of a reference, from 0: C7 is in 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
