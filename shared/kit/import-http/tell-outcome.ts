import type { ImportOutcome } from "../../import/import-file";

type Problem = ReturnType<Extract<ImportOutcome, { problems: unknown }>["problems"]["list"]>[number];
type Note = ReturnType<ImportOutcome["notes"]["list"]>[number];

/** What became of rows, whichever way they came. */
export interface ToldOutcome<Told> {
  /** Whether all of them were taken in; of a dry run whether they would be. */
  taken: boolean;
  dryRun: boolean;
  /** Number of the run in the history; null where nothing was changed. */
  run: string | null;
  rows: number;
  inserted: number;
  changed: number;
  unchanged: number;
  problems: Told[];
  /** Problems that are not told one by one: there are more than a thousand causes. */
  moreProblems: number;
  notes: Told[];
}

/** The outcome of an import or a sync, each problem and note by `tell`. */
export function tellOutcome<Told>(
  outcome: ImportOutcome,
  dryRun: boolean,
  tell: { problem(problem: Problem): Told; note(note: Note): Told },
): ToldOutcome<Told> {
  const notes = outcome.notes.list().map(tell.note);
  if ("problems" in outcome) {
    const { problems } = outcome;
    return {
      ...{ taken: false, dryRun, run: null, rows: 0, inserted: 0, changed: 0, unchanged: 0 },
      ...{ problems: problems.list().map(tell.problem), moreProblems: problems.more, notes },
    };
  }
  const { rows, counts, run } = outcome;
  return {
    ...{ taken: true, dryRun, run: dryRun ? null : run, rows, ...counts },
    ...{ problems: [], moreProblems: 0, notes },
  };
}
