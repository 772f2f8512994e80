import type { MigrationInterface, QueryRunner } from "typeorm";
import { dropHistory, keepHistory } from "../../../shared/history/keep-history";

/** Which procedures there were at the end of each day, and how much time they allowed on and off the green lane. */
export class KeepProcedureHistory1764381600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await keepHistory(runner, {
      table: "procedure",
      key: ["code"],
      columns: ["statutory_days", "green_lane_reduced_days", "origin"],
      since: "2025-07-01",
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropHistory(runner, "procedure");
  }
}
