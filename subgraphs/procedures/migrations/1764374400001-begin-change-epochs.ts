import type { MigrationInterface, QueryRunner } from "typeorm";
import { createChangeEpoch, dropChangeEpoch } from "../../../shared/change-epoch/create-change-epoch";

/** `dossier_change` and `dossier_pending_change` go by the epoch from now on. */
export class BeginChangeEpochs1764374400001 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createChangeEpoch(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropChangeEpoch(runner);
  }
}
