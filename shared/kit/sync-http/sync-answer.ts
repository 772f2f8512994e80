import type { ImportOutcome } from "../../import/import-file";
import { explainNote } from "../../import/report/notes";
import { explainProblem } from "../../import/report/problems";
import type { Translate } from "../../import/report/translate";
import { type ToldOutcome, tellOutcome } from "../import-http/tell-outcome";

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
export type SyncAnswer = ToldOutcome<ToldRows>;

/** The outcome of a sync for the program that sent it. */
export function syncAnswer(outcome: ImportOutcome, dryRun: boolean, translate: Translate): SyncAnswer {
  return tellOutcome(outcome, dryRun, {
    problem: (problem) => toldRows(problem, explainProblem(problem, translate)),
    note: (note) => toldRows(note, explainNote(note, translate)),
  });
}

function toldRows(
  told: { lines: number[]; count: number; column?: { header: string } | undefined },
  message: string,
): ToldRows {
  return { rows: told.lines, count: told.count, field: told.column?.header ?? null, message };
}
