import type { MigrationInterface, QueryRunner } from "typeorm";
import { driftFunction } from "./1763424000001-renew-dossier-tally";
import { pendingRows } from "./1763856000001-pending-by-stretch";
import { indexesOfLargeSets } from "./1764028800001-lighten-imports";
import { changeFunction, mergedByTheWay, rebuildFunction } from "./tally-of-2026-11/count-at-once";
import { factsInOrder, tallyInStepsFunction } from "./tally-of-2026-11/count-in-steps";
import { fewerRoots } from "./tally-of-2026-11/fewer-roots";

const factsOf = (rows: string) => factsInOrder(rows, fewerRoots);
const kept = fewerRoots.flatMap(({ sets }) => sets.map(({ number }) => number)).join(", ");

/**
 * Since dossiers are held in memory tallies answer only while these are read, and where there are too many of them. So
 * the largest sets go, which were more than half of all rows and a sixth of an import. And whoever changes a dossier no
 * longer merges the changes of others: that took longer than a statement may take on a slow machine.
 */
export class KeepFewerTallies1764288000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX dossier_tally_organization_idx, dossier_tally_unit_idx, dossier_tally_procedure_idx;
      DELETE FROM dossier_tally WHERE key_set NOT IN (${kept});
      DELETE FROM dossier_tally_change WHERE key_set NOT IN (${kept})`);
    await runner.query(tallyInStepsFunction(fewerRoots));
    await runner.query(changeFunction(factsOf, mergedByTheWay(fewerRoots)));
    await runner.query(rebuildFunction(factsOf));
    await runner.query(driftFunction(pendingRows, fewerRoots));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(tallyInStepsFunction());
    await runner.query(changeFunction((rows) => factsInOrder(rows)));
    await runner.query(rebuildFunction((rows) => factsInOrder(rows)));
    await runner.query(driftFunction(pendingRows));
    await runner.query(indexesOfLargeSets);
    await runner.query("SELECT rebuild_dossier_tally()");
  }
}
