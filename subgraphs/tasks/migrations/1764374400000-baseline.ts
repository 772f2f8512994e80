import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { fromSource } from "../../../shared/base/project/project-root";
import { createChangeLog, dropChangeLog } from "../../../shared/database/change-log/create-change-log";
import { createSearchFunction, dropSearchFunction } from "../../../shared/database/search-function";
import { createImportRun, dropImportRun } from "../../../shared/import/import-run";
import { createInferences } from "../../../shared/kit/inference/inference";
import { createIdempotencyKeys } from "../../../shared/kit/mutation/idempotency-key";

/** All tables of tasks, as in `baseline.sql`, and those of the kit. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSearchFunction(runner);
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
    await createInferences(runner);
    await createChangeLog(runner);
    await runner.query(readFileSync(fromSource(__dirname, "baseline.sql"), "utf8"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE bottleneck_task, bottleneck_organization, bottleneck, task_state, task_change,
        task_coordinator, task, key_result, objective, milestone_plan, milestone_lead, milestone, event, programme,
        policy_document, indicator, source_document, organization;
      DROP FUNCTION set_task_search, refuse_history_change;
      DROP TYPE programme_kind, policy_document_kind, bottleneck_kind, task_change_kind, data_origin,
        assigning_authority, organization_axis, organization_kind;
      DROP TABLE inference`);
    await dropChangeLog(runner);
    await dropImportRun(runner);
    await runner.query("DROP TABLE idempotency_key");
    await dropSearchFunction(runner);
  }
}
