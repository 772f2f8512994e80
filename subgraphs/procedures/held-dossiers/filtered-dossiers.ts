import type { DossierFilter } from "../dossier/dossier.inputs";
import type { DossierCounts } from "../dossier/dossier-measures";
import { type GroupAxis, numbersOf } from "../dossier-groups/group-axes";
import type { CountedRows } from "../dossier-groups/group-rows";
import { valuesAt } from "../dossier-groups/row-lists";
import { CountTable } from "./count-table";
import { DaysTable } from "./days-table";
import { type DossiersToFilter, filterDossiers } from "./filter-dossiers";
import { hasMark, isMark } from "./marks";
import { microsOf } from "./packed-instants";

/** The place of the days of a dossier without a result. */
const noDays = 0;

/** The dossiers that a filter lets through. */
export class FilteredDossiers implements CountedRows {
  /** Of rows in their own order, not of those by deadline. */
  readonly mayTakeAway: boolean;
  readonly #dossiers: DossiersToFilter;
  readonly #rows: Uint32Array;

  /** `from` are the rows that are looked through, none of which is needed any more. */
  constructor(dossiers: DossiersToFilter, filter: DossierFilter | null | undefined, from: Uint32Array) {
    this.#dossiers = dossiers;
    this.#rows = filterDossiers(dossiers, filter, from);
    this.mayTakeAway = (this.#rows.at(-1) ?? 0) >= dossiers.columns.signed;
  }

  /** Their deadlines, in microseconds since 2000. */
  dues(): Float64Array {
    return valuesAt(this.#dossiers.columns.dues, this.#rows);
  }

  /** 1 for a dossier, -1 for one that is there no more. */
  signs(): Int8Array {
    return Int8Array.from(valuesAt(this.#dossiers.columns.signs, this.#rows));
  }

  /** All counts by the places of their groups. */
  countBy(places: Int32Array, groups: number): CountTable {
    const { columns, lists } = this.#dossiers;
    const { signs } = columns;
    const { MARKS, PROCESSING_DAYS } = columns.places;
    const marks = { places: MARKS, values: Float64Array.from(lists.MARKS.codes, Number) };
    const days = { places: PROCESSING_DAYS, values: this.#took() };
    return new CountTable({ rows: this.#rows, places, signs, marks, days }, groups);
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

  /** How long dossiers took by the places of their groups. */
  timeBy(places: Int32Array, groups: number): DaysTable {
    const { columns, lists } = this.#dossiers;
    const days = columns.places.PROCESSING_DAYS;
    const rows = this.#rows;
    const [ofPlaces, ofDays] = [new Int32Array(rows.length), new Uint16Array(rows.length)];
    const signs = new Int8Array(rows.length);
    let size = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const took = days[row] ?? noDays;
      if (took === noDays) continue;
      ofPlaces[size] = places[at] ?? 0;
      ofDays[size] = took;
      signs[size] = columns.signs[row] ?? 0;
      size += 1;
    }
    const width = lists.PROCESSING_DAYS.codes.length;
    const [somePlaces, someDays] = [ofPlaces.subarray(0, size), ofDays.subarray(0, size)];
    return new DaysTable(somePlaces, someDays, signs.subarray(0, size), groups, width);
  }

  /** Adds how long dossiers took, as places of days, to what there is of their group and of all. */
  addTimes(
    places: Int32Array,
    timesOf: (place: number) => Map<number, number> | undefined,
    all: Map<number, number>,
  ): void {
    const { signs, places: columns } = this.#dossiers.columns;
    for (const [at, row] of this.#rows.entries()) {
      const days = columns.PROCESSING_DAYS[row] ?? noDays;
      if (days === noDays) continue;
      for (const times of [timesOf(places[at] ?? 0), all])
        times?.set(days, (times.get(days) ?? 0) + (signs[row] ?? 0));
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
