import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { fromSource } from "../../../shared/base/project/project-root";
import { createChangeLog, dropChangeLog } from "../../../shared/database/change-log/create-change-log";
import {
  createHistory,
  dropHistory,
  type HistoryParts,
} from "../../../shared/database/history/create-history";
import { createSearchFunction, dropSearchFunction } from "../../../shared/database/search-function";
import { createImportRun, dropImportRun } from "../../../shared/import/import-run";
import { createIdempotencyKeys } from "../../../shared/kit/mutation/idempotency-key";

const since = "2025-07-01";

/** What figures of a past day are computed from. Units are those of the two-tier model, which began on that day. */
const histories: HistoryParts[] = [
  { table: "administrative_unit", key: ["code"], columns: ["kind", "area_km2", "population"], since },
  { table: "unit_application", key: ["unit_code", "application_code"], columns: [], since },
  {
    table: "it_system",
    key: ["code"],
    columns: [
      ...[
        "owner_code",
        "hosting",
        "migration",
        "migrated_on",
        "commissioned_on",
        "security_level",
        "data_sharing",
      ],
      ...["data_centre_code", "cpu_cores", "origin"],
    ],
    since,
  },
  {
    table: "dataset",
    key: ["id"],
    columns: [
      ...["publisher_code", "theme", "access_level", "on_open_data_portal", "modified_at", "live_until"],
      ...["license", "frequency", "system_code"],
      ...["accurate", "sufficient", "clean", "consistent", "shared", "assessed_met", "origin"],
    ],
    since,
  },
  {
    table: "dataset_assessment",
    key: ["dataset_id", "criterion"],
    columns: ["evidence", "numerator", "denominator", "assessed_on"],
    since,
  },
  {
    table: "platform",
    key: ["code"],
    columns: [
      ...["name_vi", "name_en", "description_vi", "description_en", "owner_code", "launched_on"],
      ...["registered_users", "services", "milestone_code", "source_id", "origin"],
    ],
    since,
  },
];

/** All that infrastructure keeps, as `baseline.sql` says, and what the kit keeps beside it. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSearchFunction(runner);
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
    await createChangeLog(runner);
    await runner.query(readFileSync(fromSource(__dirname, "baseline.sql"), "utf8"));
    for (const history of histories) await createHistory(runner, history);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of histories) await dropHistory(runner, table);
    await runner.query(`
      DROP TABLE former_unit, unit_application, application, platform, distribution, dataset_assessment, dataset, it_system,
        data_centre, unit_claim, readiness_assessment, administrative_unit, organization;
      DROP FUNCTION dataset_derive, dataset_live_until, dataset_search_text, it_system_derive, raise_version;
      DROP TYPE former_unit_kind, unit_fact, organization_kind, data_origin, quality_criterion, access_level, update_frequency, data_sharing,
        migration_status, hosting, readiness_criterion, administrative_unit_kind`);
    await dropChangeLog(runner);
    await dropImportRun(runner);
    await runner.query("DROP TABLE idempotency_key");
    await dropSearchFunction(runner);
  }
}
