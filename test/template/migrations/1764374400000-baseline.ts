import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { fromSource } from "../../../shared/base/project/project-root";
import { createChangeLog, dropChangeLog } from "../../../shared/database/change-log/create-change-log";
import { createCellKeys, dropCellKeys } from "../../../shared/kit/cube/cell-keys";

/** The tables of libraries, as `baseline.sql` says. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createChangeLog(runner);
    await createCellKeys(runner);
    await runner.query(readFileSync(fromSource(__dirname, "baseline.sql"), "utf8"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE loan, library; DROP TYPE reader_kind, data_origin");
    await dropCellKeys(runner);
    await dropChangeLog(runner);
  }
}
