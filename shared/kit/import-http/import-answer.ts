import type { ImportOutcome } from "../../import/import-file";
import { formatNote } from "../../import/report/notes";
import { columnLetters } from "../../import/report/positions";
import { formatProblem } from "../../import/report/problems";
import type { Translate } from "../../import/report/translate";
import { type ToldOutcome, tellOutcome } from "./tell-outcome";

/** A problem or note as clients get it: where it is, and a sentence in their language. */
export interface ToldCells {
  /** The first hundred lines that have it. */
  lines: number[];
  /** How many cells have it. */
  count: number;
  /** Letters and header of its column; null when whole lines are meant. */
  column: { letters: string; header: string } | null;
  message: string;
}

/** What became of an uploaded file. */
export interface ImportAnswer extends ToldOutcome<ToldCells> {
  /** The import that the file was for; null when its header did not tell. */
  import: string | null;
}

/** The outcome of an import for clients. */
export function importAnswer(outcome: ImportOutcome, dryRun: boolean, translate: Translate): ImportAnswer {
  const told = tellOutcome(outcome, dryRun, {
    problem: (problem) => toldCells(problem, formatProblem(problem, translate)),
    note: (note) => toldCells(note, formatNote(note, translate)),
  });
  return { import: outcome.definition?.name ?? null, ...told };
}

function toldCells(
  {
    lines,
    count,
    column,
  }: { lines: number[]; count: number; column?: { index: number; header: string } | undefined },
  message: string,
): ToldCells {
  const position = column ? { letters: columnLetters(column.index), header: column.header } : null;
  return { lines, count, column: position, message };
}
