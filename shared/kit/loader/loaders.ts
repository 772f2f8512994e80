import { KeyBatches } from "./key-batches";

/**
 * How values are loaded by key: one SQL for all keys of a tick, whatever their number. `Args` are what the
 * values depend on besides the key, such as `asOf`; keys requested with equal args share a batch.
 */
export interface Loader<Value, Args, Context> {
  readonly batch: (
    keys: readonly string[],
    context: Context,
    args: Args,
  ) => Promise<ReadonlyMap<string, Value>>;
}

/** Declares a loader. Declared once, at module level: its identity names its cache. */
export function defineLoader<Value, Args, Context>(
  batch: Loader<Value, Args, Context>["batch"],
): Loader<Value, Args, Context> {
  return { batch };
}

/** The loaders of one request. New for each, so that nothing one viewer loaded is seen by another. */
export class Loaders<Context> {
  readonly #byLoader = new Map<object, Map<string, KeyBatches<unknown>>>();

  constructor(private readonly context: Context) {}

  /** The value of a key; undefined when the batch found none. */
  load<Value, Args>(
    loader: Loader<Value, Args, Context>,
    key: string,
    args: Args,
  ): Promise<Value | undefined> {
    if (hasNul(key)) return Promise.resolve(undefined);
    return this.#batchesOf(loader, args).load(key);
  }

  /** The values of keys that nobody asks for again, by one batch of their own; those that it found. */
  loadAll<Value>(
    loader: Loader<Value, void, Context>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Value>> {
    return loader.batch(keys, this.context, undefined);
  }

  /** The values of keys, in their order, in the batch of their tick. */
  async loadEach<Value, Args>(
    loader: Loader<Value, Args, Context>,
    keys: readonly string[],
    args: Args,
  ): Promise<(Value | undefined)[]> {
    if (keys.some(hasNul)) return Promise.all(keys.map((key) => this.load(loader, key, args)));
    return this.#batchesOf(loader, args).loadEach(keys);
  }

  #batchesOf<Value, Args>(loader: Loader<Value, Args, Context>, args: Args): KeyBatches<Value> {
    const byArgs = this.#byLoader.get(loader) ?? new Map<string, KeyBatches<unknown>>();
    this.#byLoader.set(loader, byArgs);
    const argsKey = args === undefined ? "" : JSON.stringify(args);
    const existing = byArgs.get(argsKey);
    // The map is keyed by the loader's identity, so what comes out is what its batch put in.
    if (existing) return existing as KeyBatches<Value>;
    const created = new KeyBatches<Value>((keys) => loader.batch(keys, this.context, args));
    byArgs.set(argsKey, created);
    return created;
  }
}

/** PostgreSQL holds no text with a NUL: it would refuse the whole batch, and nothing has such a key. */
function hasNul(key: string): boolean {
  return key.includes("\u0000");
}

/** Rows by their key. A later row of the same key replaces an earlier one. */
export function mapByKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** All rows of each key, in the order they came; every requested key is there, also without rows. */
export function groupByKey<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return groups;
}

/** Whether a text can be the key of a `bigint` column; any other is the key of nothing, not an error. */
export function isBigintKey(key: string): boolean {
  return /^[1-9]\d{0,17}$/.test(key);
}
