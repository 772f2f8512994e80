import type { MigrationInterface, QueryRunner } from "typeorm";
import { createImportRun, dropImportRun } from "../../../shared/import/import-run";

export class AddImports1763251200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createImportRun(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropImportRun(runner);
  }
}
