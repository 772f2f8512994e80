import type { DataSource } from "typeorm";
import type { Database } from "../database";
import { connectLater } from "./connect-later";
import { type ReadReplicaOptions, type ReadReplicaWatch, watchReadReplica } from "./watch-read-replica";

/** A streaming replica of a subgraph's database, for what may be read from one that is a little behind. */
export interface ReadReplica extends Pick<ReadReplicaWatch, "failed" | "state"> {
  /** The replica, and as of when what is read there is; undefined where the subgraph's own database is to be read. */
  read(): Promise<{ database: Database; asOf: Date } | undefined>;
  end(): Promise<void>;
}

/** Opens one; nothing is connected before the first reading. Its data source is ended with it. */
export function openReadReplica(
  dataSource: DataSource,
  options: Omit<ReadReplicaOptions, "replica" | "otherwise">,
): ReadReplica {
  const connect = connectLater(dataSource);
  const watch = watchReadReplica({ ...options, replica: connect, otherwise: "refuse" });
  return {
    async read() {
      const asOf = await watch.look();
      return asOf && { database: await connect(), asOf };
    },
    failed: watch.failed,
    state: watch.state,
    async end() {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
