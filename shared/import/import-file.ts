import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { today } from "../base/clock/calendar-day";
import type { Clock } from "../base/clock/clock";
import type { Viewer } from "../http/identity/viewer";
import { type ChosenTable, chooseTable } from "./choose-table";
import type { ImportCounts, ImportDefinition } from "./definition/import-definition";
import type { FileSource } from "./files/file-source";
import { type OpenFile, openFile } from "./files/open-file";
import { ImportKind } from "./import-kind";
import { type ImportTransaction, inImportTransaction } from "./import-transaction";
import { requireAnyImporter, requireImporter } from "./owner-check";
import { Notes } from "./report/notes";
import { Problems, withColumn } from "./report/problems";
import { limits } from "./row/limits";
import { RowReader } from "./row-reader";
import { StagingWriter } from "./staging-table";
import { type ImportStep, type RecordImport, type RowsToTake, type TakenRows, takeRows } from "./take-rows";

export interface ImportOptions {
  /** What the file may be for; its header decides when they are several. */
  imports: readonly ImportDefinition[];
  source: FileSource;
  dataSource: DataSource;
  /** Who imports, by their token. */
  viewer: Viewer;
  clock: Clock;
  /** Does everything, and takes it back. */
  dryRun: boolean;
  /** Whether a cell is taken for what a hint says it may be. */
  acceptHints: boolean;
  /** The sheet of a workbook; the one whose header fits best where none is named. */
  sheet?: string | undefined;
  /** Records in the audit who imported what, in the transaction of the import; the last thing that this does. */
  record: RecordImport;
  /** Told when a part of the work begins. */
  step(step: ImportStep): void;
  /** Told after every piece of the file. */
  progress(): void;
}

/** The outcome of a file: refused with all its problems, or applied. */
export type ImportOutcome =
  | { problems: Problems; notes: Notes; definition?: ImportDefinition }
  | { definition: ImportDefinition; rows: number; counts: ImportCounts; notes: Notes; run: string };

/**
 * Takes in a file in one transaction: all of its rows, or nothing. The transaction begins before the first row
 * and ends after the last change, so that a process killed in between leaves nothing behind.
 */
export async function importFile(options: ImportOptions): Promise<ImportOutcome> {
  const problems = new Problems();
  const notes = new Notes();
  requireAnyImporter(options.viewer, options.imports);
  options.step("reading");
  const file = await openFile(options.source);
  if ("expected" in file) {
    problems.add(withColumn(file, []));
    return { problems, notes };
  }
  try {
    const chosen = await chooseTable(file, options.imports, options.sheet, notes);
    if (!Array.isArray(chosen)) {
      requireImporter(options.viewer, chosen.definition);
      return await inTransaction({ ...options, ...chosen, file, problems, notes });
    }
    for (const problem of chosen) problems.add(problem);
    return { problems, notes };
  } finally {
    await file.close();
  }
}

async function inTransaction(
  running: Pick<RunningImport, "dataSource" | "dryRun" | "step"> & Omit<RunningImport, "client">,
): Promise<ImportOutcome> {
  const { dataSource, dryRun, step, problems, notes, definition } = running;
  // This transaction works as long as its file is.
  const outcome = await inImportTransaction<ImportOutcome>(dataSource, 0, async (transaction) => {
    const taken = await takeFile(transaction, running);
    const result = taken ? { ...taken, definition, notes } : { problems, notes, definition };
    return { commits: taken !== undefined && !dryRun, result };
  });
  step("finished");
  return outcome;
}

interface RunningImport extends ImportOptions, ChosenTable {
  file: OpenFile;
  problems: Problems;
  notes: Notes;
  client: PoolClient;
}

async function takeFile(
  transaction: ImportTransaction,
  running: Omit<RunningImport, "client">,
): Promise<TakenRows | undefined> {
  const { definition, header, problems, notes, clock, source } = running;
  const reader = new RowReader({
    ...{ definition, header, problems, notes, acceptHints: running.acceptHints },
    ...{ isFrom1904: running.file.isFrom1904, isWorkbook: running.file.isWorkbook },
    context: { today: today(clock), now: clock.now() },
  });
  const rows: RowsToTake = {
    ...{ kind: ImportKind.FILE, name: source.name, isUndoable: true },
    size: () => ({ bytes: source.bytes, sha256: source.sha256() }),
    stage: (client) => stageRows({ ...running, client }, reader),
    given: new Set(header.columns.map(({ key }) => key)),
    hasDecimalComma: () => reader.hasDecimalComma,
    positionOf: (key) => reader.positionOf(key),
  };
  return takeRows(transaction, { ...running, rows });
}

/** Stages every good row of the file; gives their number. */
async function stageRows(running: RunningImport, reader: RowReader): Promise<number> {
  const { definition, file, table, line, problems, client } = running;
  const maxRows = definition.maxRows ?? limits.rows;
  const writer = new StagingWriter(client, definition);
  let rows = 0;
  try {
    for await (const batch of table.rows.after(line)) {
      for (const fault of file.takeFaults()) reader.addFault(fault);
      for (const record of batch) {
        const values = reader.read(record);
        if (!values) continue;
        rows += 1;
        if (rows > maxRows) {
          problems.add({ line: record.line, expected: `at most ${maxRows} rows`, hint: "divide the file" });
          break;
        }
        await writer.add(record.line, values);
      }
      running.progress();
      if (rows > maxRows) break;
    }
    for (const fault of file.takeFaults()) reader.addFault(fault);
    reader.finish();
    await writer.end();
    return rows;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
