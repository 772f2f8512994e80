import type { MigrationInterface, QueryRunner } from "typeorm";
import { changeFunction, rebuildFunction, tallyFactsFunction } from "./tally-of-2026-11/count-at-once";
import { factsInOrder, tallyInStepsFunction } from "./tally-of-2026-11/count-in-steps";
import { factsBySpan, tallyBySpan } from "./tally-of-2026-11/tally-sql";

/**
 * Many dossiers at once are counted by the finest span of each set of keys, and weeks, months and years are made of
 * what comes out: before, each of them was made of all rows of its root. The rows are the same.
 */
export class CountInSteps1764201600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tallyInStepsFunction());
    await runner.query(changeFunction((rows) => factsInOrder(rows)));
    await runner.query(rebuildFunction((rows) => factsInOrder(rows)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(tallyFactsFunction(tallyBySpan));
    await runner.query(changeFunction(factsBySpan));
    await runner.query(rebuildFunction(factsBySpan));
  }
}
