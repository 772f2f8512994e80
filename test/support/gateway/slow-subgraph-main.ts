import type { MigrationInterface, QueryRunner } from "typeorm";
import { defineSubgraph } from "../../../shared/kit/subgraph/define-subgraph";
import { runSubgraph } from "../../../shared/kit/subgraph/run-subgraph";

/** Takes longer than any statement of a request may. */
class Slow1763078400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE TABLE slow AS SELECT pg_sleep(0.3)::text AS slept");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE slow");
  }
}

/** The process of a made-up subgraph that has nothing but a slow migration. */
void runSubgraph(
  defineSubgraph({
    directory: "/somewhere/slow-sector",
    entities: [],
    migrations: [Slow1763078400000],
    resolvers: [class {}],
    references: {},
    seeds: [],
  }),
);
