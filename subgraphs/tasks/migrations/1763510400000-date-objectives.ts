import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * When objectives and key results were last changed. Nothing tells it of the rows that are there already: they get
 * the day on which the two-tier model began, which the catalogue says of what it does not know. They were written
 * later; now() would call old rows fresh, and be in the future of a demonstration whose present is fixed.
 */
export class DateObjectives1763510400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE objective ADD changed_at timestamptz NOT NULL DEFAULT '2025-07-01T00:00:00+07:00';
      ALTER TABLE objective ALTER changed_at DROP DEFAULT;
      ALTER TABLE key_result ADD changed_at timestamptz NOT NULL DEFAULT '2025-07-01T00:00:00+07:00';
      ALTER TABLE key_result ALTER changed_at DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE objective DROP changed_at;
      ALTER TABLE key_result DROP changed_at`);
  }
}
