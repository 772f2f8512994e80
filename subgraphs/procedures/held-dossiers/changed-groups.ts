import type { GroupOrder } from "../dossier-groups/best-groups";
import { type DossierGroups, type SplitNumbers, splitNumbers } from "../dossier-groups/dossier-groups";
import { type CountName, type DossierSums, mapCounts } from "../dossier-groups/dossier-sums";
import { groupPlaces, placeOfNumber } from "../dossier-groups/group-places";
import type { RowGroups } from "../dossier-groups/group-rows";
import { allRows } from "../dossier-groups/row-lists";
import type { DaysTable } from "./days-table";
import type { FilteredDossiers } from "./filtered-dossiers";
import type { KeptGroups } from "./kept-groups";

/** Groups that are kept, and what has changed of them since, as it is at an instant. New ones have places behind them. */
export class ChangedGroups implements DossierGroups {
  readonly #kept: KeptGroups;
  readonly #micros: number;
  readonly #changes: RowGroups<FilteredDossiers>;
  /** Where each group of the changes is. */
  readonly #places: Int32Array;
  /** Which group of the changes is at a place. */
  readonly #changeAt = new Map<number, number>();
  /** Numbers of those that are not among the kept. */
  readonly #added: Float64Array;
  /** Places without dossiers, kept or added. */
  readonly #emptied = new Set<number>();

  constructor(kept: KeptGroups, changes: RowGroups<FilteredDossiers>, micros: number) {
    this.#kept = kept;
    this.#changes = changes;
    this.#micros = micros;
    const size = kept.numbers.length;
    const added: number[] = [];
    this.#places = Int32Array.from(
      changes.numbers,
      (number) => placeOfNumber(kept.numbers, number) ?? size - 1 + added.push(number),
    );
    this.#added = Float64Array.from(added);
    const received = changes.sumsOf("received");
    const before = kept.countsAt("received", this.#places, micros);
    for (const [at, place] of this.#places.entries()) {
      this.#changeAt.set(place, at);
      if (kept.axes.length > 0 && (before[at] ?? 0) + (received[at] ?? 0) <= 0) this.#emptied.add(place);
    }
  }

  /** Of those that are kept and have not changed only the first in that order, and all others. */
  candidates(order: GroupOrder, most: number): Uint32Array {
    if (this.#places.length > fewChanges) return this.#there;
    const best = this.#kept.firstIn(order, most + fewChanges, this.#micros);
    const unchanged = best.filter((place) => !this.#changeAt.has(place));
    const changed = this.#places.filter((place) => !this.#emptied.has(place));
    return Uint32Array.of(...unchanged, ...changed);
  }

  numbersAt(places: Uint32Array): Float64Array {
    const found = new Float64Array(places.length);
    for (let at = 0; at < found.length; at += 1) found[at] = this.#numberAt(places[at] ?? 0);
    return found;
  }

  countsAt(name: CountName, places: Uint32Array): Float64Array {
    const counts = this.#kept.countsAt(name, places, this.#micros);
    if (this.#changeAt.size === 0) return counts;
    const changed = this.#changes.sumsOf(name);
    for (let at = 0; at < counts.length; at += 1) {
      const change = this.#changeAt.get(places[at] ?? 0);
      if (change !== undefined) counts[at] = (counts[at] ?? 0) + (changed[change] ?? 0);
    }
    return counts;
  }

  *inOrder(): Generator<{ number: number; place: number }> {
    const { numbers } = this.#kept;
    let next = 0;
    for (const [place, number] of numbers.entries()) {
      for (; (this.#added[next] ?? Number.POSITIVE_INFINITY) < number; next += 1)
        yield* this.#addedGroup(next);
      if (!this.#emptied.has(place)) yield { number, place };
    }
    for (; next < this.#added.length; next += 1) yield* this.#addedGroup(next);
  }

  *#addedGroup(at: number): Generator<{ number: number; place: number }> {
    const place = this.#kept.numbers.length + at;
    if (!this.#emptied.has(place)) yield { number: this.#added[at] ?? 0, place };
  }

  placeOf(number: number): number | undefined {
    const added = placeOfNumber(this.#added, number);
    const { numbers } = this.#kept;
    const place = added === undefined ? placeOfNumber(numbers, number) : numbers.length + added;
    return place === undefined || this.#emptied.has(place) ? undefined : place;
  }

  split(): SplitNumbers {
    const { axes, split } = this.#kept;
    if (this.#emptied.size > 0) return splitNumbers(this.numbersAt(this.#there), axes);
    if (this.#added.length === 0) return split;
    const { steps, combinations } = splitNumbers(this.#added, axes);
    return {
      steps: steps.map((isThere, step) => isThere || (split.steps[step] ?? 0)),
      combinations: groupPlaces(axes.slice(1), [split.combinations, combinations]).numbers,
    };
  }

  sumsAt(wanted: readonly (number | undefined)[]): ReturnType<DossierGroups["sumsAt"]> {
    const totals = this.#kept.totalsAt(this.#micros);
    const places = Uint32Array.from(wanted, (place) => place ?? nowhere);
    const sums: DossierSums = mapCounts((name) => {
      for (const change of this.#changes.sumsOf(name)) totals[name] += change;
      return this.countsAt(name, places);
    });
    return { sums, totals };
  }

  /** How long the dossiers of the groups of some places took, and all of them; `kept` is how long those kept did. */
  timesAt(wanted: readonly (number | undefined)[], kept: DaysTable) {
    const all = new Map(kept.all);
    const timesOf = new Map<number, Map<number, number>>();
    const groups = wanted.map((place = nowhere) => {
      const times = new Map<number, number>();
      kept.addTo(times, place);
      timesOf.set(place, times);
      return times;
    });
    for (const { rows, places } of this.#changes.parts)
      rows.addTimes(places, (change) => timesOf.get(this.#places[change] ?? nowhere), all);
    return { groups, all };
  }

  /** The places of those that have dossiers. */
  get #there(): Uint32Array {
    const all = allRows(this.#kept.numbers.length + this.#added.length);
    return this.#emptied.size === 0 ? all : all.filter((place) => !this.#emptied.has(place));
  }

  #numberAt(place: number): number {
    const { numbers } = this.#kept;
    return numbers[place] ?? this.#added[place - numbers.length] ?? 0;
  }
}

/** Up to so many groups that have changed stand beside the first in order of those that are kept. */
const fewChanges = 2_000;

/** Behind all groups that there can be. */
const nowhere = 2 ** 32 - 1;
