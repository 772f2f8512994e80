import type { ImportOutcome } from "../../import/import-file";
import { explainNote } from "../../import/report/notes";
import { explainProblem } from "../../import/report/problems";
import type { Translate } from "../../import/report/translate";

/** A problem of rows, or what is told of them. */
export interface ToldRows {
  /** Numbers of the rows that have it: places in the array, or lines of NDJSON, from 1. All that have a problem. */
  rows: number[];
  /** How many have it. */
  count: number;
  /** Key of the field; null where whole rows are meant. */
  field: string | null;
  message: string;
}

/** What became of the rows of a request. */
export interface SyncAnswer {
  /** Whether all of them were taken in; of a dry run whether they would be. */
  taken: boolean;
  dryRun: boolean;
  /** Number of the run in the history; null where nothing was taken in. */
  run: string | null;
  rows: number;
  inserted: number;
  changed: number;
  unchanged: number;
  problems: ToldRows[];
  /** Problems that are not told one by one: there are more than a thousand causes. */
  moreProblems: number;
  notes: ToldRows[];
}

/** The outcome of a sync for the program that sent it. */
export function syncAnswer(outcome: ImportOutcome, dryRun: boolean, translate: Translate): SyncAnswer {
  const notes = outcome.notes.list().map((note) => toldRows(note, explainNote(note, translate)));
  if ("problems" in outcome) {
    const { problems } = outcome;
    return {
      ...{ taken: false, dryRun, run: null, rows: 0, inserted: 0, changed: 0, unchanged: 0 },
      problems: problems.list().map((problem) => toldRows(problem, explainProblem(problem, translate))),
      ...{ moreProblems: problems.more, notes },
    };
  }
  const { rows, counts, run } = outcome;
  return {
    ...{ taken: true, dryRun, run: dryRun ? null : run, rows, ...counts },
    ...{ problems: [], moreProblems: 0, notes },
  };
}

function toldRows(
  told: { lines: number[]; count: number; column?: { header: string } | undefined },
  message: string,
): ToldRows {
  return { rows: told.lines, count: told.count, field: told.column?.header ?? null, message };
}
