import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { fromSource } from "../../../shared/base/project/project-root";
import { createChangeLog, dropChangeLog } from "../../../shared/database/change-log/create-change-log";
import { createHistory, dropHistory } from "../../../shared/database/history/create-history";
import { createSearchFunction, dropSearchFunction } from "../../../shared/database/search-function";
import { createImportRun, dropImportRun } from "../../../shared/import/import-run";
import { createCellKeys, dropCellKeys } from "../../../shared/kit/cube/cell-keys";
import { createIdempotencyKeys } from "../../../shared/kit/mutation/idempotency-key";

/** All tables of procedures, as in `baseline.sql`, and those of the kit. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSearchFunction(runner);
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
    await createChangeLog(runner);
    await createCellKeys(runner);
    await runner.query(readFileSync(fromSource(__dirname, "baseline.sql"), "utf8"));
    // Which procedures there were at the end of each day, and how much time they allowed on and off the green lane.
    await createHistory(runner, {
      table: "procedure",
      key: ["code"],
      columns: ["statutory_days", "green_lane_reduced_days", "origin"],
      since: "2025-07-01",
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropHistory(runner, "procedure");
    await runner.query(`
      DROP TABLE organization, former_unit, administrative_unit, dossier_code, dossier_event, dossier, procedure, procedure_field, service_point;
      DROP FUNCTION raise_version, check_dossiers, follow_dossiers, keep_dossier_ids, check_dossier_procedures, keep_dossier_procedures,
        create_dossier_month, new_dossier_id;
      DROP SEQUENCE dossier_number;
      DROP TYPE payment_kind, dossier_status, applicant_kind, dossier_channel, online_service_level, procedure_level,
        organization_kind, administrative_unit_kind, data_origin`);
    await dropCellKeys(runner);
    await dropChangeLog(runner);
    await dropImportRun(runner);
    await runner.query("DROP TABLE idempotency_key");
    await dropSearchFunction(runner);
  }
}
