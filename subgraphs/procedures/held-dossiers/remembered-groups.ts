import { createWeightedCache, type WeightedCache } from "../../../shared/cache/weighted-cache";
import type { DossierCounts } from "../dossier/dossier-measures";
import type { GroupAxis } from "../dossier-groups/group-axes";
import { groupPlaces } from "../dossier-groups/group-places";
import { type CountedRows, countNames, createSums, type DossierSums } from "../dossier-groups/group-rows";
import type { FilteredDossiers } from "./filtered-dossiers";

/** Groups of the dossiers of a filter, with all their counts but the overdue, which move with the clock. */
interface Groups {
  axes: readonly GroupAxis[];
  numbers: Float64Array;
  sums: DossierSums;
}

export type GroupsCache = WeightedCache<Groups>;

/** Most groups that are remembered of a question, and bytes of all of them. */
const mostGroups = 150_000;
const mostBytes = 96 * 1024 * 1024;

export function createGroupsCache(): GroupsCache {
  return createWeightedCache(mostBytes);
}

/**
 * Dossiers that do not change any more: a dashboard asks the same of them again and again, and then only the pending
 * among them are looked through. What has changed of them is counted beside them.
 */
export class RememberedGroups implements CountedRows {
  readonly mayTakeAway = false;
  readonly #cache: GroupsCache;
  readonly #key: string;
  readonly #dossiers: () => FilteredDossiers;
  readonly #pending: FilteredDossiers;
  /** Where there are too many groups the dossiers themselves are counted. */
  #counted: Groups | FilteredDossiers | undefined;

  /** `key` tells the question from all others; `dossiers` finds those of its filter, `pending` has the pending ones of them. */
  constructor(cache: GroupsCache, key: string, dossiers: () => FilteredDossiers, pending: FilteredDossiers) {
    this.#cache = cache;
    this.#key = key;
    this.#dossiers = dossiers;
    this.#pending = pending;
  }

  numbersBy(axes: readonly GroupAxis[]): Float64Array {
    const known = this.#cache.get(this.#key);
    if (known && areSame(known.axes, axes)) return this.#numbersOf(known);
    const dossiers = this.#dossiers();
    const ofRows = dossiers.numbersBy(axes);
    const { places, numbers } = groupPlaces(axes, [ofRows]);
    if (numbers.length > mostGroups) {
      this.#counted = dossiers;
      return ofRows;
    }
    const sums = createSums(numbers.length);
    for (const of of places) dossiers.addAll(of, Int32Array.from(numbers.keys()), sums);
    const groups = { axes, numbers, sums };
    this.#cache.set(this.#key, groups, numbers.length * (countNames.length + 1) * 8);
    return this.#numbersOf(groups);
  }

  add(name: keyof DossierCounts, places: Int32Array, sums: Float64Array): void {
    const counted = this.#counted;
    if (counted === undefined) return;
    if (!("numbers" in counted)) counted.add(name, places, sums);
    else if (name === "overdue") this.#pending.add(name, places.subarray(counted.numbers.length), sums);
    else addUp(counted.sums[name], places, sums);
  }

  addAll(places: Int32Array, indexOf: Int32Array, sums: DossierSums): void {
    if (this.#counted && !("numbers" in this.#counted)) {
      this.#counted.addAll(places, indexOf, sums);
      return;
    }
    const indexes = places.map((place) => indexOf[place] ?? 0);
    for (const name of countNames) this.add(name, indexes, sums[name]);
  }

  /** Of the groups, and behind them of the pending. */
  #numbersOf(groups: Groups): Float64Array {
    this.#counted = groups;
    const ofPending = this.#pending.numbersBy(groups.axes);
    const all = new Float64Array(groups.numbers.length + ofPending.length);
    all.set(groups.numbers);
    all.set(ofPending, groups.numbers.length);
    return all;
  }
}

function addUp(counts: Float64Array, places: Int32Array, sums: Float64Array): void {
  for (let at = 0; at < counts.length; at += 1) {
    const place = places[at] ?? 0;
    sums[place] = (sums[place] ?? 0) + (counts[at] ?? 0);
  }
}

/** Axes number groups alike when they have the same codes: a change can bring one that was not there before. */
function areSame(some: readonly GroupAxis[], others: readonly GroupAxis[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ key, codes }, at) => {
      const other = others[at];
      return (
        other?.key === key &&
        other.codes.length === codes.length &&
        codes.every((code, place) => code === other.codes[place])
      );
    })
  );
}
