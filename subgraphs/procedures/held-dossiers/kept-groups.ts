import { createWeightedCache } from "../../../shared/cache/weighted-cache";
import type { DossierCounts } from "../dossier/dossier-measures";
import { bestGroups, type GroupOrder } from "../dossier-groups/best-groups";
import { type SplitNumbers, splitNumbers } from "../dossier-groups/dossier-groups";
import { type CountName } from "../dossier-groups/dossier-sums";
import type { GroupAxis } from "../dossier-groups/group-axes";
import { placeOfNumber } from "../dossier-groups/group-places";
import { groupRows } from "../dossier-groups/group-rows";
import { allRows, valuesAt } from "../dossier-groups/row-lists";
import { CountTable } from "./count-table";
import type { DaysTable } from "./days-table";
import type { FilteredDossiers } from "./filtered-dossiers";

/** Orders of the same groups whose first are remembered. */
const mostOrders = 8;

/**
 * Groups of dossiers that do not change any more, with all their counts. A dashboard asks the same again and again, and
 * then nothing has to be counted but the pending whose deadline has passed since.
 */
export class KeptGroups {
  readonly axes: readonly GroupAxis[];
  /** So many changes of what was read at once are counted in. */
  readonly basis: number;
  /** In order. */
  readonly numbers: Float64Array;
  readonly #counts: CountTable;
  #split: SplitNumbers | undefined;
  #times: DaysTable | undefined;
  /** By order; `passed` is how many of the pending were past their deadline. */
  readonly #firsts = createWeightedCache<{ places: Uint32Array; passed: number }>(mostOrders);
  /** Of those that are pending, the first deadline first: it, the number of the group, and 1, or -1 for one no more. */
  readonly #dues: Float64Array;
  readonly #numbersOfPending: Float64Array;
  readonly #signs: Int8Array;
  /** How many are overdue of each group: the first so many of the pending. */
  readonly #overdue: Int32Array;
  #passed = 0;
  #overdueInAll = 0;

  /** `pending` are those of the dossiers that are, in the order of their deadlines. */
  constructor(
    dossiers: FilteredDossiers,
    pending: FilteredDossiers,
    axes: readonly GroupAxis[],
    basis: number,
  ) {
    const { numbers, places } = groupsOf(dossiers, axes);
    this.axes = axes;
    this.basis = basis;
    this.numbers = numbers;
    this.#counts = dossiers.countBy(places, numbers.length + 1);
    this.#dues = pending.dues();
    this.#signs = pending.signs();
    this.#numbersOfPending = pending.numbersBy(axes);
    this.#overdue = new Int32Array(numbers.length);
  }

  /** How long the dossiers took, which must be those that these groups are of: found when first asked for. */
  timesOf(dossiers: () => FilteredDossiers): DaysTable {
    if (this.#times === undefined) {
      const some = dossiers();
      const { numbers, places } = groupsOf(some, this.axes);
      this.#times = some.timeBy(places, numbers.length + 1);
    }
    return this.#times;
  }

  get split(): SplitNumbers {
    this.#split ??= splitNumbers(this.numbers, this.axes);
    return this.#split;
  }

  /** A count of each of some groups, by their places, at an instant, in microseconds since 2000. */
  countsAt(name: CountName, places: ArrayLike<number>, micros: number): Float64Array {
    if (name !== "overdue") return this.#counts.countsAt(name, places);
    this.#moveTo(micros);
    return valuesAt(this.#overdue, places);
  }

  /** The places of the first so many in an order: found when they are first asked for, and again as the clock moves. */
  firstIn(order: GroupOrder, most: number, micros: number): Uint32Array {
    this.#moveTo(micros);
    const key = JSON.stringify([order, most]);
    const known = this.#firsts.get(key);
    if (known?.passed === this.#passed) return known.places;
    const best = bestGroups(
      {
        numbersAt: (places) => valuesAt(this.numbers, places),
        countsAt: (name, places) => this.countsAt(name, places, micros),
      },
      allRows(this.numbers.length),
      [],
      order,
      most,
    );
    const places = Uint32Array.from(best, ({ place }) => place ?? 0);
    this.#firsts.set(key, { places, passed: this.#passed }, 1);
    return places;
  }

  totalsAt(micros: number): DossierCounts {
    this.#moveTo(micros);
    return { ...this.#counts.totals, overdue: this.#overdueInAll };
  }

  /** Bytes that they take, about. */
  get weight(): number {
    const pending = this.#dues.byteLength + this.#signs.byteLength + this.#numbersOfPending.byteLength;
    const groups = this.numbers.byteLength + this.#overdue.byteLength + this.#counts.byteLength;
    return groups + pending + (this.#times?.byteLength ?? 0);
  }

  /** Counts the overdue of another instant: those between the last one and this, or of an earlier one all anew. */
  #moveTo(micros: number): void {
    if ((this.#dues[this.#passed - 1] ?? Number.NEGATIVE_INFINITY) >= micros) {
      this.#overdue.fill(0);
      this.#passed = 0;
      this.#overdueInAll = 0;
    }
    for (; (this.#dues[this.#passed] ?? micros) < micros; this.#passed += 1) {
      const place = placeOfNumber(this.numbers, this.#numbersOfPending[this.#passed] ?? 0);
      // Whoever is in no group came and went.
      if (place === undefined) continue;
      const sign = this.#signs[this.#passed] ?? 0;
      this.#overdue[place] = (this.#overdue[place] ?? 0) + sign;
      this.#overdueInAll += sign;
    }
  }
}

/** The groups that have dossiers, in order, and the place of each row: those of no group, which cancel out, behind all. */
function groupsOf(dossiers: FilteredDossiers, axes: readonly GroupAxis[]) {
  const { numbers, places: there, parts } = groupRows([dossiers], axes);
  const places = parts[0]?.places ?? new Int32Array();
  if (there.length === numbers.length) return { numbers, places };
  const placeOf = new Int32Array(numbers.length).fill(there.length);
  for (const [at, place] of there.entries()) placeOf[place] = at;
  return {
    numbers: valuesAt(numbers, there),
    places: places.map((place) => placeOf[place] ?? 0),
  };
}
