import type { MigrationInterface, QueryRunner } from "typeorm";

/** What public documents say of units otherwise than the official list. */
export class AddUnitClaims1763596800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE unit_fact AS ENUM ('AREA_KM2', 'POPULATION', 'CENTRE');
      CREATE TABLE unit_claim (
        unit_code text NOT NULL CONSTRAINT unit_claim_unit_code_fkey REFERENCES administrative_unit (code),
        fact unit_fact NOT NULL,
        source_id text NOT NULL,
        value text NOT NULL,
        note text,
        CONSTRAINT unit_claim_pkey PRIMARY KEY (unit_code, fact, source_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE unit_claim; DROP TYPE unit_fact");
  }
}
