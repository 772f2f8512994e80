import "../../shared/base/process/check-node";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { fixedClock } from "../../shared/base/clock/clock";
import { migrate } from "../../shared/database/migrate";
import { runSeeds } from "../../shared/database/seed";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { createTestDatabase } from "../support/database/test-cluster";
import startCluster from "../support/global-setup";
import stopCluster from "../support/global-teardown";
import { sourceOf, testNow } from "../support/subgraph/subgraph-harness";
import { learnSecrets } from "./attack";
import type { ThreadData } from "./attack-thread";
import type { Estimated } from "./estimate-secrets";
import { isSafe, tellLearned } from "./tell-learned";

/*
 * The large form of the attack: `npm run test:attack`. ATTACK_SCALE is the size of the data (0.03: three hundredths of
 * the city's), ATTACK_DOSSIERS how many dossiers are attacked, ATTACK_TAUGHT how many more the attacker knows all of,
 * and ATTACK_THREADS how many attack at a time. Ends with 1 when somebody is singled out, or the attack is of no use.
 */
const scale = Number(process.env.ATTACK_SCALE ?? 0.03);
const attacked = Number(process.env.ATTACK_DOSSIERS ?? 1_000);
const taught = Number(process.env.ATTACK_TAUGHT ?? 400);
const threads = Number(process.env.ATTACK_THREADS ?? availableParallelism());
/** Exact answers reveal all: few dossiers show it. */
const sizeOf = (isPublic: boolean) =>
  isPublic ? { taught, attacked } : { taught: taught / 8, attacked: attacked / 8 };

async function main(): Promise<void> {
  const url = await createTestDatabase("attack");
  await secondsOf("rows", () => makeRows(url));
  const learned = async (isPublic: boolean) => {
    const size = sizeOf(isPublic);
    const estimated = await estimateInThreads(url, size.taught + size.attacked, isPublic);
    return learnSecrets(estimated, size.taught);
  };
  const ofAnalyst = await secondsOf("as an analyst", () => learned(false));
  const ofPublic = await secondsOf("as the public", () => learned(true));
  tellLearned(ofAnalyst, ofPublic);
  if (!isSafe(ofAnalyst, ofPublic)) process.exitCode = 1;
}

async function makeRows(url: string): Promise<void> {
  const dataSource = await sourceOf(procedures, url, 600_000).initialize();
  await migrate(dataSource);
  const progress = () => undefined;
  await runSeeds(dataSource, procedures.seeds, { clock: fixedClock(testNow), scale, progress });
  await dataSource.destroy();
}

async function estimateInThreads(url: string, known: number, isPublic: boolean): Promise<Estimated[]> {
  const parts = Array.from({ length: threads }, (_, from) => ({ known, every: threads, from, isPublic }));
  const found = await Promise.all(
    parts.map((part) => {
      const workerData: ThreadData = { url, part };
      const worker = new Worker(join(__dirname, "attack-thread.js"), { workerData });
      return new Promise<Estimated[]>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      });
    }),
  );
  return found.flat();
}

async function secondsOf<Done>(what: string, work: () => Promise<Done>): Promise<Done> {
  const begun = performance.now();
  const done = await work();
  console.log(`${what}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return done;
}

async function run(): Promise<void> {
  await startCluster();
  await main().finally(() => stopCluster());
}

void run();
