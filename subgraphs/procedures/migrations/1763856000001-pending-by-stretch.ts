import type { MigrationInterface, QueryRunner } from "typeorm";
import { driftFunction } from "./1763424000001-renew-dossier-tally";

/**
 * The stretch (see `Span`) that a pending dossier was received in stands beside its day: statistics by week group the
 * overdue by it, and reckoning it for each of a hundred thousand took longer than counting them.
 */
export class PendingByStretch1763856000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dossier_pending ADD stretch date NOT NULL GENERATED ALWAYS AS
        (greatest(date_trunc('week', day::timestamp), date_trunc('month', day::timestamp))::date) STORED`);
    await runner.query(driftFunction(pendingRows));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE dossier_pending DROP stretch");
    await runner.query(driftFunction("(TABLE dossier_pending)"));
  }
}

/** What `dossier_tally_drift` compares with the dossiers themselves. */
export const pendingRows = `(SELECT dossier_id, due_at, day, organization_code, unit_code, procedure_code, field_code, channel, applicant,
        status FROM dossier_pending)`;
