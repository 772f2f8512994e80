import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { today } from "../base/clock/calendar-day";
import type { Clock } from "../base/clock/clock";
import { withAdvisoryLock } from "./advisory-lock";
import { Database } from "./database";
import { setTransactionDay } from "./transaction-day";

/** One part of a subgraph's first data: all of it is written, or nothing. */
export interface Seed {
  /** Stored in the table `seed`; a seed whose name is there does not run again. */
  name: string;
  run(seeding: Seeding): Promise<void>;
}

export interface Seeding {
  database: Database;
  clock: Clock;
  /** Size of the demonstration data; 1 is full size. */
  scale: number;
  /** Tells how far it is. */
  progress(done: number, total: number): void;
}

export interface SeedOptions {
  clock: Clock;
  scale: number;
  progress(step: string, done: number, total: number): void;
}

/** Runs the seeds that have not run yet, in order, each in one transaction. Gives their names. */
export function runSeeds(dataSource: DataSource, seeds: Seed[], options: SeedOptions): Promise<string[]> {
  return withAdvisoryLock(dataSource, "seed", async () => {
    const database = Database.of(dataSource);
    await database.rows(sql`
      CREATE TABLE IF NOT EXISTS seed (name text PRIMARY KEY, finished_at timestamptz NOT NULL DEFAULT now())`);
    const finished = await database.rows<{ name: string }>(sql`SELECT name FROM seed`);
    const waiting = seeds.filter((seed) => !finished.some(({ name }) => name === seed.name));
    for (const seed of waiting) await runSeed(database, seed, options);
    return waiting.map((seed) => seed.name);
  });
}

function runSeed(database: Database, seed: Seed, { clock, scale, progress }: SeedOptions): Promise<void> {
  return database.transaction(async (transaction) => {
    await transaction.rows(sql`SET LOCAL statement_timeout = 0`);
    await transaction.rows(sql`SET LOCAL idle_in_transaction_session_timeout = 0`);
    await setTransactionDay(transaction, today(clock));
    progress(seed.name, 0, 1);
    await seed.run({
      database: transaction,
      clock,
      scale,
      progress: (done, total) => progress(seed.name, done, total),
    });
    await transaction.rows(sql`INSERT INTO seed (name) VALUES (${seed.name})`);
    progress(seed.name, 1, 1);
  });
}
