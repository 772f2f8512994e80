import type { MigrationInterface, QueryRunner } from "typeorm";
import { createInferences } from "../../../shared/inference/inference";

/** What was inferred of published rows, and aims that were published without a number. */
export class AddPublishedFacts1763596800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createInferences(runner);
    await runner.query(`
      ALTER TABLE target ALTER value DROP NOT NULL, ALTER qualifier DROP NOT NULL, ADD note text,
        ADD CONSTRAINT target_value_check
          CHECK ((value IS NULL) = (qualifier IS NULL) AND (value IS NOT NULL OR note IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM target WHERE value IS NULL;
      ALTER TABLE target DROP CONSTRAINT target_value_check, DROP note, ALTER value SET NOT NULL,
        ALTER qualifier SET NOT NULL;
      DROP TABLE inference`);
  }
}
