import type { MigrationInterface, QueryRunner } from "typeorm";

/** When tasks were last changed, without reading a million changes. */
export class IndexTaskChanges1763424000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX task_change_changed_at_idx ON task_change (changed_at)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX task_change_changed_at_idx");
  }
}
