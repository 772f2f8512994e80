import type { CodeTest } from "./code-tests";

/** The first so many of some rows, those that a test lets through, moved to the front; how many they are. */
export function keepRows(
  rows: Uint32Array,
  size: number,
  places: Uint32Array | Uint16Array,
  codes: readonly (string | null)[],
  test: CodeTest,
): number {
  const through = Uint8Array.from(codes, (code) => (test(code) ? 1 : 0));
  let kept = 0;
  for (let at = 0; at < size; at += 1) {
    const row = rows[at] ?? 0;
    if (through[places[row] ?? 0]) rows[kept++] = row;
  }
  return kept;
}

/** All rows of so many, from one on. */
export function allRows(size: number, from = 0): Uint32Array<ArrayBuffer> {
  if (first.length < size) {
    first = new Uint32Array(size);
    for (let row = 0; row < size; row += 1) first[row] = row;
  }
  return first.slice(from, size);
}

/** As many rows as were ever asked for: to copy them is a fraction of the work. */
let first = new Uint32Array();

/** The values at some places; 0 where there is none. */
export function valuesAt(values: ArrayLike<number>, places: ArrayLike<number>): Float64Array {
  const found = new Float64Array(places.length);
  for (let at = 0; at < found.length; at += 1) found[at] = values[places[at] ?? 0] ?? 0;
  return found;
}
