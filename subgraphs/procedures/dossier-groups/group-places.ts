import { type GroupAxis, groupsOf } from "./group-axes";
import { allRows } from "./row-lists";

/** Where the sums of groups stand, by the numbers of the groups. */
export interface GroupPlaces {
  /** Of each list of numbers the places of these. */
  places: readonly Int32Array[];
  /** The numbers of all groups that have a place, by these. */
  numbers: Float64Array;
  /** Undefined for a group that has none. */
  of(number: number): number | undefined;
}

/** Up to here a list of the places of all groups that there can be takes 16 MB at most. */
const mostListed = 2 ** 22;

/** A place for each group of some keys whose number is in a list. */
export function groupPlaces(axes: readonly GroupAxis[], lists: readonly Float64Array[]): GroupPlaces {
  const count = groupsOf(axes);
  return count <= mostListed ? listedPlaces(count, lists) : sortedPlaces(count, lists);
}

/** In a list of all groups that there can be each has one more than its place, or 0 for none. */
function listedPlaces(count: number, lists: readonly Float64Array[]): GroupPlaces {
  const list = new Int32Array(count);
  const known = new Float64Array(
    Math.min(
      count,
      lists.reduce((sum, { length }) => sum + length, 0),
    ),
  );
  let size = 0;
  const places = lists.map((numbers) => {
    const found = new Int32Array(numbers.length);
    for (let at = 0; at < numbers.length; at += 1) {
      const number = (numbers[at] ?? 0) | 0;
      let next = list[number] ?? 0;
      if (next === 0) {
        known[size] = number;
        size += 1;
        next = size;
        list[number] = next;
      }
      found[at] = next - 1;
    }
    return found;
  });
  return {
    places,
    numbers: known.subarray(0, size),
    of: (number) => (list[number] ? list[number] - 1 : undefined),
  };
}

/** In the order of their numbers. Of a million groups that are nearly as many as rows, a hash table takes far longer. */
function sortedPlaces(count: number, lists: readonly Float64Array[]): GroupPlaces {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const numbers of lists) {
    all.set(numbers, from);
    from += numbers.length;
  }
  const places = new Int32Array(all.length);
  const numbers = new Float64Array(all.length);
  let size = 0;
  for (const row of sortedRows(all, count)) {
    const number = all[row] ?? 0;
    if (size === 0 || numbers[size - 1] !== number) {
      numbers[size] = number;
      size += 1;
    }
    places[row] = size - 1;
  }
  const known = numbers.subarray(0, size);
  let end = 0;
  return {
    places: lists.map(({ length }) => {
      end += length;
      return places.subarray(end - length, end);
    }),
    numbers: known,
    of: (number) => {
      const place = firstNotBefore(known, number);
      return known[place] === number ? place : undefined;
    },
  };
}

/** Bits of a digit that rows are sorted by at once. */
const digitBits = 11;

/** The rows in the order of their numbers, which are whole and less than `most`: a radix sort. */
function sortedRows(numbers: Float64Array, most: number): Uint32Array {
  let rows = allRows(numbers.length);
  let sorted = new Uint32Array(numbers.length);
  const digits = new Uint16Array(numbers.length);
  for (let unit = 1; unit < most; unit *= 2 ** digitBits) {
    const ends = new Uint32Array(2 ** digitBits + 1);
    for (let at = 0; at < numbers.length; at += 1) {
      const digit = ((numbers[at] ?? 0) / unit) & (2 ** digitBits - 1);
      digits[at] = digit;
      ends[digit + 1] = (ends[digit + 1] ?? 0) + 1;
    }
    for (let digit = 1; digit < ends.length; digit += 1)
      ends[digit] = (ends[digit] ?? 0) + (ends[digit - 1] ?? 0);
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const digit = digits[row] ?? 0;
      const place = ends[digit] ?? 0;
      sorted[place] = row;
      ends[digit] = place + 1;
    }
    [rows, sorted] = [sorted, rows];
  }
  return rows;
}

function firstNotBefore(sorted: Float64Array, number: number): number {
  let [first, last] = [0, sorted.length];
  while (first < last) {
    const middle = (first + last) >>> 1;
    if ((sorted[middle] ?? 0) < number) first = middle + 1;
    else last = middle;
  }
  return first;
}
