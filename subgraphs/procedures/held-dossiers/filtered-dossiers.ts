import type { DossierFilter } from "../dossier/dossier.inputs";
import type { DossierCounts } from "../dossier/dossier-measures";
import { countNames, type DossierSums } from "../dossier-groups/dossier-groups";
import { type GroupAxis, numbersOf } from "../dossier-groups/group-axes";
import type { CountedRows } from "../dossier-groups/group-rows";
import { type DossiersToFilter, filterDossiers } from "./filter-dossiers";
import { hasMark, isMark } from "./marks";
import { microsOf } from "./packed-instants";

/** Up to here sums are made by way of how many dossiers of each group have the same marks: 16 MB at most. */
const mostMarkedGroups = 2 ** 22;

/** The dossiers that a filter lets through. */
export class FilteredDossiers implements CountedRows {
  readonly mayTakeAway: boolean;
  readonly #dossiers: DossiersToFilter;
  readonly #rows: Uint32Array;

  /** `from` are the rows that are looked through: all of them, by default. */
  constructor(dossiers: DossiersToFilter, filter: DossierFilter | null | undefined, from?: Uint32Array) {
    this.#dossiers = dossiers;
    this.#rows = filterDossiers(dossiers, filter, from);
    this.mayTakeAway = dossiers.columns.isChange;
  }

  /** Their deadlines, in microseconds since 2000. */
  dues(): Float64Array {
    const { dues } = this.#dossiers.columns;
    return Float64Array.from(this.#rows, (row) => dues[row] ?? 0);
  }

  numbersBy(axes: readonly GroupAxis[]): Float64Array {
    const { columns, lists } = this.#dossiers;
    return numbersOf(this.#rows, axes, (key) => ({ codes: lists[key].codes, places: columns.places[key] }));
  }

  add(name: keyof DossierCounts, places: Int32Array, sums: Float64Array): void {
    const { codes } = this.#dossiers.lists.MARKS;
    if (name === "overdue") this.#addOverdue(places, sums);
    else if (name === "processingDays") this.#addCoded("PROCESSING_DAYS", this.#took(), places, sums);
    else {
      const values = Float64Array.from(codes, (marks) => worthOf(name, Number(marks)));
      this.#addCoded("MARKS", values, places, sums);
    }
  }

  addAll(places: Int32Array, indexOf: Int32Array, sums: DossierSums): void {
    const { codes } = this.#dossiers.lists.MARKS;
    if (sums.received.length * codes.length > mostMarkedGroups) {
      const indexes = places.map((place) => indexOf[place] ?? 0);
      for (const name of countNames) this.add(name, indexes, sums[name]);
      return;
    }
    const marked = this.#countMarks(places, indexOf, sums);
    const names = countNames.filter((name) => name !== "overdue" && name !== "processingDays");
    const namesOf = codes.map((marks) => names.filter((name) => worthOf(name, Number(marks)) === 1));
    for (let cell = 0; cell < marked.length; cell += 1) {
      const count = marked[cell] ?? 0;
      if (count === 0) continue;
      const index = Math.floor(cell / codes.length);
      for (const name of namesOf[cell - index * codes.length] ?? []) {
        const sum = sums[name];
        sum[index] = (sum[index] ?? 0) + count;
      }
    }
  }

  /**
   * How many dossiers of each group have the same marks: all marks of the first group, then those of the next. Adds
   * what marks do not tell, the overdue and the days, in the same pass.
   */
  #countMarks(places: Int32Array, indexOf: Int32Array, { overdue, processingDays }: DossierSums): Int32Array {
    const { columns, lists, now } = this.#dossiers;
    const { signs, dues } = columns;
    const { MARKS: marks, PROCESSING_DAYS: days } = columns.places;
    const [pending, took] = [this.#pending(), this.#took()];
    const micros = microsOf(now);
    const rows = this.#rows;
    const width = lists.MARKS.codes.length;
    const counted = new Int32Array(overdue.length * width);
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const index = indexOf[places[at] ?? 0] ?? 0;
      const sign = signs[row] ?? 0;
      const mark = marks[row] ?? 0;
      const cell = index * width + mark;
      counted[cell] = (counted[cell] ?? 0) + sign;
      if (pending[mark] === 0) {
        processingDays[index] = (processingDays[index] ?? 0) + (took[days[row] ?? 0] ?? 0) * sign;
      } else if ((dues[row] ?? 0) < micros) {
        overdue[index] = (overdue[index] ?? 0) + sign;
      }
    }
    return counted;
  }

  /** How many dossiers of each group took how many days: all days of the first group, then those of the next. */
  countDays(places: Int32Array, indexOf: Int32Array, counted: Int32Array): void {
    const { columns, lists } = this.#dossiers;
    const { signs } = columns;
    const days = columns.places.PROCESSING_DAYS;
    const rows = this.#rows;
    const width = lists.PROCESSING_DAYS.codes.length;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const cell = (indexOf[places[at] ?? 0] ?? 0) * width + (days[row] ?? 0);
      counted[cell] = (counted[cell] ?? 0) + (signs[row] ?? 0);
    }
  }

  /** Adds what a code of a key stands for. */
  #addCoded(
    key: "MARKS" | "PROCESSING_DAYS",
    values: Float64Array,
    places: Int32Array,
    sums: Float64Array,
  ): void {
    const { signs, places: columns } = this.#dossiers.columns;
    const column = columns[key];
    const rows = this.#rows;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const place = places[at] ?? 0;
      sums[place] = (sums[place] ?? 0) + (values[column[row] ?? 0] ?? 0) * (signs[row] ?? 0);
    }
  }

  #addOverdue(places: Int32Array, sums: Float64Array): void {
    const { columns, now } = this.#dossiers;
    const { signs, dues } = columns;
    const marks = columns.places.MARKS;
    const pending = this.#pending();
    const micros = microsOf(now);
    const rows = this.#rows;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      if (pending[marks[row] ?? 0] === 0 || (dues[row] ?? 0) >= micros) continue;
      const place = places[at] ?? 0;
      sums[place] = (sums[place] ?? 0) + (signs[row] ?? 0);
    }
  }

  /** By the place of marks: 1 for those of a dossier that is pending. */
  #pending(): Float64Array {
    return Float64Array.from(this.#dossiers.lists.MARKS.codes, (code) => worthOf("pending", Number(code)));
  }

  /** Days by their place; 0 without a result. */
  #took(): Float64Array {
    return Float64Array.from(this.#dossiers.lists.PROCESSING_DAYS.codes, Number);
  }
}

/** What a dossier with these marks adds to a count. */
function worthOf(name: Exclude<keyof DossierCounts, "overdue" | "processingDays">, marks: number): number {
  return isMark(name) ? hasMark(marks, name) : 1;
}
