import type { MigrationInterface, QueryRunner } from "typeorm";
import { createImportRun, dropImportRun } from "../../../shared/import/import-run";
import { createIdempotencyKeys } from "../../../shared/mutation/idempotency-key";

export class AddWriting1763164800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createIdempotencyKeys(runner);
    await createImportRun(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropImportRun(runner);
    await runner.query("DROP TABLE idempotency_key");
  }
}
