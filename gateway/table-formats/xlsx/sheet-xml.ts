import type { Column, Row } from "../../tables/table";
import { type CellWriter, cellWriter } from "./sheet-cells";
import { style } from "./styles";
import { textElement } from "./xml-text";

/** What a sheet of a table begins and ends with, and its rows between. */
export interface SheetXml {
  /** Up to and with the header; how wide columns are is seen from some rows. */
  begin(sample: readonly Row[]): string;
  rows(rows: readonly Row[], firstNumber: number): string;
  end(lastNumber: number): string;
}

const namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A table as `xl/worksheets/sheetN.xml`: its header in bold, frozen, with filters. `onCut` as in `cellWriter`. */
export function sheetXml(columns: readonly Column[], isFirst: boolean, onCut: () => void): SheetXml {
  const letters = columns.map((_, at) => columnLetters(at));
  const writers: CellWriter[] = columns.map((column) => cellWriter(column, onCut));
  const last = letters.at(-1) ?? "A";
  return {
    begin: (sample) => {
      const cols = columns.map((column, at) => colElement(at, widthOf(column, sample, at)));
      const header = columns.map(
        ({ name }, at) =>
          `<c r="${letters[at]}1" s="${style.header}" t="inlineStr"><is>${textElement(name)}</is></c>`,
      );
      return [
        `${xmlDeclaration}<worksheet xmlns="${namespace}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">`,
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
        '<sheetFormatPr defaultRowHeight="15"/>',
        cols.length > 0 ? `<cols>${cols.join("")}</cols>` : "",
        `<sheetData><row r="1">${header.join("")}</row>`,
      ].join("");
    },
    rows: (rows, firstNumber) => {
      let xml = "";
      let number = firstNumber;
      for (const row of rows) {
        xml += `<row r="${number}">`;
        let at = 0;
        for (const write of writers) {
          const cell = row[at] ?? null;
          if (cell !== null) xml += `<c r="${letters[at]}${number}"${write(cell)}`;
          at++;
        }
        xml += "</row>";
        number++;
      }
      return xml;
    },
    end: (lastNumber) => {
      const range = `A1:${last}${lastNumber}`;
      // Codes are texts on purpose: no green corner beside each of them.
      const ignored = `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors>`;
      return `</sheetData>${columns.length > 0 ? `<autoFilter ref="${range}"/>${ignored}` : ""}</worksheet>`;
    },
  };
}

/** Letters of a column by its number from 0: A, Z, AA, XFD. */
export function columnLetters(at: number): string {
  const before = Math.floor(at / 26) - 1;
  return (before < 0 ? "" : columnLetters(before)) + String.fromCharCode(65 + (at % 26));
}

function colElement(at: number, width: number): string {
  return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
}

const narrowest = 8;
const widest = 60;

/** In characters: as the longest of the header's words and the sample's cells, with room for the filter's button. */
function widthOf({ name, type }: Column, sample: readonly Row[], at: number): number {
  const header = Math.max(...name.split(/\s+/).map(({ length }) => length), Math.min(name.length, 24)) + 3;
  const longest = sample.reduce((most, row) => Math.max(most, lengthOf(row[at])), 0);
  const cells = type.kind === "instant" ? 19 : type.kind === "date" ? 10 : longest;
  return Math.min(widest, Math.max(narrowest, header, cells + 2));
}

function lengthOf(cell: unknown): number {
  if (cell === null || cell === undefined) return 0;
  const length = String(cell).length;
  // With the separators of thousands.
  return typeof cell === "number" ? Math.ceil((length * 4) / 3) : length;
}
