import type { MigrationInterface, QueryRunner } from "typeorm";

/** The commune-level units of before 1 July 2025, and what became of each. */
export class AddFormerUnits1764403600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE former_unit_kind AS ENUM ('WARD', 'COMMUNE', 'TOWNSHIP');
      CREATE TABLE former_unit (
        code text NOT NULL CONSTRAINT former_unit_pkey PRIMARY KEY,
        name_vi text NOT NULL,
        name_en text NOT NULL,
        kind former_unit_kind NOT NULL,
        district text NOT NULL,
        successor_codes text[] NOT NULL);
      CREATE INDEX former_unit_successor_codes_idx ON former_unit USING gin (successor_codes)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE former_unit; DROP TYPE former_unit_kind");
  }
}
