import type { Database } from "../../../shared/database/database";
import { databaseProblem } from "../../../shared/http/database-error";
import type { DossierStatsArguments } from "../../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { findGroups } from "../../../subgraphs/procedures/dossier/dossier-stats.queries";
import type { FoundGroups } from "../../../subgraphs/procedures/dossier/found-groups";
import { countFromHeld } from "../../../subgraphs/procedures/held-dossiers/ask-held";
import { keeperOf } from "../../../subgraphs/procedures/held-dossiers/held-dossiers";

interface FirstAnswer {
  found: FoundGroups;
  /** Until it was there, in milliseconds. */
  took: number;
  /** How many before it ended with QUERY_TIMEOUT. */
  timeouts: number;
}

/** Asks until there is an answer; then waits until memory has it too, if anything is held there. */
export async function firstAnswer(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<FirstAnswer> {
  const begun = performance.now();
  let found = await findGroups(database, args, now).catch(tookTooLong);
  let timeouts = 0;
  for (; found === undefined; timeouts += 1) found = await findGroups(database, args, now).catch(tookTooLong);
  const took = performance.now() - begun;
  while (keeperOf(database)?.held && !(await countFromHeld(database, args, now)));
  return { found, took, timeouts };
}

export function tookTooLong(error: unknown): undefined {
  if (databaseProblem(error)?.code !== "QUERY_TIMEOUT") throw error;
}
