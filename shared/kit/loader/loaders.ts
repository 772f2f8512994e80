import DataLoader from "dataloader";

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
  readonly #byLoader = new Map<object, Map<string, DataLoader<string, unknown>>>();

  constructor(private readonly context: Context) {}

  /** The value of a key; undefined when the batch found none. */
  load<Value, Args>(
    loader: Loader<Value, Args, Context>,
    key: string,
    args: Args,
  ): Promise<Value | undefined> {
    // PostgreSQL holds no text with a NUL: it would refuse the whole batch, and nothing has such a key.
    if (key.includes("\u0000")) return Promise.resolve(undefined);
    // The map is keyed by the loader's identity, so what comes out is what its batch put in. Not awaited here: each row of
    // thousands would have two promises more.
    return this.#instance(loader, args).load(key) as Promise<Value | undefined>;
  }

  /** The values of keys that nobody asks for again, by one batch of their own; those that it found. */
  loadAll<Value>(
    loader: Loader<Value, void, Context>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Value>> {
    return loader.batch(keys, this.context, undefined);
  }

  #instance<Value, Args>(loader: Loader<Value, Args, Context>, args: Args): DataLoader<string, unknown> {
    const byArgs = this.#byLoader.get(loader) ?? new Map<string, DataLoader<string, unknown>>();
    this.#byLoader.set(loader, byArgs);
    const argsKey = JSON.stringify(args) ?? "";
    const existing = byArgs.get(argsKey);
    if (existing) return existing;
    const created = new DataLoader<string, unknown>(async (keys) => {
      const values = await loader.batch(keys, this.context, args);
      return keys.map((key) => values.get(key));
    });
    byArgs.set(argsKey, created);
    return created;
  }
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
