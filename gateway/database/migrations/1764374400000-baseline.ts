import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { fromSource } from "../../../shared/base/project/project-root";

export const baselineFile = fromSource(__dirname, "baseline.sql");

/** All tables of the gateway, as in `baseline.sql`. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(readFileSync(baselineFile, "utf8"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DROP TABLE graph_reader, schema_check, composed_graph, subgraph_version, registered_subgraph, operation_use, recorded_operation, table_run, query_share, saved_query",
    );
  }
}
