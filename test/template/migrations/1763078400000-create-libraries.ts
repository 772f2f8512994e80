import type { MigrationInterface, QueryRunner } from "typeorm";

export class CreateLibraries1763078400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE data_origin AS ENUM ('PUBLISHED', 'REPORTED', 'SYNTHETIC');
      CREATE TABLE library (
        code text NOT NULL CONSTRAINT library_pkey PRIMARY KEY,
        name text NOT NULL,
        unit_code text NOT NULL,
        origin data_origin NOT NULL);
      CREATE INDEX library_unit_code_idx ON library (unit_code)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE library; DROP TYPE data_origin");
  }
}
