import "reflect-metadata";
import { parentPort, workerData } from "node:worker_threads";
import { Database } from "../../shared/database/database";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { sourceOf, testNow } from "../support/subgraph/subgraph-harness";
import { type AttackPart, estimateSecrets } from "./estimate-secrets";

/** What a thread is started with. */
export interface ThreadData {
  url: string;
  part: AttackPart;
}

async function run(): Promise<void> {
  const { url, part }: ThreadData = workerData;
  const dataSource = await sourceOf(procedures, url, 600_000).initialize();
  try {
    const attacked = { database: Database.of(dataSource), now: new Date(testNow) };
    parentPort?.postMessage(await estimateSecrets(attacked, part));
  } finally {
    await dataSource.destroy();
  }
}

void run();
