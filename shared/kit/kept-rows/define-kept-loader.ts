import type { Database } from "../../database/database";
import { defineLoader, type Loader } from "../loader/loaders";
import type { KeepsRows } from "./keeps-rows";

/** What a kept loader is made of. */
export interface KeptLoaderParts<Value, Args> {
  /** Different from that of all others of the subgraph. */
  name: string;
  /** All tables that `batch` reads. */
  tables: readonly string[];
  /**
   * Reads the values of keys. They depend on the keys, the arguments and the rows of these tables alone: not on who asks, nor
   * on the time. Nobody changes what it gives: many requests get the same objects.
   */
  batch(keys: readonly string[], database: Database, args: Args): Promise<ReadonlyMap<string, Value>>;
}

/** Declares a loader whose values are kept until one of its tables is written to. At module level, as any loader. */
export function defineKeptLoader<Value, Args = void>({
  name,
  tables,
  batch,
}: KeptLoaderParts<Value, Args>): Loader<Value, Args, KeepsRows> {
  return defineLoader(async (keys, context, args) => {
    const { database } = context;
    const kept = await context.keptRows();
    if (!kept) return batch(keys, database, args);
    const read = (missing: readonly string[]) => batch(missing, database, args);
    return kept.values({ name: `${name} ${JSON.stringify(args) ?? ""}`, tables, read }, keys);
  });
}
