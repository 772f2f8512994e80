import { type CacheState, createWeightedCache } from "../../shared/base/cache/weighted-cache";

/** In characters of text, with what each costs at least: what is cached takes memory in proportion to its text. */
const maxCharacters = 1024 * 1024;
const leastCharacters = 1024;
/** Texts that came once: most of a flood, and of clients that write values into their texts, never come again. */
const maxNewCharacters = 64 * 1024;
/** Hashes of texts that came, cached for longer than the texts. */
const mostSeen = 20_000;

/** What is known of texts: of those that have come twice for long, of others for a short while. */
export interface TextHashes<Known> {
  get(text: string): Known | undefined;
  /** `hash`: in hex, at least twelve digits. */
  set(text: string, hash: string, known: Known): void;
  mostUsed(limit: number): Known[];
  state(): CacheState;
}

/**
 * Texts that come once are cached apart, and soon forgotten: thousands of them, each with all that was made of it, would be
 * carried from one generation of the heap to the next, to be thrown away at its end.
 */
export function createTextHashes<Known>(): TextHashes<Known> {
  const texts = createWeightedCache<Known>(maxCharacters);
  const newTexts = createWeightedCache<Known>(maxNewCharacters);
  /** By the beginnings of their hashes; a wrong guess does no harm. */
  const seen = new Set<number>();
  const weightOf = (text: string) => text.length + leastCharacters;
  return {
    get(text) {
      const known = texts.get(text);
      if (known) return known;
      const fresh = newTexts.get(text);
      if (fresh) {
        newTexts.delete(text);
        texts.set(text, fresh, weightOf(text));
      }
      return fresh;
    },
    set(text, hash, known) {
      const mark = Number.parseInt(hash.slice(0, 12), 16);
      const hasCome = seen.has(mark);
      (hasCome ? texts : newTexts).set(text, known, weightOf(text));
      if (hasCome) return;
      seen.add(mark);
      for (const oldest of seen) {
        if (seen.size <= mostSeen) break;
        seen.delete(oldest);
      }
    },
    mostUsed: (limit) => [...texts.mostUsed(limit), ...newTexts.mostUsed(limit)].slice(0, limit),
    state() {
      const [known, fresh] = [texts.state(), newTexts.state()];
      return {
        entries: known.entries + fresh.entries,
        weight: known.weight + fresh.weight,
        hits: known.hits + fresh.hits,
        // Whoever is not among the former is looked for among the latter.
        misses: fresh.misses,
      };
    },
  };
}
