import type { MigrationInterface, QueryRunner } from "typeorm";

/** The value of a key result is its indicator's, and stored nowhere beside it. */
export class FollowIndicators1763596800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE key_result DROP current");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE key_result ADD current numeric");
  }
}
