import type { MigrationInterface, QueryRunner } from "typeorm";

/** Definitions of indicators and titles of sources in both languages. */
export class NameInBothLanguages1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE indicator RENAME definition TO definition_en;
      ALTER TABLE indicator ADD definition_vi text;
      ALTER TABLE source_document ADD title_vi text, ADD title_en text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE source_document DROP title_vi, DROP title_en;
      ALTER TABLE indicator DROP definition_vi;
      ALTER TABLE indicator RENAME definition_en TO definition`);
  }
}
