import { type GroupAxis, groupsOf } from "./group-axes";
import { rowsInOrder } from "./sort-rows";

/** Where the sums of groups stand: in the order of the groups' numbers. */
export interface GroupPlaces {
  /** Of each list of numbers the places of these. */
  places: readonly Int32Array[];
  /** The numbers of all groups that have a place, by these. */
  numbers: Float64Array;
}

/** Up to here a list of the places of all groups that there can be takes 16 MB at most. */
const mostListed = 2 ** 22;
/** Of more groups than these for each row it is quicker to sort the rows than to go through such a list. */
const mostForEach = 8;

/** A place for each group of some keys whose number is in a list. */
export function groupPlaces(axes: readonly GroupAxis[], lists: readonly Float64Array[]): GroupPlaces {
  const count = groupsOf(axes);
  const rows = lists.reduce((sum, { length }) => sum + length, 0);
  return count <= Math.min(mostListed, rows * mostForEach)
    ? listedPlaces(count, lists)
    : sortedPlaces(count, lists, rows);
}

/** By a list of all groups that there can be. */
function listedPlaces(count: number, lists: readonly Float64Array[]): GroupPlaces {
  const list = new Int32Array(count);
  for (const numbers of lists) for (let at = 0; at < numbers.length; at += 1) list[numbers[at] ?? 0] = 1;
  const known = new Float64Array(list.reduce((size, isThere) => size + isThere, 0));
  let size = 0;
  for (let number = 0; number < count; number += 1) {
    if (list[number] === 0) continue;
    known[size] = number;
    list[number] = size;
    size += 1;
  }
  const places = lists.map((numbers) => {
    const found = new Int32Array(numbers.length);
    for (let at = 0; at < numbers.length; at += 1) found[at] = list[numbers[at] ?? 0] ?? 0;
    return found;
  });
  return { places, numbers: known };
}

/** By sorting. Of a million groups that are nearly as many as rows, a hash table takes far longer. */
function sortedPlaces(count: number, lists: readonly Float64Array[], size: number): GroupPlaces {
  const all = joinLists(lists, size);
  const places = new Int32Array(size);
  const numbers = new Float64Array(size);
  let known = 0;
  let last = -1;
  const rows = rowsInOrder(all, count);
  for (let at = 0; at < size; at += 1) {
    const row = rows[at] ?? 0;
    const number = all[row] ?? 0;
    if (number !== last) {
      numbers[known] = number;
      known += 1;
      last = number;
    }
    places[row] = known - 1;
  }
  let end = 0;
  return {
    places: lists.map(({ length }) => {
      end += length;
      return places.subarray(end - length, end);
    }),
    numbers: numbers.slice(0, known),
  };
}

/** Lists of numbers one behind the other. */
function joinLists(lists: readonly Float64Array[], size: number): Float64Array {
  const all = new Float64Array(size);
  let end = 0;
  for (const numbers of lists) {
    all.set(numbers, end);
    end += numbers.length;
  }
  return all;
}

/** The place of a number among some in order; undefined when it is not there. */
export function placeOfNumber(inOrder: Float64Array, number: number): number | undefined {
  let [first, last] = [0, inOrder.length];
  while (first < last) {
    const middle = (first + last) >>> 1;
    if ((inOrder[middle] ?? 0) < number) first = middle + 1;
    else last = middle;
  }
  return inOrder[first] === number ? first : undefined;
}
