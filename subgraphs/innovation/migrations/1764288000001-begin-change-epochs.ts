import type { MigrationInterface, QueryRunner } from "typeorm";
import { createChangeEpoch, dropChangeEpoch } from "../../../shared/change-epoch/create-change-epoch";

/** `observation.changed_in` goes by the epoch from now on. */
export class BeginChangeEpochs1764288000001 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createChangeEpoch(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropChangeEpoch(runner);
  }
}
