import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { fromSource } from "../../../../shared/base/project/project-root";
import { createChangeLog, dropChangeLog } from "../../../../shared/database/change-log/create-change-log";
import { createHistory, dropHistory } from "../../../../shared/database/history/create-history";
import { createSearchFunction, dropSearchFunction } from "../../../../shared/database/search-function";
import { createImportRun, dropImportRun } from "../../../../shared/import/import-run";
import { createIdempotencyKeys } from "../../../../shared/kit/mutation/idempotency-key";

/** All that this sector keeps, as `baseline.sql` says, and what the kit keeps beside it. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSearchFunction(runner);
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
    await createChangeLog(runner);
    await runner.query(readFileSync(fromSource(__dirname, "baseline.sql"), "utf8"));
    // What statistics and figures of a past day are computed from.
    await createHistory(runner, {
      table: "market_stall",
      key: ["code"],
      columns: ["ownership", "unit_code", "organization_code", "capacity", "opened_on", "origin"],
      since: "2025-01-01",
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropHistory(runner, "market_stall");
    await runner.query(`
      DROP TABLE market_stall, organization, former_unit, administrative_unit;
      DROP TYPE market_stall_ownership, data_origin`);
    await dropChangeLog(runner);
    await dropImportRun(runner);
    await runner.query("DROP TABLE idempotency_key");
    await dropSearchFunction(runner);
  }
}
