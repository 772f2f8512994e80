import type { GroupAxis } from "./group-axes";

/** Where the sums of groups stand, by the numbers of the groups. */
export interface GroupPlaces {
  /** The places of the groups that rows are in; new groups get one. */
  add(numbers: Float64Array): Uint32Array;
  /** Undefined for a group that has none. */
  of(number: number): number | undefined;
  /** How many places there are. */
  size(): number;
  /** The numbers of all groups that have a place. */
  numbers(): Float64Array;
}

/** Up to here every group that there can be gets a place: sums of that many, most of them used, take 7 MB at most. */
const mostDense = 65_536;

/** Places for the groups of some keys. */
export function groupPlaces(axes: readonly GroupAxis[]): GroupPlaces {
  const count = axes.reduce((product, { codes }) => product * codes.length, 1);
  return count <= mostDense ? densePlaces(count) : sparsePlaces();
}

/** The place of a group is its number. */
function densePlaces(count: number): GroupPlaces {
  return {
    add: (numbers) => new Uint32Array(numbers),
    of: (number) => number,
    size: () => count,
    numbers: () => new Float64Array(count).map((_, number) => number),
  };
}

/** Groups get places as they come. */
function sparsePlaces(): GroupPlaces {
  const places = new Map<number, number>();
  return {
    add: (numbers) => {
      const found = new Uint32Array(numbers.length);
      for (const [at, number] of numbers.entries()) {
        const place = places.get(number) ?? places.size;
        if (place === places.size) places.set(number, place);
        found[at] = place;
      }
      return found;
    },
    of: (number) => places.get(number),
    size: () => places.size,
    numbers: () => Float64Array.from(places.keys()),
  };
}
