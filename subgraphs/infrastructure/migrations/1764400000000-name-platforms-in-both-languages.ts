import type { MigrationInterface, QueryRunner } from "typeorm";

/** Names and descriptions of platforms in both languages. What was written so far was named in Vietnamese and described in English. */
export class NamePlatformsInBothLanguages1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE platform RENAME name TO name_vi;
      ALTER TABLE platform RENAME description TO description_en;
      ALTER TABLE platform ADD name_en text, ADD description_vi text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE platform DROP name_en, DROP description_vi;
      ALTER TABLE platform RENAME description_en TO description;
      ALTER TABLE platform RENAME name_vi TO name`);
  }
}
