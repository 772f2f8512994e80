import type { Fault } from "../row/file-row";
import { limits } from "../row/limits";
import { type ColumnPosition, detach, positionOf, quote, shownLines } from "./positions";
import type { Translate } from "./translate";

/** A problem of one line of a file. */
export interface Problem {
  line: number;
  /** The column; none when the whole line is meant. */
  column?: ColumnPosition | undefined;
  expected: string;
  /** What came, as it stands in the file; none when nothing came that could be shown. */
  got?: string | undefined;
  hint?: string | undefined;
  /** What the problems of a column have in common that are told as one; what came, when there is none. */
  cause?: string | undefined;
}

/** Problems with one cause: told once, with the lines that have it. */
export interface ProblemGroup extends Omit<Problem, "line" | "cause"> {
  /** The first of them, in the order of the file. */
  lines: number[];
  /** How many cells have it. */
  count: number;
}

/** Names the column of a fault by the file's header, as far as that is known. */
export function withColumn({ column, ...fault }: Fault, headers: readonly string[]): Problem {
  return column === undefined
    ? fault
    : { ...fault, column: { index: column, header: headers[column] ?? "" } };
}

/** All problems of a file, grouped by cause: the first thousand causes as they are, the rest counted. */
export class Problems {
  /** @param mostLines lines that are named of one cause. */
  constructor(readonly mostLines: number = limits.shownLines) {}

  private readonly groups = new Map<string, ProblemGroup>();
  private unseen = 0;
  /** Cells with a problem. Counted along: every row asks. */
  total = 0;

  add({ line, cause, ...problem }: Problem): void {
    this.addGroup({ ...problem, lines: [line], count: 1 }, cause);
  }

  /** Adds problems that are told as one. */
  addGroup(problem: ProblemGroup, cause?: string): void {
    const { column, expected, got, hint, lines, count } = problem;
    this.total += count;
    const key = JSON.stringify([column?.index, expected, cause ?? [got?.slice(0, 100), hint]]);
    const group = this.groups.get(key);
    if (group) {
      group.count += count;
      group.lines.push(...lines.slice(0, Math.max(0, this.mostLines - group.lines.length)));
    } else if (this.groups.size < limits.shownProblems) {
      this.groups.set(key, { ...problem, got: detach(got), lines: [...lines] });
    } else this.unseen += count;
  }

  /** Counts problems that were not even fetched. */
  addUnseen(count: number): void {
    this.unseen += count;
    this.total += count;
  }

  get isEmpty(): boolean {
    return this.groups.size === 0 && this.unseen === 0;
  }

  /** Causes that are not told, for there are too many of them. */
  get more(): number {
    return this.unseen;
  }

  /** By line of the file. */
  list(): ProblemGroup[] {
    const groups = [...this.groups.values()].map((group) => ({
      ...group,
      lines: group.lines.toSorted((a, b) => a - b),
    }));
    return groups.toSorted((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0));
  }

  /** One line for each cause, then how many more there are. */
  lines(translate: Translate): string[] {
    const more = this.more > 0 ? [translate(`… and ${this.more} more.`)] : [];
    return [...this.list().map((group) => formatProblem(group, translate)), ...more];
  }
}

/** `line 7, column C (Deadline): expected a day …, got "31/02/2025" – there is no such day.` */
export function formatProblem(problem: ProblemGroup, translate: Translate): string {
  const { lines, count, column } = problem;
  const where = positionOf(shownLines(lines, count, translate), column, translate);
  return `${where}: ${explainProblem(problem, translate)}`;
}

/** `expected a day …, got "31/02/2025" – there is no such day.`, without where it is. */
export function explainProblem(
  { expected, got, hint }: Pick<ProblemGroup, "expected" | "got" | "hint">,
  translate: Translate,
): string {
  const wanted = translate(`expected ${translate(expected)}`);
  const came =
    got === undefined ? "" : `, ${translate(`got ${got === "" ? translate("nothing") : quote(got)}`)}`;
  return `${wanted}${came}${hint ? ` – ${translate(hint)}` : ""}.`;
}
