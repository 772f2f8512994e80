import type { MigrationInterface, QueryRunner } from "typeorm";
import { dropHistory, type HistoryParts, keepHistory } from "../../../shared/history/keep-history";

const since = "2025-07-01";

/** What figures of a past day are computed from. Units are those of the two-tier model, which began on that day. */
const histories: HistoryParts[] = [
  { table: "administrative_unit", key: ["code"], columns: ["kind"], since },
  { table: "unit_application", key: ["unit_code", "application_code"], columns: [], since },
  { table: "it_system", key: ["code"], columns: ["migrated_on", "origin"], since },
  { table: "dataset", key: ["id"], columns: ["on_open_data_portal", "origin"], since },
];

export class KeepHistory1763341200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const history of histories) await keepHistory(runner, history);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of histories) await dropHistory(runner, table);
  }
}
