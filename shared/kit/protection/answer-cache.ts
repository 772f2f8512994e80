/** Entries for the same groups at most: each bound of a `having` makes another, and clients choose the bounds. */
const most = 16;

/**
 * Results derived from answers of the engine, cached as long as it caches these: it returns the same groups while nothing
 * in them has changed.
 */
export class AnswerCache {
  readonly #results = new WeakMap<object, Map<string, { parts: readonly object[]; made: unknown }>>();

  /** `key` names what is made; a change of any part makes it anew. */
  of<Made>(key: string, parts: readonly [object, ...object[]], make: () => Made): Made {
    const made =
      this.#results.get(parts[0]) ?? new Map<string, { parts: readonly object[]; made: unknown }>();
    this.#results.set(parts[0], made);
    const cached = made.get(key);
    const isSame =
      cached?.parts.length === parts.length && cached.parts.every((part, at) => part === parts[at]);
    // What a key names is of one type.
    if (cached && isSame) return cached.made as Made;
    const found = make();
    made.delete(key);
    made.set(key, { parts, made: found });
    for (const oldest of made.keys()) {
      if (made.size <= most) break;
      made.delete(oldest);
    }
    return found;
  }
}
