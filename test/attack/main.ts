import "../../shared/process/check-node";
import { fixedClock } from "../../shared/clock/clock";
import { Database } from "../../shared/database/database";
import { migrate } from "../../shared/database/migrate";
import { runSeeds } from "../../shared/database/seed";
import { procedures } from "../../subgraphs/procedures/subgraph";
import startCluster from "../support/global-setup";
import stopCluster from "../support/global-teardown";
import { sourceOf, testNow } from "../support/subgraph-harness";
import { createTestDatabase, ensureTemplate } from "../support/test-cluster";
import { attack } from "./attack";
import { secrets } from "./known-dossiers";

/*
 * The large form of the attack: `npm run test:attack`. ATTACK_SCALE is the size of the data (0.1: a tenth of the city's),
 * ATTACK_DOSSIERS how many dossiers are attacked. Ends with 1 when somebody is singled out.
 */
const scale = Number(process.env.ATTACK_SCALE ?? 0.1);
const attacked = Number(process.env.ATTACK_DOSSIERS ?? 1_000);
const taught = Number(process.env.ATTACK_TAUGHT ?? 400);
const allowed = 0.02;

async function main(): Promise<void> {
  const template = `template_attack_${String(scale).replace(".", "_")}`;
  await ensureTemplate(template, async (url) => {
    const dataSource = await sourceOf(procedures, url, 600_000).initialize();
    await migrate(dataSource);
    await runSeeds(dataSource, procedures.seeds, {
      clock: fixedClock(testNow),
      scale,
      progress: () => undefined,
    });
    await dataSource.destroy();
  });
  const dataSource = await sourceOf(
    procedures,
    await createTestDatabase("attack", template),
    600_000,
  ).initialize();
  const attackedBy = { database: Database.of(dataSource), now: new Date(testNow) };
  console.log("who      secret      base rate  accuracy  gain   at most (95 %)");
  for (const isPublic of [false, true]) {
    // Exact answers tell all: few dossiers show it.
    const size = isPublic ? { taught, attacked } : { taught: taught / 8, attacked: attacked / 8 };
    for (const { name } of secrets) {
      const [learned] = await attack(attackedBy, { ...size, among: [name] }, isPublic);
      if (!learned) continue;
      const { baseRate, guessed, gain, upper } = learned;
      const cells = [baseRate, guessed, gain, upper].map((share) => share.toFixed(3).padStart(8));
      console.log([isPublic ? "public " : "analyst", name.padEnd(10), ...cells].join("  "));
      if (isPublic && upper > allowed) process.exitCode = 1;
    }
  }
  await dataSource.destroy();
}

async function run(): Promise<void> {
  await startCluster();
  await main().finally(() => stopCluster());
}

void run();
