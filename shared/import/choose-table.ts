import type { ImportDefinition } from "./definition/import-definition";
import type { FileTable, OpenFile } from "./files/open-file";
import { type FoundHeader, findHeader } from "./header/find-header";
import { chooseImport, type MatchedHeader, matchHeader, mojibakeProblem } from "./header/match-header";
import type { Notes } from "./report/notes";
import { type Problem, withColumn } from "./report/problems";

/** The table of a file that is taken in, and the import that it is for. */
export interface ChosenTable {
  definition: ImportDefinition;
  header: MatchedHeader;
  table: FileTable;
  /** Line of the header; the rows come after it. */
  line: number;
}

/** Rows among which the header is looked for. */
const headRows = 40;

/**
 * Finds the header of a file, and what it is for. Of a workbook's sheets it is the named one, or the one whose header names
 * most columns; the others are told. Gives the problems instead where there is none.
 */
export async function chooseTable(
  file: OpenFile,
  imports: readonly ImportDefinition[],
  sheet: string | undefined,
  notes: Notes,
): Promise<ChosenTable | Problem[]> {
  const tables = sheet === undefined ? file.tables : file.tables.filter((one) => one.sheet === sheet.trim());
  if (tables.length === 0) return [noSheet(file, sheet)];
  const found: { table: FileTable; header: FoundHeader }[] = [];
  for (const table of tables) {
    const head = await table.rows.head(headRows);
    const wrong = head.map(mojibakeProblem).find((problem) => problem !== undefined);
    if (wrong) return [wrong];
    const header = findHeader(imports, head.slice(0, headRows));
    if (header) found.push({ table, header });
  }
  const faults = file.takeFaults();
  const best = found.toSorted((a, b) => b.header.matched - a.header.matched)[0];
  if (!best || faults.some(({ line }) => line <= best.header.row.line)) {
    const cells = best?.header.row.cells ?? [];
    if (faults.length > 0) return faults.map((fault) => withColumn(fault, cells));
    return [{ line: 1, expected: "a header, got an empty file" }];
  }
  const { table, header } = best;
  for (const note of header.notes) notes.add(note);
  for (const other of found) {
    if (other === best) continue;
    notes.add({
      line: other.header.row.line,
      got: other.table.sheet ?? "",
      because: "another sheet was taken; --sheet chooses",
    });
  }
  return matchTable(imports, table, header, notes, faults);
}

function matchTable(
  imports: readonly ImportDefinition[],
  table: FileTable,
  { row }: FoundHeader,
  notes: Notes,
  faults: Parameters<typeof withColumn>[0][],
): ChosenTable | Problem[] {
  const definition = chooseImport(imports, row);
  if (!("columns" in definition)) return [definition];
  const header = matchHeader(definition, row);
  if (Array.isArray(header)) return header;
  if (faults.length > 0) return faults.map((fault) => withColumn(fault, header.headers));
  for (const column of header.numbered) {
    notes.add({ line: row.line, column, got: column.header, because: "it numbers the rows" });
  }
  return { definition, header, table, line: row.line };
}

function noSheet({ tables }: OpenFile, sheet: string | undefined): Problem {
  const names = tables.flatMap(({ sheet: name }) => name ?? []);
  const expected =
    names.length > 0 ? `the name of a sheet, one of ${names.join(", ")}` : "a sheet that is not hidden";
  return { line: 1, expected, got: sheet };
}
