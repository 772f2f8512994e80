import "reflect-metadata";
import type { Database } from "../../shared/database/database";
import { countDossiers } from "../../subgraphs/procedures/dossier/count-dossiers";
import { countFromDossiers } from "../../subgraphs/procedures/dossier/count-from-dossiers";
import { countGroups } from "../../subgraphs/procedures/dossier/count-groups";
import { type DossierCounts, noDossiers } from "../../subgraphs/procedures/dossier/dossier-measures";
import type { DossierStatsArguments } from "../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { keysOf } from "../../subgraphs/procedures/dossier/dossier-stats-keys";
import type { FoundGroups } from "../../subgraphs/procedures/dossier/found-groups";
import { countFromHeld } from "../../subgraphs/procedures/held-dossiers/ask-held";
import { countFromBlocks } from "../../subgraphs/procedures/tally-block/count-from-blocks";

/** The answers of one moment, of the tallies before that of the dossiers; undefined when only these can answer. */
export async function answersOf(
  database: Database,
  asked: DossierStatsArguments,
  now: Date,
): Promise<FoundGroups[] | undefined> {
  const fast = countDossiers(asked, now);
  if (!fast.source.sql.includes("dossier_tally")) return undefined;
  const inMemory = await countFromBlocks(database, asked, now);
  const inSql = await countGroups(database, asked, fast, now);
  const truth = await countGroups(database, asked, countFromDossiers(asked, now), now);
  return [...(inMemory ? [inMemory] : []), inSql, truth].map(plain);
}

/** The answers of one moment, of the dossiers that are held before that of the database; undefined when none are of use. */
export async function heldAnswersOf(
  database: Database,
  asked: DossierStatsArguments,
  now: Date,
): Promise<FoundGroups[] | undefined> {
  const held = await countFromHeld(database, asked, now);
  return held && [held, await countGroups(database, asked, countFromDossiers(asked, now), now)].map(plain);
}

/** The order of equals is in the keys, so that the order of rows is compared too. */
function plain({ groups, totals }: FoundGroups): FoundGroups {
  return {
    groups: groups.map(({ keys, counts }) => ({ keys: keysOf(keys), counts: countsOf(counts) })),
    totals: countsOf(totals),
  };
}

/** Without what else a row of SQL has. */
function countsOf(counts: DossierCounts): DossierCounts {
  const names = Object.keys(noDossiers) as (keyof DossierCounts)[];
  return { ...noDossiers, ...Object.fromEntries(names.map((name) => [name, counts[name]])) };
}

export function expectOne(answers: readonly FoundGroups[]): void {
  for (const answer of answers) expect(answer).toEqual(answers.at(-1));
}
