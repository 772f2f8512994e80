import type { MigrationInterface, QueryRunner } from "typeorm";
import { dropHistory, type HistoryParts, keepHistory } from "../../../shared/history/keep-history";

/** The first day of the year that figures were published of. */
const since = "2025-01-01";

/** What figures of a past day are computed from. */
const histories: HistoryParts[] = [
  {
    table: "enterprise",
    key: ["id"],
    columns: ["kinds", "founded_on", "certified_on", "innovating", "origin"],
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

export class KeepHistory1763341200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const history of histories) await keepHistory(runner, history);
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
  }
}
