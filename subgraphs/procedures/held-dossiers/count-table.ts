import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";
import type { CountName } from "../dossier-groups/dossier-sums";
import { hasMark, markNames } from "./marks";

/** Dossiers to count, each with the place of its group. */
export interface DossiersToCount {
  rows: Uint32Array;
  /** Of each of these rows. */
  places: Int32Array;
  /** By row: 1 for a dossier, -1 for one that is there no more. */
  signs: Int8Array;
  marks: ValueColumn;
  days: ValueColumn;
}

/** A column of places, and the value that each place stands for. */
interface ValueColumn {
  places: Uint16Array;
  values: Float64Array;
}

/** What a dossier counts as or not. The overdue move with the clock, and days are summed. */
const columns = ["received", ...markNames] as const;
const width = columns.length;

/** Up to here dossiers are counted by way of how many of each group have the same marks: 16 MB at most. */
const mostMarkedGroups = 2 ** 22;

type Counts = Uint8Array | Uint16Array | Uint32Array;

/**
 * All counts of many groups but the overdue. Those of one group stand side by side, for so they are made and read; in as
 * few bytes as the largest group needs.
 */
export class CountTable {
  readonly #counts: Counts;
  readonly #days: Float64Array;
  readonly totals: DossierCounts;

  constructor(dossiers: DossiersToCount, groups: number) {
    const countedIn = Array.from(dossiers.marks.values, columnsOf);
    this.#counts = tableFor(dossiers.places, groups);
    if (groups * countedIn.length <= mostMarkedGroups)
      countByMarks(dossiers, countedIn, groups, this.#counts);
    else countEach(dossiers, countedIn, this.#counts);
    this.#days = sumDays(dossiers, groups);
    this.totals = { ...noDossiers, processingDays: this.#days.reduce((sum, days) => sum + days, 0) };
    for (const [mark, size] of sizesByMark(dossiers).entries())
      for (const column of countedIn[mark] ?? noColumns) this.totals[columns[column] ?? "received"] += size;
  }

  /** A count of each of some groups; 0 of a place that there is not. */
  countsAt(name: Exclude<CountName, "overdue">, places: ArrayLike<number>): Float64Array {
    const found = new Float64Array(places.length);
    const column = name === "processingDays" ? undefined : columns.indexOf(name);
    for (let at = 0; at < found.length; at += 1) {
      const place = places[at] ?? 0;
      found[at] = (column === undefined ? this.#days[place] : this.#counts[place * width + column]) ?? 0;
    }
    return found;
  }

  get byteLength(): number {
    return this.#counts.byteLength + this.#days.byteLength;
  }
}

const noColumns = new Uint8Array();

/** The columns that a dossier with these marks counts in. */
function columnsOf(marks: number): Uint8Array {
  const counted = columns.flatMap((name, column) =>
    name === "received" || hasMark(marks, name) ? [column] : [],
  );
  return Uint8Array.from(counted);
}

function countByMarks(
  { rows, places, signs, marks }: DossiersToCount,
  countedIn: readonly Uint8Array[],
  groups: number,
  counts: Counts,
): void {
  const most = countedIn.length;
  const marked = new Int32Array(groups * most);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const cell = (places[at] ?? 0) * most + (marks.places[row] ?? 0);
    marked[cell] = (marked[cell] ?? 0) + (signs[row] ?? 0);
  }
  for (let group = 0; group < groups; group += 1) {
    for (const [mark, counted] of countedIn.entries()) {
      const dossiers = marked[group * most + mark] ?? 0;
      if (dossiers === 0) continue;
      for (const column of counted)
        counts[group * width + column] = (counts[group * width + column] ?? 0) + dossiers;
    }
  }
}

function countEach(
  { rows, places, signs, marks }: DossiersToCount,
  countedIn: readonly Uint8Array[],
  counts: Counts,
): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const counted = countedIn[marks.places[row] ?? 0] ?? noColumns;
    const sign = signs[row] ?? 0;
    const from = (places[at] ?? 0) * width;
    for (let next = 0; next < counted.length; next += 1) {
      const cell = from + (counted[next] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + sign;
    }
  }
}

function sumDays({ rows, places, signs, days }: DossiersToCount, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (let at = 0; at < rows.length; at += 1) {
    const [row, place] = [rows[at] ?? 0, places[at] ?? 0];
    sums[place] = (sums[place] ?? 0) + (days.values[days.places[row] ?? 0] ?? 0) * (signs[row] ?? 0);
  }
  return sums;
}

function sizesByMark({ rows, signs, marks }: DossiersToCount): Int32Array {
  const sizes = new Int32Array(marks.values.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const mark = marks.places[row] ?? 0;
    sizes[mark] = (sizes[mark] ?? 0) + (signs[row] ?? 0);
  }
  return sizes;
}

/** What is taken away comes after what it is taken from: no count is ever larger than there are rows, or less than 0. */
function tableFor(places: Int32Array, groups: number): Counts {
  const sizes = new Uint32Array(groups);
  let largest = 0;
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    const size = (sizes[place] ?? 0) + 1;
    sizes[place] = size;
    if (size > largest) largest = size;
  }
  if (largest < 2 ** 8) return new Uint8Array(groups * width);
  return largest < 2 ** 16 ? new Uint16Array(groups * width) : new Uint32Array(groups * width);
}
