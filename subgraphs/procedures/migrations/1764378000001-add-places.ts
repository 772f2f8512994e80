import type { MigrationInterface, QueryRunner } from "typeorm";

/** The codes of all units and organizations, which are at home in other sectors. */
export class AddPlaces1764378000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE administrative_unit (
        code text NOT NULL CONSTRAINT administrative_unit_pkey PRIMARY KEY,
        name_vi text NOT NULL);
      CREATE TABLE organization (code text NOT NULL CONSTRAINT organization_pkey PRIMARY KEY)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE organization, administrative_unit");
  }
}
