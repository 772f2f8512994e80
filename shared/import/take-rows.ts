import type { PoolClient } from "pg";
import sql from "sql-template-tag";
import { today } from "../base/clock/calendar-day";
import type { Clock } from "../base/clock/clock";
import type { Database } from "../database/database";
import { setTransactionDay } from "../database/transaction-day";
import type { Viewer } from "../http/identity/viewer";
import { checkStaged } from "./check-staged";
import type { ImportCounts, ImportDefinition, StagedRows } from "./definition/import-definition";
import { ImportKind } from "./import-kind";
import type { ImportTransaction } from "./import-transaction";
import { type CellHint, resolveNames } from "./keys/known-names";
import { ownerChecks } from "./owner-check";
import type { Notes } from "./report/notes";
import type { ColumnPosition } from "./report/positions";
import type { Problems } from "./report/problems";
import { createStagingTable, stagingTable } from "./staging-table";
import { forgetOldChanges, keepBefore, keepChanges, mostUndoable } from "./undo-images";

/** `details`: the name and hash of what was taken in, and how many rows were inserted, changed and unchanged. */
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

/** Where rows come from, and how they get into the staging table. */
export interface RowsToTake {
  kind: ImportKind;
  /** What they came as, for the history: a file's name, or the source of a sync. */
  name: string;
  /** Bytes and SHA-256 of it, once all rows are staged. */
  size(): { bytes: number; sha256: string };
  /** Stages the good rows and keeps what is wrong with the others; gives the number of the good. */
  stage(client: PoolClient): Promise<number>;
  /** Keys of the columns that they have. */
  given: ReadonlySet<string>;
  /** Whether they have numbers with a decimal comma, once all are staged. */
  hasDecimalComma(): boolean;
  /** Where a column of the definition stands in them. */
  positionOf(key: string): ColumnPosition | undefined;
  /** Whether what is there before is kept, so that the run can be undone. */
  isUndoable: boolean;
}

export interface TakeOptions {
  definition: ImportDefinition;
  rows: RowsToTake;
  /** Who imports, by their token. */
  viewer: Viewer;
  clock: Clock;
  /** Whether a cell is taken for what a hint says it may be. */
  acceptHints: boolean;
  problems: Problems;
  notes: Notes;
  /** Records in the audit who imported what, in the transaction of the import; the last thing that this does. */
  record: RecordImport;
  /** Told when a part of the work begins. */
  step(step: ImportStep): void;
}

/** What was taken in: each row counts once. */
export interface TakenRows {
  rows: number;
  counts: ImportCounts;
  /** Number of the run, by which it stands in the history. */
  run: string;
}

/** From here on tables are joined as a whole; below it, keys are looked up one by one in tables of any size. */
const manyRows = 10_000;

/**
 * Takes in rows within a transaction: stages, checks and applies them, and writes the run and the audit. Undefined where
 * there are problems, which are in `problems`; whoever called then rolls back.
 */
export async function takeRows(
  { client, database }: ImportTransaction,
  options: TakeOptions,
): Promise<TakenRows | undefined> {
  const { definition, rows: source, problems, clock, step } = options;
  const startedAt = clock.now();
  await createStagingTable(database, definition);
  const rows = await source.stage(client);
  if (problems.isEmpty) await lockImport(database, definition, step);

  step("checking");
  await database.rows(sql`ANALYZE ${stagingTable}`);
  // A table that was empty when PostgreSQL last counted it is taken to be empty still, and a nested loop over it
  // then goes through every row for every row: 116 s instead of 4 s for 100,000 rows, as was seen.
  if (rows > manyRows) await database.rows(sql`SET LOCAL enable_nestloop = off`);
  const staged = stagedRows(database, options);
  await settleAndCheck(staged, options);
  if (!problems.isEmpty) return undefined;

  step("writing");
  await setTransactionDay(database, today(clock));
  const undo = source.isUndoable && rows <= mostUndoable ? (definition.undo ?? []) : [];
  await keepBefore(database, undo, stagingTable);
  const counts = await applyStaged(definition, staged, rows);
  const run = await recordRun(database, options, counts, startedAt, undo.length > 0);
  await keepChanges(database, run, undo, stagingTable);
  await forgetOldChanges(database, clock.now());
  if (source.kind === ImportKind.SYNC) await forgetOldSyncs(database, definition, clock.now());
  await auditImport(database, options, counts);
  return { rows, counts, run };
}

/** The staged rows as a definition sees them. */
function stagedRows(
  database: Database,
  { rows, viewer, clock, step }: Pick<TakeOptions, "rows" | "viewer" | "clock" | "step">,
): StagedRows {
  const { given } = rows;
  const part = (name: string) => step(`writing: ${name}`);
  const hasDecimalComma = rows.hasDecimalComma();
  return {
    ...{ database, table: stagingTable, given, actor: viewer.subject ?? "", clock, part, hasDecimalComma },
  };
}

/** Puts keys in the place of names, and holds the rows to the definition's checks and to whom they are of. */
export async function settleAndCheck(
  staged: StagedRows,
  {
    definition,
    rows,
    viewer,
    acceptHints,
    problems,
    notes,
  }: Pick<TakeOptions, "definition" | "viewer" | "acceptHints" | "problems" | "notes"> & {
    rows: Pick<RowsToTake, "positionOf">;
  },
): Promise<void> {
  const hints: CellHint[] = [];
  const settled = [];
  for (const known of definition.names ?? []) {
    const resolved = await resolveNames(staged, known, acceptHints);
    settled.push(...resolved.settled);
    hints.push(...resolved.hints);
  }
  settled.push(...((await definition.settle?.(staged)) ?? []));
  for (const { column, ...cell } of settled) notes.add({ ...cell, column: rows.positionOf(column) });
  const checked = {
    ...definition,
    checks: [...ownerChecks(definition, viewer), ...(definition.checks ?? [])],
  };
  await checkStaged(checked, staged, problems, (key) => rows.positionOf(key), hints);
}

/** Applies the staged rows, each of which must be counted. */
export async function applyStaged(
  definition: ImportDefinition,
  staged: StagedRows,
  rows: number,
): Promise<ImportCounts> {
  const counts = await definition.apply(staged);
  const sum = counts.inserted + counts.changed + counts.unchanged;
  if (sum !== rows) {
    throw new Error(`Import ${definition.name}: expected counts for ${rows} staged rows, got ${sum}.`);
  }
  return counts;
}

/**
 * Two imports of one kind would each take the other's rows for missing. The second waits here, with its rows
 * staged, and sees what the first has done: each statement of READ COMMITTED looks anew. The lock is gone with
 * the transaction, also after kill -9.
 */
export async function lockImport(
  database: Database,
  { name }: Pick<ImportDefinition, "name">,
  step: TakeOptions["step"],
): Promise<void> {
  const key = sql`hashtext('import'), hashtext(${name})`;
  const { locked } = await database.row<{ locked: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(${key}) AS locked`,
  );
  if (locked) return;
  step("waiting for another import");
  await database.rows(sql`SELECT pg_advisory_xact_lock(${key})`);
}

/** Gives the number of the run. */
async function recordRun(
  database: Database,
  { definition, rows, viewer, clock }: TakeOptions,
  counts: ImportCounts,
  startedAt: Date,
  isUndoable: boolean,
): Promise<string> {
  const { bytes, sha256 } = rows.size();
  const { id } = await database.row<{ id: string }>(sql`
    INSERT INTO import_run (name, kind, file, sha256, bytes, actor, organization, started_at, finished_at, inserted,
      changed, unchanged, undoable)
    VALUES (${definition.name}, ${rows.kind}, ${rows.name}, ${sha256}, ${bytes}, ${viewer.subject ?? ""},
      ${viewer.organization}, ${startedAt}, ${clock.now()}, ${counts.inserted}, ${counts.changed}, ${counts.unchanged},
      ${isUndoable})
    RETURNING id`);
  return id;
}

/** Days for which the history has syncs that changed nothing: there may be one a minute. */
const idleSyncDays = 7;

async function forgetOldSyncs(
  database: Database,
  { name }: Pick<ImportDefinition, "name">,
  now: Date,
): Promise<void> {
  await database.rows(sql`
    DELETE FROM import_run WHERE name = ${name} AND kind = 'SYNC' AND inserted + changed = 0
      AND finished_at < ${now}::timestamptz - make_interval(days => ${idleSyncDays})`);
}

/** Last of all, for until this has committed nobody else can add to the audit. */
async function auditImport(
  database: Database,
  { definition: { name }, rows, viewer, record }: TakeOptions,
  counts: ImportCounts,
): Promise<void> {
  const details = { file: rows.name, sha256: rows.size().sha256, ...counts };
  await record(database, { name, viewer, details });
}
