import type { DossierCounts } from "../dossier/dossier-measures";
import {
  type CountName,
  countNames,
  mapCounts,
  type SplitNumbers,
  splitNumbers,
} from "../dossier-groups/dossier-groups";
import type { GroupAxis } from "../dossier-groups/group-axes";
import { placeOfNumber } from "../dossier-groups/group-places";
import { groupRows, type RowGroups } from "../dossier-groups/group-rows";
import type { FilteredDossiers } from "./filtered-dossiers";

/** Counts of many groups, in as few bytes as the largest of them needs. */
type Counts = Uint8Array | Uint16Array | Float64Array;

/** Of so many groups all counts are made in one pass over the dossiers, else one after the other for want of room. */
const mostAtOnce = 2 ** 17;

/**
 * Groups of dossiers that do not change any more, with all their counts. A dashboard asks the same again and again, and
 * then nothing has to be counted but the pending whose deadline has passed since.
 */
export class KeptGroups {
  readonly axes: readonly GroupAxis[];
  /** In order. */
  readonly numbers: Float64Array;
  /** Those that stay the same. */
  readonly counts: ReadonlyMap<CountName, Counts>;
  readonly #totals: DossierCounts;
  #split: SplitNumbers | undefined;
  /** Of those that are pending, the first deadline first: it, and the number of the group. */
  readonly #dues: Float64Array;
  readonly #numbersOfPending: Float64Array;
  /** How many are overdue of each group: the first so many of the pending. */
  readonly #overdue: Uint32Array;
  #overdueInAll = 0;

  /** `pending` are those of the dossiers that are, in the order of their deadlines. */
  constructor(dossiers: FilteredDossiers, pending: FilteredDossiers, axes: readonly GroupAxis[]) {
    const groups = groupRows([dossiers], axes);
    this.axes = axes;
    this.numbers = groups.numbers;
    this.counts = countsOf(groups);
    this.#totals = mapCounts((name) => sumOf(this.counts.get(name) ?? []));
    this.#dues = pending.dues();
    this.#numbersOfPending = pending.numbersBy(axes);
    this.#overdue = new Uint32Array(groups.numbers.length);
  }

  get split(): SplitNumbers {
    this.#split ??= splitNumbers(this.numbers, this.axes);
    return this.#split;
  }

  /** How many are overdue of each group at an instant, in microseconds since 2000: true until asked for another one. */
  overdueAt(micros: number): Uint32Array {
    if ((this.#dues[this.#overdueInAll - 1] ?? micros) > micros) {
      this.#overdue.fill(0);
      this.#overdueInAll = 0;
    }
    for (; (this.#dues[this.#overdueInAll] ?? micros) < micros; this.#overdueInAll += 1) {
      const place = placeOfNumber(this.numbers, this.#numbersOfPending[this.#overdueInAll] ?? 0) ?? 0;
      this.#overdue[place] = (this.#overdue[place] ?? 0) + 1;
    }
    return this.#overdue;
  }

  totalsAt(micros: number): DossierCounts {
    this.overdueAt(micros);
    return { ...this.#totals, overdue: this.#overdueInAll };
  }

  /** Bytes that they take, about. */
  get weight(): number {
    const counts = [...this.counts.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    return counts + this.numbers.byteLength * 2 + this.#dues.byteLength * 2;
  }
}

function countsOf(groups: RowGroups<FilteredDossiers>): Map<CountName, Counts> {
  const size = groups.numbers.length;
  const all = size <= mostAtOnce ? groups.sumsAt([...groups.places]).sums : undefined;
  const counts = new Map<CountName, Counts>();
  for (const name of countNames) {
    if (name === "overdue") continue;
    const sums = new Float64Array(all ? 0 : size);
    if (!all) for (const { rows, places } of groups.parts) rows.add(name, places, sums);
    counts.set(name, inFewBytes(all?.[name] ?? sums));
  }
  return counts;
}

function sumOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < counts.length; place += 1) sum += counts[place] ?? 0;
  return sum;
}

function inFewBytes(sums: Float64Array): Counts {
  const most = sums.reduce((largest, sum) => Math.max(largest, sum), 0);
  return most < 2 ** 8 ? Uint8Array.from(sums) : most < 2 ** 16 ? Uint16Array.from(sums) : sums.slice();
}
