import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * When procedures were last changed. Nothing tells it of the rows that are there already: they get the day on which
 * the two-tier model began, which the catalogue says of what it does not know. They were written later; now() would
 * call old rows fresh, and be in the future of a demonstration whose present is fixed.
 */
export class DateProcedures1763596800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE procedure ADD changed_at timestamptz NOT NULL DEFAULT '2025-07-01T00:00:00+07:00';
      ALTER TABLE procedure ALTER changed_at DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE procedure DROP changed_at");
  }
}
