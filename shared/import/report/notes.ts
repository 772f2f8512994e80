import { limits } from "../row/limits";
import { type ColumnPosition, detach, positionOf, quote, shownLines } from "./positions";
import type { Translate } from "./translate";

/** Something that a file says in its own way: taken or passed over, and told. */
export interface Note {
  line: number;
  column?: ColumnPosition | undefined;
  /** What stands in the file. */
  got: string;
  /** What it was taken for; none for what was passed over. */
  taken?: string | undefined;
  /** Why: `a title above the header`. What notes of a column have in common, they are told with as one. */
  because: string;
}

/** Notes with one reason, told by the first of them. */
export interface NoteGroup extends Omit<Note, "line"> {
  lines: number[];
  count: number;
}

/** What is told of a file, grouped by column and reason: the first hundred reasons. */
export class Notes {
  private readonly groups = new Map<string, NoteGroup>();

  add({ line, ...note }: Note): void {
    const key = JSON.stringify([note.column?.index, note.because]);
    const group = this.groups.get(key);
    if (group) {
      group.count += 1;
      if (group.lines.length < limits.shownLines) group.lines.push(line);
    } else if (this.groups.size < 100) {
      this.groups.set(key, { ...note, got: detach(note.got) ?? "", lines: [line], count: 1 });
    }
  }

  /** By line of the file. */
  list(): NoteGroup[] {
    return [...this.groups.values()].toSorted((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0));
  }

  lines(translate: Translate): string[] {
    return this.list().map((group) => formatNote(group, translate));
  }
}

/** `line 2, column F (Assigned on): "45931" was taken for 2025-10-01 – a spreadsheet's serial number.` */
export function formatNote(note: NoteGroup, translate: Translate): string {
  const { lines, count, column } = note;
  const where = positionOf(shownLines(lines, count, translate), column, translate);
  return `${where}: ${explainNote(note, translate)}`;
}

/** `"45931" was taken for 2025-10-01 – a spreadsheet's serial number.`, without where it is. */
export function explainNote(
  { got, taken, because }: Pick<NoteGroup, "got" | "taken" | "because">,
  translate: Translate,
): string {
  const what =
    taken === undefined
      ? translate(`${quote(got)} was passed over`)
      : translate(`${quote(got)} was taken for ${taken}`);
  return `${what} – ${translate(because)}.`;
}
