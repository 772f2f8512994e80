import { createWeightedCache } from "../../shared/base/cache/weighted-cache";

/** What is known of things that may be kept, by key: of which of them keeping is worth its while. */
export interface WorthKeeping {
  /** Whether to keep what comes now: from the second time on that it comes, and seldom where it was for nothing before. */
  isWanted(key: string): boolean;
  /** What was kept has been of use until it ended. */
  wasUsed(key: string): void;
  /** It could not be kept, or ended before it was asked for. */
  wasWasted(key: string): void;
}

interface Note {
  /** How many times in a row it was kept for nothing. */
  unused: number;
  /** How many times it is let pass before it is kept. */
  rest: number;
}

/** In characters of the keys. */
const maxNotes = 1024 * 1024;
const leastNote = 128;
const maxRest = 63;

/** Bounded: what is not heard of for long is new again. */
export function createWorthKeeping(): WorthKeeping {
  const notes = createWeightedCache<Note>(maxNotes);
  const note = (key: string, known: Note) => notes.set(key, known, key.length + leastNote);
  return {
    isWanted(key) {
      const known = notes.get(key);
      if (!known) note(key, { unused: 0, rest: 0 });
      else if (known.rest > 0) known.rest--;
      else return true;
      return false;
    },
    wasUsed: (key) => note(key, { unused: 0, rest: 0 }),
    wasWasted(key) {
      const unused = (notes.get(key)?.unused ?? 0) + 1;
      note(key, { unused, rest: Math.min(2 ** unused - 1, maxRest) });
    },
  };
}
