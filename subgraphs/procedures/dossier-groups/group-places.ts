import { type GroupAxis, groupsOf } from "./group-axes";

/** Where the sums of groups stand, by the numbers of the groups. */
export interface GroupPlaces {
  /** The places of the groups that rows are in; new groups get the next ones. */
  add(numbers: Float64Array): Int32Array;
  /** Undefined for a group that has none. */
  of(number: number): number | undefined;
  /** The numbers of all groups that have a place, by these. */
  numbers(): Float64Array;
}

/** Up to here a list of the places of all groups that there can be takes 16 MB at most. */
const mostListed = 2 ** 22;

/** Places for the groups of some keys. */
export function groupPlaces(axes: readonly GroupAxis[]): GroupPlaces {
  const count = groupsOf(axes);
  return count <= mostListed ? listedPlaces(count) : hashedPlaces();
}

/** In a list of all groups that there can be each has one more than its place, or 0 for none. */
function listedPlaces(count: number): GroupPlaces {
  const list = new Uint32Array(count);
  const known = growingNumbers();
  return {
    add: (numbers) => {
      const found = new Int32Array(numbers.length);
      for (let at = 0; at < numbers.length; at += 1) {
        const number = numbers[at] ?? 0;
        if (list[number] === 0) list[number] = known.push(number);
        found[at] = (list[number] ?? 0) - 1;
      }
      return found;
    },
    of: (number) => (list[number] ? list[number] - 1 : undefined),
    numbers: known.all,
  };
}

/**
 * A hash table with open addressing, a power of two large and at most half full: a Map of a million numbers takes
 * five times as long.
 */
function hashedPlaces(): GroupPlaces {
  const known = growingNumbers();
  let slots = new Uint32Array(2 ** 16);
  const slotOf = (number: number): number => {
    const all = known.room();
    const mask = slots.length - 1;
    let slot = scatter(number) & mask;
    while (slots[slot] !== 0 && all[(slots[slot] ?? 0) - 1] !== number) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = () => {
    slots = new Uint32Array(slots.length * 4);
    for (const [place, number] of known.all().entries()) slots[slotOf(number)] = place + 1;
  };
  return {
    add: (numbers) => {
      const found = new Int32Array(numbers.length);
      for (let at = 0; at < numbers.length; at += 1) {
        const number = numbers[at] ?? 0;
        const slot = slotOf(number);
        const place = slots[slot] || known.push(number);
        found[at] = place - 1;
        if (slots[slot] === 0) {
          slots[slot] = place;
          if (place * 2 > slots.length) grow();
        }
      }
      return found;
    },
    of: (number) => {
      const place = slots[slotOf(number)] ?? 0;
      return place === 0 ? undefined : place - 1;
    },
    numbers: known.all,
  };
}

/** Both halves of a whole number, mixed: neighbours must not be neighbours, for runs of them are common. */
function scatter(number: number): number {
  const high = Math.floor(number / 2 ** 32);
  const mixed = Math.imul((number | 0) ^ Math.imul(high, 0x27d4eb2f), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** A list of numbers that grows. */
function growingNumbers() {
  let numbers = new Float64Array(1024);
  let size = 0;
  return {
    /** How many there are then. */
    push: (number: number): number => {
      if (size === numbers.length) {
        const larger = new Float64Array(size * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[size] = number;
      size += 1;
      return size;
    },
    /** With what is not used yet. */
    room: () => numbers,
    all: () => numbers.subarray(0, size),
  };
}
