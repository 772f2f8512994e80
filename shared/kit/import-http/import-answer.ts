import type { ImportOutcome } from "../../import/import-file";
import { formatNote } from "../../import/report/notes";
import { columnLetters } from "../../import/report/positions";
import { formatProblem } from "../../import/report/problems";
import type { Translate } from "../../import/report/translate";

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
export interface ImportAnswer {
  /** Whether all of it was taken in; of a dry run whether it would be. */
  taken: boolean;
  dryRun: boolean;
  /** The import that the file was for; null when its header did not tell. */
  import: string | null;
  /** Number of the run, by which it stands in the history and can be undone; null where nothing was changed. */
  run: string | null;
  rows: number;
  inserted: number;
  changed: number;
  unchanged: number;
  problems: ToldCells[];
  /** Problems that are not told one by one. */
  moreProblems: number;
  notes: ToldCells[];
}

/** The outcome of an import for clients. */
export function importAnswer(outcome: ImportOutcome, dryRun: boolean, translate: Translate): ImportAnswer {
  const notes = outcome.notes.list().map((note) => toldCells(note, formatNote(note, translate)));
  if ("problems" in outcome) {
    const { problems } = outcome;
    return {
      ...{
        taken: false,
        dryRun,
        import: outcome.definition?.name ?? null,
        run: null,
        rows: 0,
        inserted: 0,
        changed: 0,
        unchanged: 0,
      },
      problems: problems.list().map((problem) => toldCells(problem, formatProblem(problem, translate))),
      moreProblems: problems.more,
      notes,
    };
  }
  const { definition, rows, counts, run } = outcome;
  return {
    ...{ taken: true, dryRun, import: definition.name, run: dryRun ? null : run, rows, ...counts },
    ...{ problems: [], moreProblems: 0, notes },
  };
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
