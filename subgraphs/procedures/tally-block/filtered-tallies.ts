import type { DossierCounts } from "../dossier/dossier-measures";
import type { CodeTests, GroupKey } from "../dossier-groups/code-tests";
import { type GroupAxis, numbersOf } from "../dossier-groups/group-axes";
import type { CountedRows } from "../dossier-groups/group-rows";
import { allRows, keepRows } from "../dossier-groups/row-lists";
import type { BlockKey, TallyBlock } from "./tally-block";

/** The key of a block that tells what a key of groups is: a block's day is that of its set's axis. */
export function blockKey(key: GroupKey): BlockKey {
  return key === "RECEIVED_ON" || key === "RESOLVED_ON" ? "DAY" : key;
}

/** The rows of a block that a filter lets through. */
export class FilteredTallies implements CountedRows {
  readonly mayTakeAway = true;
  readonly #block: TallyBlock;
  readonly #rows: Uint32Array;

  constructor(block: TallyBlock, tests: CodeTests) {
    const rows = allRows(block.size);
    let size = block.size;
    for (const [key, test] of tests) {
      const column = block.keys.get(blockKey(key));
      if (column) size = keepRows(rows, size, column.places, column.codes, test);
    }
    this.#block = block;
    this.#rows = rows.subarray(0, size);
  }

  numbersBy(axes: readonly GroupAxis[]): Float64Array {
    return numbersOf(this.#rows, axes, (key) => this.#block.keys.get(blockKey(key)));
  }

  add(name: keyof DossierCounts, places: Int32Array, sums: Float64Array): void {
    const column = this.#block.counts[name];
    if (column) addUp(column, this.#rows, places, sums);
  }
}

function addUp(column: Int32Array, rows: Uint32Array, places: Int32Array, sums: Float64Array): void {
  for (let at = 0; at < rows.length; at += 1) {
    const place = places[at] ?? 0;
    sums[place] = (sums[place] ?? 0) + (column[rows[at] ?? 0] ?? 0);
  }
}
