import type { GroupAxis } from "./group-axes";

/** Where the sums of groups stand, by the numbers of the groups. */
export interface GroupPlaces {
  /** The places of the groups that rows are in; new groups get the next ones. */
  add(numbers: Float64Array): Uint32Array;
  /** Undefined for a group that has none. */
  of(number: number): number | undefined;
  /** How many places there are. */
  size(): number;
  /** The numbers of all groups that have a place, from the least on. */
  numbers(): Float64Array;
}

/** Up to here a list of the places of all groups that there can be takes 8 MB at most. */
const mostListed = 2 ** 21;

/** Places for the groups of some keys. */
export function groupPlaces(axes: readonly GroupAxis[]): GroupPlaces {
  const count = axes.reduce((product, { codes }) => product * codes.length, 1);
  return count <= mostListed ? listedPlaces(count) : mappedPlaces();
}

/** In a list of all groups that there can be each has one more than its place, or 0 for none. */
function listedPlaces(count: number): GroupPlaces {
  const list = new Uint32Array(count);
  let size = 0;
  return {
    add: (numbers) => {
      const found = new Uint32Array(numbers.length);
      for (let at = 0; at < numbers.length; at += 1) {
        const number = numbers[at] ?? 0;
        if (list[number] === 0) list[number] = size += 1;
        found[at] = (list[number] ?? 0) - 1;
      }
      return found;
    },
    of: (number) => (list[number] ? list[number] - 1 : undefined),
    size: () => size,
    numbers: () => {
      const numbers = new Float64Array(size);
      let at = 0;
      for (let number = 0; number < count; number += 1) if (list[number]) numbers[at++] = number;
      return numbers;
    },
  };
}

function mappedPlaces(): GroupPlaces {
  const places = new Map<number, number>();
  return {
    add: (numbers) => {
      const found = new Uint32Array(numbers.length);
      for (let at = 0; at < numbers.length; at += 1) {
        const number = numbers[at] ?? 0;
        const place = places.get(number) ?? places.size;
        if (place === places.size) places.set(number, place);
        found[at] = place;
      }
      return found;
    },
    of: (number) => places.get(number),
    size: () => places.size,
    numbers: () => Float64Array.from(places.keys()).sort(),
  };
}
