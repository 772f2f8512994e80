import type { PoolClient } from "pg";
import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { today } from "../base/clock/calendar-day";
import type { Clock } from "../base/clock/clock";
import { Database } from "../database/database";
import { setTransactionDay } from "../database/transaction-day";
import type { Viewer } from "../http/identity/viewer";
import { checkStaged } from "./check-staged";
import { type ChosenTable, chooseTable } from "./choose-table";
import type { ImportCounts, ImportDefinition, StagedRows } from "./definition/import-definition";
import type { FileSource } from "./files/file-source";
import { type OpenFile, openFile } from "./files/open-file";
import { type CellHint, resolveNames } from "./keys/known-names";
import { ownerChecks, requireAnyImporter, requireImporter } from "./owner-check";
import { Notes } from "./report/notes";
import { Problems, withColumn } from "./report/problems";
import { limits } from "./row/limits";
import { RowReader } from "./row-reader";
import { createStagingTable, StagingWriter, stagingTable } from "./staging-table";
import { forgetOldChanges, keepBefore, keepChanges, mostUndoable } from "./undo-images";

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

/** `details`: the file's name and hash, and how many rows were inserted, changed and unchanged. */
export type RecordImport = (
  database: Database,
  imported: { name: string; viewer: Viewer; details: object },
) => Promise<unknown>;

export type ImportStep =
  | "reading"
  | "waiting for another import"
  | "checking"
  | "writing"
  | `writing: ${string}`
  | "finished";

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

async function inTransaction(running: Omit<RunningImport, "client" | "database">): Promise<ImportOutcome> {
  const { dataSource, dryRun, step } = running;
  const runner = dataSource.createQueryRunner();
  try {
    const client: PoolClient = await runner.connect();
    await runner.startTransaction("READ COMMITTED");
    const database = new Database(runner.manager);
    const outcome = await importRows({ ...running, client, database });
    const commits = "counts" in outcome && !dryRun;
    await (commits ? runner.commitTransaction() : runner.rollbackTransaction());
    step("finished");
    return outcome;
  } catch (error) {
    // A connection that is gone cannot roll back, and need not: PostgreSQL has done so.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** From here on tables are joined as a whole; below it, keys are looked up one by one in tables of any size. */
const manyRows = 10_000;

interface RunningImport extends ImportOptions, ChosenTable {
  file: OpenFile;
  problems: Problems;
  notes: Notes;
  client: PoolClient;
  database: Database;
}

async function importRows(running: RunningImport): Promise<ImportOutcome> {
  const { definition, header, problems, notes, database, viewer, clock, step } = running;
  const actor = viewer.subject ?? "";
  const startedAt = clock.now();
  // The limits are for requests. This transaction works as long as its file is.
  await database.rows(sql`
    SELECT set_config(name, '0', true)
    FROM unnest(ARRAY['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) AS name`);
  await createStagingTable(database, definition);
  const reader = new RowReader({
    ...{ definition, header, problems, notes, acceptHints: running.acceptHints },
    ...{ isFrom1904: running.file.isFrom1904, isWorkbook: running.file.isWorkbook },
    context: { today: today(clock), now: startedAt },
  });
  const rows = await stageRows(running, reader);
  if (problems.isEmpty) await lockImport(running);

  step("checking");
  await database.rows(sql`ANALYZE ${stagingTable}`);
  // A table that was empty when PostgreSQL last counted it is taken to be empty still, and a nested loop over it
  // then goes through every row for every row: 116 s instead of 4 s for 100,000 rows, as was seen.
  if (rows > manyRows) await database.rows(sql`SET LOCAL enable_nestloop = off`);
  const given = new Set(header.columns.map(({ key }) => key));
  const part = (name: string) => step(`writing: ${name}`);
  const { hasDecimalComma } = reader;
  const staged: StagedRows = { database, table: stagingTable, given, actor, clock, part, hasDecimalComma };
  const positionOf = (key: string) => reader.positionOf(key);
  const hints = await settleRows(running, staged, reader);
  await checkStaged(withOwner(definition, viewer), staged, problems, positionOf, hints);
  if (!problems.isEmpty) return { problems, notes, definition };

  step("writing");
  await setTransactionDay(database, today(clock));
  const undo = rows <= mostUndoable ? (definition.undo ?? []) : [];
  await keepBefore(database, undo, stagingTable);
  const counts = await definition.apply(staged);
  const sum = counts.inserted + counts.changed + counts.unchanged;
  if (sum !== rows) {
    throw new Error(`Import ${definition.name}: expected counts for ${rows} staged rows, got ${sum}.`);
  }
  const run = await recordRun(running, counts, startedAt, undo.length > 0);
  await keepChanges(database, run, undo, stagingTable);
  await forgetOldChanges(database, clock.now());
  await auditImport(running, counts);
  return { definition, rows, counts, notes, run };
}

function withOwner(definition: ImportDefinition, viewer: Viewer): ImportDefinition {
  return { ...definition, checks: [...ownerChecks(definition, viewer), ...(definition.checks ?? [])] };
}

/** Puts keys in the place of names, and what only the database knows in the place of what was read. */
async function settleRows(
  running: RunningImport,
  staged: StagedRows,
  reader: RowReader,
): Promise<CellHint[]> {
  const { definition, acceptHints, notes } = running;
  const hints: CellHint[] = [];
  const settled = [];
  for (const known of definition.names ?? []) {
    const resolved = await resolveNames(staged, known, acceptHints);
    settled.push(...resolved.settled);
    hints.push(...resolved.hints);
  }
  settled.push(...((await definition.settle?.(staged)) ?? []));
  for (const { column, ...cell } of settled) notes.add({ ...cell, column: reader.positionOf(column) });
  return hints;
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

/**
 * Two imports of one kind would each take the other's rows for missing. The second waits here, with its rows
 * staged, and sees what the first has done: each statement of READ COMMITTED looks anew. The lock is gone with
 * the transaction, also after kill -9.
 */
async function lockImport({ definition, database, step }: RunningImport): Promise<void> {
  const key = sql`hashtext('import'), hashtext(${definition.name})`;
  const { locked } = await database.row<{ locked: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(${key}) AS locked`,
  );
  if (locked) return;
  step("waiting for another import");
  await database.rows(sql`SELECT pg_advisory_xact_lock(${key})`);
}

/** Gives the number of the run. */
async function recordRun(
  running: RunningImport,
  counts: ImportCounts,
  startedAt: Date,
  isUndoable: boolean,
): Promise<string> {
  const { database, definition, source, viewer, clock } = running;
  const actor = viewer.subject ?? "";
  const { id } = await database.row<{ id: string }>(sql`
    INSERT INTO import_run
      (name, file, sha256, bytes, actor, organization, started_at, finished_at, inserted, changed, unchanged, undoable)
    VALUES (${definition.name}, ${source.name}, ${source.sha256()}, ${source.bytes}, ${actor}, ${viewer.organization}, ${startedAt},
      ${clock.now()}, ${counts.inserted}, ${counts.changed}, ${counts.unchanged}, ${isUndoable})
    RETURNING id`);
  return id;
}

/** Last of all, for until this has committed nobody else can add to the audit. */
async function auditImport(
  { database, definition: { name }, source, viewer, record }: RunningImport,
  counts: ImportCounts,
): Promise<void> {
  const details = { file: source.name, sha256: source.sha256(), ...counts };
  await record(database, { name, viewer, details });
}
