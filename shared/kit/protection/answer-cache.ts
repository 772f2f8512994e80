/** What is made of the same groups; whoever asks chooses what, with each bound of a `having` another. */
const most = 16;

/**
 * What was made of answers of the engine, kept for as long as it keeps these: it gives the same groups as long as nothing
 * has changed of them.
 */
export class AnswerCache {
  readonly #known = new WeakMap<object, Map<string, { parts: readonly object[]; made: unknown }>>();

  /** `key` names what is made; a change of any part makes it anew. */
  of<Made>(key: string, parts: readonly [object, ...object[]], make: () => Made): Made {
    const made = this.#known.get(parts[0]) ?? new Map<string, { parts: readonly object[]; made: unknown }>();
    this.#known.set(parts[0], made);
    const known = made.get(key);
    const isSame =
      known?.parts.length === parts.length && known.parts.every((part, at) => part === parts[at]);
    // What a key names is of one type.
    if (known && isSame) return known.made as Made;
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
