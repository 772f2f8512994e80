import DataLoader from "dataloader";

type Values<Value> = ReadonlyMap<string, Value>;

/**
 * Reads values by their keys: what is asked for within a tick goes into one batch, each key once, and is known for as long as
 * this lives. DataLoader batches lists of keys here instead of keys: of 126 units it would make a promise, two closures and
 * an entry of its cache for each, where one promise for all of them is enough.
 */
export class KeyBatches<Value> {
  readonly #lists: DataLoader<readonly string[], Values<Value>>;
  /** The batch of each key. */
  readonly #batches = new Map<string, Promise<Values<Value>>>();

  constructor(read: (keys: readonly string[]) => Promise<Values<Value>>) {
    const readLists = async (lists: readonly (readonly string[])[]) => {
      const values = await read([...new Set(lists.flat())]);
      return lists.map(() => values);
    };
    this.#lists = new DataLoader(readLists, { cache: false });
  }

  /** Undefined where the batch found none. */
  async load(key: string): Promise<Value | undefined> {
    return (await this.#batchOf([key])).get(key);
  }

  /** Of each key, in their order. */
  async loadEach(keys: readonly string[]): Promise<(Value | undefined)[]> {
    const missing = keys.filter((key) => !this.#batches.has(key));
    const values = missing.length > 0 ? await this.#batchOf(missing) : undefined;
    if (values && missing.length === keys.length) return keys.map((key) => values.get(key));
    const batches = await Promise.all(keys.map((key) => this.#batchOf([key])));
    return keys.map((key, at) => batches[at]?.get(key));
  }

  /** The batch of the first of the keys, into which all go that are in none. */
  #batchOf(keys: readonly string[]): Promise<Values<Value>> {
    const [first = ""] = keys;
    const known = this.#batches.get(first);
    if (known) return known;
    const values = this.#lists.load(keys);
    for (const key of keys) this.#batches.set(key, values);
    // One that failed is read again by whoever asks later.
    values.catch(() => {
      for (const key of keys) this.#batches.delete(key);
    });
    return values;
  }
}
