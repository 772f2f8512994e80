import type { DuckDBConnection } from "@duckdb/node-api";
import { createWeightedCache, type WeightedCache } from "../../base/cache/weighted-cache";
import type { CachedDistributions } from "./cached-distributions";
import { KnownDistinct } from "./distinct-cache";
import { KnownGroups } from "./result-cache";
import type { StoreFollower } from "./storage/store-follower";

/** Numbers that cached answers of each kind hold, 8 bytes each and more. */
const cachedNumbers = 2_000_000;

/** The tables of a file, and what was asked of them. */
export interface OpenedStore {
  follower: StoreFollower;
  known: KnownGroups;
  distinct: KnownDistinct;
  distributions: WeightedCache<CachedDistributions>;
  /** Connections that nobody uses just now. */
  idle: DuckDBConnection[];
}

export function openedStore(follower: StoreFollower): OpenedStore {
  return {
    ...{ follower, idle: [] },
    known: new KnownGroups(follower, cachedNumbers),
    distinct: new KnownDistinct(follower, cachedNumbers / 4),
    distributions: createWeightedCache(cachedNumbers),
  };
}
