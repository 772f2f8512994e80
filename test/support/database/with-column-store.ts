import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { createLogger } from "../../../shared/base/log/logger";
import { ColumnStore } from "../../../shared/kit/column-store/column-store";
import type { Cube } from "../../../shared/kit/cube/cube";
import { Statistics } from "../../../shared/kit/statistics/statistics";

/** Does `work` with a column store of a cube that has been filled, and with the statistics that ask it. */
export async function withColumnStore(
  cube: Cube,
  dataSource: DataSource,
  work: (opened: { store: ColumnStore; statistics: Statistics }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "column-store-"));
  const log = createLogger("test", process.env.TEST_LOG_LEVEL ?? "silent");
  const store = new ColumnStore({
    ...{ cube, dataSource, folder, log },
    memory: 2 ** 28,
    statementTimeoutMs: 20_000,
  });
  try {
    await store.open();
    await work({ store, statistics: new Statistics(new Map([[cube, store]])) });
  } finally {
    await store.end();
    await rm(folder, { recursive: true });
  }
}
