import type { MigrationInterface, QueryRunner } from "typeorm";
import { checkDossiers, searchOneByOne } from "./1763683200001-take-in-many-dossiers";
import { changeFunction, rebuildFunction, tallyFactsFunction } from "./tally-of-2026-11/count-at-once";
import { factsBySpan, factsOf, tallyBySpan, tallyOf } from "./tally-of-2026-11/tally-sql";

/**
 * Three more things that an import of half a million dossiers waited for. The spans that many dossiers are counted by
 * are reckoned once for each of them. Of the indexes of `dossier_tally` for one organization, unit or procedure only
 * the sets are left that are read by them: smaller ones are held in memory whole, or read as fast in one go. And
 * whether all dossiers of new codes and events are there is found in one pass, where each had been looked up by itself.
 */
export class LightenImports1764028800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tallyFactsFunction(tallyBySpan));
    await runner.query(changeFunction(factsBySpan));
    await runner.query(rebuildFunction(factsBySpan));
    await runner.query(tallyIndexes(ofLargeSets, dropIndex));
    await runner.query(checkDossiers("check_dossier_codes", "the code", "code", searchInOnePass));
    await runner.query(checkDossiers("check_dossier_events", "an event", "dossier_id", searchInOnePass));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(tallyFactsFunction(tallyOf));
    await runner.query(changeFunction(factsOf));
    await runner.query(rebuildFunction(factsOf));
    await runner.query(tallyIndexes((column) => `WHERE ${column} IS NOT NULL`, dropIndex));
    await runner.query(checkDossiers("check_dossier_codes", "the code", "code", searchOneByOne));
    await runner.query(checkDossiers("check_dossier_events", "an event", "dossier_id", searchOneByOne));
  }
}

/** The large sets of each key: with procedures or days beside it, and 541, which has all three. */
const largeSets = {
  organization: [541, 550, 1300, 1301],
  unit: [541, 1400, 1401],
  procedure: [541, 550, 1510, 1511],
};

type Where = (column: string, sets: readonly number[]) => string;

const ofLargeSets: Where = (column, sets) => `WHERE key_set IN (${sets}) AND ${column} IS NOT NULL`;

const tallyIndexes = (where: Where, drop: (key: string) => string) =>
  Object.entries(largeSets)
    .map(
      ([key, sets]) => `${drop(key)}
        CREATE INDEX dossier_tally_${key}_idx ON dossier_tally (key_set, ${key}_code, day)
          ${where(`${key}_code`, sets)}`,
    )
    .join(";");

const dropIndex = (key: string) => `
        DROP INDEX dossier_tally_${key}_idx;`;

/** The indexes that the migration 1764288000001 drops. */
export const indexesOfLargeSets = tallyIndexes(ofLargeSets, () => "");

/*
 * No DISTINCT stands before the search: PostgreSQL would expect a handful of dossiers behind it, and look half a
 * million up one by one.
 */
const searchInOnePass = {
  select: "SELECT array_agg(DISTINCT a.dossier_id) FROM after_change a",
  id: "a.dossier_id",
};
