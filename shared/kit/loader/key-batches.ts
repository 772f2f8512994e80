type Values<Value> = ReadonlyMap<string, Value>;

/**
 * Reads values by their keys: all keys that are asked for until the promises of the time have been told go into one batch,
 * each key once. As DataLoader does it, but with one promise for a batch, of which a list of keys needs no more: of 126
 * units DataLoader makes a promise, two closures and an entry of its cache for each.
 */
export class KeyBatches<Value> {
  readonly #read: (keys: readonly string[]) => Promise<Values<Value>>;
  readonly #batches = new Map<string, Promise<Values<Value>>>();
  #next: { keys: string[]; values: Promise<Values<Value>> } | undefined;

  constructor(read: (keys: readonly string[]) => Promise<Values<Value>>) {
    this.#read = read;
  }

  /** Undefined where the batch found none. */
  async load(key: string): Promise<Value | undefined> {
    return (await this.#batchOf(key)).get(key);
  }

  /** Of each key, in their order. */
  async loadEach(keys: readonly string[]): Promise<(Value | undefined)[]> {
    const batches = keys.map((key) => this.#batchOf(key));
    const different = [...new Set(batches)];
    const [only] = different;
    if (different.length === 1 && only) {
      const values = await only;
      return keys.map((key) => values.get(key));
    }
    const found = new Map(await Promise.all(different.map(async (batch) => [batch, await batch] as const)));
    return keys.map((key, at) => {
      const batch = batches[at];
      return batch && found.get(batch)?.get(key);
    });
  }

  #batchOf(key: string): Promise<Values<Value>> {
    const known = this.#batches.get(key);
    if (known) return known;
    this.#next ??= this.#begin();
    this.#next.keys.push(key);
    this.#batches.set(key, this.#next.values);
    return this.#next.values;
  }

  #begin(): { keys: string[]; values: Promise<Values<Value>> } {
    const keys: string[] = [];
    const values = afterPromises().then(() => {
      this.#next = undefined;
      return this.#read(keys);
    });
    // One that failed is read again by whoever asks later.
    values.catch(() => {
      for (const key of keys) this.#batches.delete(key);
    });
    return { keys, values };
  }
}

/** Resolves when what has been resolved by now, and what follows of it at once, has been told. */
function afterPromises(): Promise<void> {
  return Promise.resolve().then(() => new Promise((resolve) => process.nextTick(resolve)));
}
