import type { DossierCounts } from "../dossier/dossier-measures";
import { type CountName, type SplitNumbers, splitNumbers } from "../dossier-groups/dossier-groups";
import type { GroupAxis } from "../dossier-groups/group-axes";
import { placeOfNumber } from "../dossier-groups/group-places";
import { groupRows } from "../dossier-groups/group-rows";
import { CountTable } from "./count-table";
import type { DaysTable } from "./days-table";
import type { FilteredDossiers } from "./filtered-dossiers";

/**
 * Groups of dossiers that do not change any more, with all their counts. A dashboard asks the same again and again, and
 * then nothing has to be counted but the pending whose deadline has passed since.
 */
export class KeptGroups {
  readonly axes: readonly GroupAxis[];
  /** In order. */
  readonly numbers: Float64Array;
  readonly #counts: CountTable;
  #split: SplitNumbers | undefined;
  #times: DaysTable | undefined;
  /** Of those that are pending, the first deadline first: it, and the number of the group. */
  readonly #dues: Float64Array;
  readonly #numbersOfPending: Float64Array;
  /** How many are overdue of each group: the first so many of the pending. */
  readonly #overdue: Uint32Array;
  #overdueInAll = 0;

  /** `pending` are those of the dossiers that are, in the order of their deadlines. */
  constructor(dossiers: FilteredDossiers, pending: FilteredDossiers, axes: readonly GroupAxis[]) {
    const { numbers, parts } = groupRows([dossiers], axes);
    this.axes = axes;
    this.numbers = numbers;
    this.#counts = dossiers.countBy(parts[0]?.places ?? new Int32Array(), numbers.length);
    this.#dues = pending.dues();
    this.#numbersOfPending = pending.numbersBy(axes);
    this.#overdue = new Uint32Array(numbers.length);
  }

  /** How long the dossiers took, which must be those that these groups are of: found when first asked for. */
  timesOf(dossiers: () => FilteredDossiers): DaysTable {
    if (this.#times === undefined) {
      const rows = dossiers();
      const { numbers, parts } = groupRows([rows], this.axes);
      this.#times = rows.timeBy(parts[0]?.places ?? new Int32Array(), numbers.length);
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
    return Float64Array.from(places, (place) => this.#overdue[place] ?? 0);
  }

  totalsAt(micros: number): DossierCounts {
    this.#moveTo(micros);
    return { ...this.#counts.totals, overdue: this.#overdueInAll };
  }

  /** Bytes that they take, about. */
  get weight(): number {
    return (
      this.#counts.byteLength +
      (this.#times?.byteLength ?? 0) +
      this.numbers.byteLength +
      this.#overdue.byteLength +
      this.#dues.byteLength +
      this.#numbersOfPending.byteLength
    );
  }

  /** Counts the overdue of another instant: those between the last one and this, or of an earlier one all anew. */
  #moveTo(micros: number): void {
    if ((this.#dues[this.#overdueInAll - 1] ?? 0) >= micros) {
      this.#overdue.fill(0);
      this.#overdueInAll = 0;
    }
    for (; (this.#dues[this.#overdueInAll] ?? micros) < micros; this.#overdueInAll += 1) {
      const place = placeOfNumber(this.numbers, this.#numbersOfPending[this.#overdueInAll] ?? 0) ?? 0;
      this.#overdue[place] = (this.#overdue[place] ?? 0) + 1;
    }
  }
}
