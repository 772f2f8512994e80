import { createHash } from "node:crypto";
import type { DataSource } from "typeorm";
import { today } from "../../base/clock/calendar-day";
import type { Clock } from "../../base/clock/clock";
import type { Database } from "../../database/database";
import type { Viewer } from "../../http/identity/viewer";
import type { ImportDefinition } from "../definition/import-definition";
import type { ImportOutcome } from "../import-file";
import { ImportKind } from "../import-kind";
import { inImportTransaction } from "../import-transaction";
import { requireImporter } from "../owner-check";
import { Notes } from "../report/notes";
import { Problems } from "../report/problems";
import { type RecordImport, type RowsToTake, takeRows } from "../take-rows";
import { objectRows } from "./object-rows";
import { readObjects, type SyncForm } from "./read-objects";
import { syncLimits } from "./sync-limits";

export interface SyncOptions<Answer> {
  definition: ImportDefinition;
  body: Buffer;
  form: SyncForm;
  /** What the program calls where its rows come from, for the history. */
  source: string;
  dataSource: DataSource;
  viewer: Viewer;
  clock: Clock;
  /** Does everything, and takes it back. */
  dryRun: boolean;
  record: RecordImport;
  /** What is answered of an outcome. */
  answerOf(outcome: ImportOutcome): Answer;
  /** The answer that was given to this request before; undefined where it is new. Called first of all in the transaction. */
  known(database: Database): Promise<Answer | undefined>;
  /** Keeps the answer of what was taken in, in its transaction. */
  keep(database: Database, answer: Answer): Promise<void>;
}

/**
 * Brings stored rows up to date with those that a program sends: in one transaction, all of them or none. What is there
 * already is left as it is, so that the same rows may come again and again.
 * @throws GraphError UNAUTHENTICATED, FORBIDDEN, INVALID_JSON, BAD_USER_INPUT.
 */
export async function syncRows<Answer>(options: SyncOptions<Answer>): Promise<Answer> {
  const { definition, body, form, source, dataSource, viewer, clock, dryRun, record } = options;
  requireImporter(viewer, definition);
  const sent = readObjects(body, form);
  return inImportTransaction(dataSource, syncLimits.statementMs, async (transaction) => {
    const known = await options.known(transaction.database);
    if (known !== undefined) return { commits: false, result: known };
    const problems = new Problems(syncLimits.rows);
    const notes = new Notes();
    const context = { today: today(clock), now: clock.now() };
    const rows: RowsToTake = {
      ...objectRows({ definition, sent, context, problems, notes }),
      ...{ kind: ImportKind.SYNC, name: source, isUndoable: false },
      size: () => ({ bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") }),
      hasDecimalComma: () => false,
    };
    const taken = await takeRows(transaction, {
      ...{ definition, rows, viewer, clock, acceptHints: false, problems, notes, record },
      step: () => undefined,
    });
    const answer = options.answerOf(
      taken ? { ...taken, definition, notes } : { problems, notes, definition },
    );
    const commits = taken !== undefined && !dryRun;
    if (commits) await options.keep(transaction.database, answer);
    return { commits, result: answer };
  });
}
