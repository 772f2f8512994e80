import { rowsInOrder } from "../dossier-groups/sort-rows";

/** How many dossiers of each group took how many days, as places of these: of each group only those that there are. */
export class DaysTable {
  /** Where those of a group begin; the next group's are behind them. */
  readonly #starts: Uint32Array;
  readonly #days: Uint16Array;
  readonly #dossiers: Int32Array;
  /** Those of all groups together. */
  readonly all: ReadonlyMap<number, number>;

  /**
   * Of dossiers with a result: the place of the group of each, and of its days, of which there are `width`; and 1, or -1
   * for one that is there no more.
   */
  constructor(places: Int32Array, days: Uint16Array, signs: Int8Array, groups: number, width: number) {
    const keys = new Float64Array(places.length);
    for (let at = 0; at < keys.length; at += 1) keys[at] = (places[at] ?? 0) * width + (days[at] ?? 0);
    const rows = rowsInOrder(keys, groups * width);
    this.#starts = new Uint32Array(groups + 1);
    const [found, counts] = [new Uint16Array(rows.length), new Int32Array(rows.length)];
    let size = 0;
    let last = -1;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const key = keys[row] ?? 0;
      if (key !== last) {
        last = key;
        found[size] = days[row] ?? 0;
        size += 1;
        this.#starts[(places[row] ?? 0) + 1] = size;
      }
      counts[size - 1] = (counts[size - 1] ?? 0) + (signs[row] ?? 0);
    }
    // A group without a result begins and ends where the one before it ends.
    for (let group = 1; group <= groups; group += 1)
      this.#starts[group] = Math.max(this.#starts[group] ?? 0, this.#starts[group - 1] ?? 0);
    this.#days = found.slice(0, size);
    this.#dossiers = counts.slice(0, size);
    const all = new Map<number, number>();
    for (let at = 0; at < size; at += 1)
      all.set(found[at] ?? 0, (all.get(found[at] ?? 0) ?? 0) + (counts[at] ?? 0));
    this.all = all;
  }

  /** Adds those of a group to others; of a place that there is not none. */
  addTo(times: Map<number, number>, place: number): void {
    for (let at = this.#starts[place] ?? 0; at < (this.#starts[place + 1] ?? 0); at += 1) {
      const days = this.#days[at] ?? 0;
      times.set(days, (times.get(days) ?? 0) + (this.#dossiers[at] ?? 0));
    }
  }

  get byteLength(): number {
    return this.#starts.byteLength + this.#days.byteLength + this.#dossiers.byteLength;
  }
}
