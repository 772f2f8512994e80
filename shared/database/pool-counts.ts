import { Pool } from "pg";
import type { DataSource } from "typeorm";

/** Connections of a data source: those in use, those that are free, and how many wait for one. */
export interface PoolCounts {
  busy: number;
  idle: number;
  waiting: number;
}

/** TypeORM declares its pool as anything; before it is connected there is none. */
export function poolCounts({ driver }: DataSource): PoolCounts {
  const pool: unknown = Reflect.get(driver, "master");
  if (!(pool instanceof Pool)) return { busy: 0, idle: 0, waiting: 0 };
  return { busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
