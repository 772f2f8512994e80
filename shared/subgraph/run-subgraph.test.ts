import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTestDatabase } from "../../test/support/test-cluster";
import { defineSubgraph } from "./define-subgraph";
import { runSubgraph } from "./run-subgraph";

/** Takes longer than any statement of a request may. */
class Slow1763078400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE TABLE slow AS SELECT pg_sleep(0.3)::text AS slept");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE slow");
  }
}

const subgraph = defineSubgraph({
  directory: "/somewhere/slow-sector",
  entities: [],
  migrations: [Slow1763078400000],
  resolvers: [class {}],
  references: {},
  seeds: [],
});

afterEach(() => {
  process.exitCode = undefined;
});

it("migrates for as long as it takes, whatever the limit of a request", async () => {
  const environment = {
    SLOW_SECTOR_DATABASE_URL: await createTestDatabase("slow"),
    STATEMENT_TIMEOUT_MS: "100",
    LOG_LEVEL: "silent",
  };
  await runSubgraph(subgraph, "migrate", environment);
  expect(process.exitCode).toBeUndefined();
});

it.each([
  ["nonsense", {}],
  ["migrate", {}],
  ["migrate", { SLOW_SECTOR_DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }],
])("ends %s with %j as a failure", async (verb, environment) => {
  await runSubgraph(subgraph, verb, { LOG_LEVEL: "silent", DATA_DIRECTORY: "/nowhere", ...environment });
  expect(process.exitCode).toBe(1);
});
