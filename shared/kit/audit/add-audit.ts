import type { MigrationInterface, QueryRunner } from "typeorm";
import { createAudit, dropAudit } from "./audit-entry";

/** Gives a subgraph its audit: one of the migrations of each. */
export class AddAudit1764500000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createAudit(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropAudit(runner);
  }
}
