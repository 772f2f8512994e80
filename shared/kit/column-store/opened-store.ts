import type { DuckDBConnection } from "@duckdb/node-api";
import { createWeightedCache, type WeightedCache } from "../../base/cache/weighted-cache";
import type { CachedDistributions } from "./cached-distributions";
import { DistinctCache } from "./distinct-cache";
import { ResultCache } from "./result-cache";
import type { StoreFollower } from "./storage/store-follower";

/** Most numbers in the cached answers of each kind, 8 bytes each and more. */
const cachedNumbers = 2_000_000;

/** The tables of a file, and the cached answers from them. */
export interface OpenedStore {
  follower: StoreFollower;
  results: ResultCache;
  distinct: DistinctCache;
  distributions: WeightedCache<CachedDistributions>;
  /** Connections that nobody uses just now. */
  idle: DuckDBConnection[];
}

export function openedStore(follower: StoreFollower): OpenedStore {
  return {
    ...{ follower, idle: [] },
    results: new ResultCache(follower, cachedNumbers),
    distinct: new DistinctCache(follower, cachedNumbers / 4),
    distributions: createWeightedCache(cachedNumbers),
  };
}
