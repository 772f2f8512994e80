import { allRows } from "./row-lists";

/** Bits of a digit that rows are sorted by at once. */
const digitBits = 11;

/**
 * The rows in the order of their numbers, which are whole and less than `most`; those of equal numbers as they were.
 * A radix sort: a million rows take some twenty milliseconds.
 */
export function rowsInOrder(numbers: Float64Array, most: number): Uint32Array {
  let rows = allRows(numbers.length);
  for (let unit = 1; unit < most; unit *= 2 ** 32) {
    const part = partOf(numbers, unit);
    for (let shift = 0; shift < 32 && unit * 2 ** shift < most; shift += digitBits)
      rows = sortByDigit(rows, part, shift);
  }
  return rows;
}

/** 32 bits of each number: digits are taken of these many times as fast as of larger ones. */
function partOf(numbers: Float64Array, unit: number): Uint32Array {
  const part = new Uint32Array(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) part[at] = Math.floor((numbers[at] ?? 0) / unit) % 2 ** 32;
  return part;
}

function sortByDigit(rows: Uint32Array, numbers: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const mask = 2 ** digitBits - 1;
  const ends = new Uint32Array(2 ** digitBits + 1);
  for (let at = 0; at < numbers.length; at += 1) {
    const digit = ((numbers[at] ?? 0) >>> shift) & mask;
    ends[digit + 1] = (ends[digit + 1] ?? 0) + 1;
  }
  for (let digit = 1; digit < ends.length; digit += 1)
    ends[digit] = (ends[digit] ?? 0) + (ends[digit - 1] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const digit = ((numbers[row] ?? 0) >>> shift) & mask;
    const place = ends[digit] ?? 0;
    sorted[place] = row;
    ends[digit] = place + 1;
  }
  return sorted;
}

/** Two lists of rows, both in the order of their values, as one. */
export function mergeInOrder(one: Uint32Array, other: Uint32Array, values: Float64Array): Uint32Array {
  const merged = new Uint32Array(one.length + other.length);
  let [next, nextOther] = [0, 0];
  const isFirst = () => (values[one[next] ?? 0] ?? 0) <= (values[other[nextOther] ?? 0] ?? 0);
  for (let at = 0; at < merged.length; at += 1) {
    const takesOne = nextOther === other.length || (next < one.length && isFirst());
    merged[at] = (takesOne ? one[next++] : other[nextOther++]) ?? 0;
  }
  return merged;
}
