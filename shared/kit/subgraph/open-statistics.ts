import { join } from "node:path";
import type { DataSource } from "typeorm";
import type { Logger } from "../../base/log/logger";
import type { ReadReplicaWatch } from "../../database/read-replica/watch-read-replica";
import type { ColumnStoreState } from "../column-store/column-store";
import { SizedStore } from "../column-store/sized-store";
import type { Cube } from "../cube/cube";
import type { Protection } from "../cube/protection";
import { AnalyticsDatabase } from "../statistics/analytics-database";
import { Statistics } from "../statistics/statistics";

export interface StatisticsOptions {
  cubes: readonly Cube[];
  dataSource: DataSource;
  log: Logger;
  /** How the public's answers about persons are protected. */
  protection?: Protection;
  /** Folder of the column stores' files: a folder for each cube, and in it a file for each process. */
  folder: string;
  /** Most memory of the column stores together, in bytes. */
  memory: number;
  /** Threads of each of them; two by default. */
  threads?: number | undefined;
  /** Longest run of one statement in a column store, in milliseconds; 0 for no limit. */
  statementTimeoutMs: number;
  /** A database of its own that answers instead of column stores, and what tells how far behind it is. */
  analytics?: { dataSource: DataSource; watch?: ReadReplicaWatch } | undefined;
}

/** The statistics of a subgraph, as a service of its context. */
export interface OpenedStatistics {
  statistics: Statistics;
  /** When all column stores were opened or filled, or failed to be; the database answers until then. */
  ready: Promise<void>;
  /** Of each column store that there is, by the name of its cube. */
  states(): ReadonlyMap<string, ColumnStoreState>;
  end(): Promise<void>;
}

export function openStatistics(options: StatisticsOptions): OpenedStatistics {
  const { cubes, analytics } = options;
  if (cubes.length === 0)
    return {
      statistics: new Statistics(),
      ready: Promise.resolve(),
      states: () => noStores,
      end: async () => undefined,
    };
  if (analytics) return openAnalytics(options, analytics);
  const memory = options.memory / cubes.length;
  const stores = cubes.map(
    (cube) =>
      new SizedStore({ ...options, cube, memory, folder: join(options.folder, cube.name.toLowerCase()) }),
  );
  return {
    statistics: new Statistics(
      new Map(cubes.map((cube, at) => [cube, stores[at] as SizedStore])),
      options.protection,
    ),
    ready: Promise.all(stores.map((store) => store.open())).then(() => undefined),
    states: () =>
      new Map(
        cubes.flatMap(({ name }, at) => {
          const state = stores[at]?.state();
          return state ? [[name, state] as const] : [];
        }),
      ),
    end: async () => void (await Promise.all(stores.map((store) => store.end()))),
  };
}

const noStores: ReadonlyMap<string, ColumnStoreState> = new Map();

function openAnalytics(
  { cubes, log, protection }: StatisticsOptions,
  analytics: NonNullable<StatisticsOptions["analytics"]>,
): OpenedStatistics {
  const databases = cubes.map((cube) => [cube, new AnalyticsDatabase({ cube, ...analytics, log })] as const);
  const { dataSource } = analytics;
  return {
    statistics: new Statistics(new Map(databases), protection),
    ready: Promise.resolve(),
    states: () => noStores,
    end: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
