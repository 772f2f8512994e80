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
import { createInferences } from "../../../shared/kit/inference/inference";
import { createIdempotencyKeys } from "../../../shared/kit/mutation/idempotency-key";

/** The first day of the year that figures were published of. */
const since = "2025-01-01";

/** What figures of a past day are computed from. */
const histories: HistoryParts[] = [
  {
    table: "enterprise",
    key: ["id"],
    columns: [
      ...["kinds", "industry", "unit_code", "founded_on", "certified_on", "employees", "innovating"],
      "origin",
    ],
    since,
  },
  {
    table: "component_result",
    key: ["component_code", "year"],
    columns: ["index_code", "rank", "origin"],
    since,
  },
  {
    table: "coverage_5g",
    key: ["unit_code", "month"],
    columns: ["population_covered", "population", "origin"],
    since,
  },
  { table: "strategic_product", key: ["code"], columns: ["stage", "commercialised_on", "origin"], since },
];

/** All that innovation keeps, as `baseline.sql` says, and what the kit keeps beside it. */
export class Baseline1764374400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSearchFunction(runner);
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
    await createInferences(runner);
    await createChangeLog(runner);
    await runner.query(readFileSync(fromSource(__dirname, "baseline.sql"), "utf8"));
    for (const history of histories) await createHistory(runner, history);
    // The science and technology enterprises are few; of all others, what came, was founded or ended after a day.
    await runner.query(`
      CREATE INDEX enterprise_history_science_technology_idx ON enterprise_history (known_from)
        WHERE kinds @> '{SCIENCE_TECHNOLOGY}';
      CREATE INDEX enterprise_history_known_from_idx ON enterprise_history (known_from);
      CREATE INDEX enterprise_history_known_until_idx ON enterprise_history (known_until)
        WHERE known_until < 'infinity';
      CREATE INDEX enterprise_history_founded_on_idx ON enterprise_history (founded_on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of histories) await dropHistory(runner, table);
    await runner.query(`
      DROP TABLE strategic_product, enterprise, component_result, index_edition, index_component,
        index_pillar, composite_index, coverage_5g, target, observation_group, observation, source_document, indicator, sector,
        organization, former_unit, administrative_unit;
      DROP FUNCTION count_observations, supersede_observation, refuse_observation_change;
      DROP TYPE product_stage, enterprise_kind, data_origin, observation_status, value_qualifier`);
    await dropChangeLog(runner);
    await runner.query("DROP TABLE inference");
    await dropImportRun(runner);
    await runner.query("DROP TABLE idempotency_key");
    await dropSearchFunction(runner);
  }
}
