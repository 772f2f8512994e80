import { badInput } from "../../../shared/base/errors/graph-error";
import { quote } from "../../../shared/base/errors/quote";
import type { TableAnswer } from "../../tables/table";
import type { FormatOptions } from "../writing/table-format";
import { notesSheet, notesSheetName } from "./notes-sheet";
import { sheetNames } from "./sheet-names";
import { type SheetLimits, sheetParts } from "./sheet-parts";
import { stylesXml } from "./styles";
import {
  contentTypes,
  coreProperties,
  packageRelations,
  type Sheet,
  workbookRelations,
  workbookXml,
} from "./workbook-xml";
import { type ZipFile, zipStream } from "./zip-stream";

const mostColumns = 16_384;

/**
 * An answer as a workbook: a sheet for each table, further ones where it has more rows than a sheet holds, and last the
 * notes. Written in one go with nothing held: what is known only at the end, the sheets' names and the notes, stands at
 * the archive's end, where readers look first.
 */
export async function* writeXlsx(
  answer: TableAnswer,
  options: FormatOptions,
  signal: AbortSignal,
  limits?: SheetLimits,
): AsyncGenerator<Uint8Array> {
  const wide = answer.tables.find(({ columns }) => columns.length > mostColumns);
  if (wide) {
    throw badInput(
      `Expected at most ${mostColumns} columns for a sheet; ${quote(wide.name)} has ${wide.columns.length}. Take csv, ndjson or parquet.`,
      ["format"],
    );
  }
  yield* zipStream(files(answer, options, signal, limits));
}

async function* files(
  answer: TableAnswer,
  { language, locale, title }: FormatOptions,
  signal: AbortSignal,
  limits: SheetLimits | undefined,
): AsyncGenerator<ZipFile> {
  yield file("_rels/.rels", packageRelations);
  yield file("docProps/core.xml", coreProperties(title, answer.notes().askedAt));
  yield file("xl/styles.xml", stylesXml(locale));
  const nameOf = sheetNames();
  const sheets: Sheet[] = [];
  const written = new Map<string, number>();
  let cut = 0;
  for (const table of answer.tables) {
    const parts = sheetParts(table, sheets.length === 0, signal, () => cut++, limits);
    for await (const { number, pieces, rows } of parts) {
      written.set(table.name, number);
      const sheet: Sheet = { name: nameOf(table.name), size: { columns: table.columns.length, rows: 1 } };
      sheets.push(sheet);
      yield { path: `xl/worksheets/sheet${sheets.length}.xml`, pieces };
      sheet.size = { columns: table.columns.length, rows: rows() };
    }
  }
  sheets.push({ name: nameOf(notesSheetName[language]) });
  const notes = notesSheet(answer.notes(), { title, cut, sheets: written }, language);
  yield file(`xl/worksheets/sheet${sheets.length}.xml`, notes);
  yield file("xl/workbook.xml", workbookXml(sheets));
  yield file("xl/_rels/workbook.xml.rels", workbookRelations(sheets.length));
  yield file("[Content_Types].xml", contentTypes(sheets.length));
}

function file(path: string, text: string): ZipFile {
  return { path, pieces: [Buffer.from(text)] };
}
