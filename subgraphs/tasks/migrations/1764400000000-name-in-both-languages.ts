import type { MigrationInterface, QueryRunner } from "typeorm";

/** Milestones in both languages, and the kinds of bodies that the reports name beside the city's own. */
export class NameInBothLanguages1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TYPE organization_kind ADD VALUE 'CENTRAL_BODY';
      ALTER TYPE organization_kind ADD VALUE 'PARTY_COMMITTEE';
      ALTER TYPE organization_kind ADD VALUE 'SOCIO_POLITICAL_ORGANIZATION';
      ALTER TYPE organization_axis ADD VALUE 'CENTRAL';
      ALTER TABLE milestone RENAME name TO name_en;
      ALTER TABLE milestone ADD name_vi text;
      UPDATE milestone SET name_vi = name_en;
      ALTER TABLE milestone ALTER name_vi SET NOT NULL`);
  }

  /** PostgreSQL takes no value out of an enum; the new ones stay. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE milestone DROP name_vi; ALTER TABLE milestone RENAME name_en TO name");
  }
}
