import type { Database } from "../../../shared/database/database";
import type { DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import type { FoundGroups, FoundTimes } from "../dossier/found-groups";
import { unpackAnswer } from "../dossier-groups/packed-answer";
import { NoAnswer } from "./dossier-thread";
import { keeperOf } from "./held-dossiers";
import { unpackTimes } from "./packed-times";
import { readChanges } from "./read-changes";
import type { StoreCalls } from "./store-messages";

/**
 * Counts from the dossiers that this process holds, and what has changed since: every question, for a pass over a million
 * of them takes milliseconds there. Undefined when none are held, or those held are of no use.
 */
export async function countFromHeld(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<FoundGroups | undefined> {
  const answer = await askHeld("count", database, args, now);
  return answer && unpackAnswer(answer);
}

/** How long dossiers took, from the same place. */
export async function timeFromHeld(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<FoundTimes | undefined> {
  const answer = await askHeld("time", database, args, now);
  return answer && unpackTimes(answer);
}

/** So many changes are held from then on, not read again by each question. */
const manyChanges = 100;
/** A question that had to wait for others as long as that has no answer from here: whoever asked may be gone. */
const longestMs = 2_000;

async function askHeld<Name extends "count" | "time">(
  name: Name,
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<StoreCalls[Name]["answer"] | undefined> {
  const keeper = keeperOf(database);
  const held = keeper?.held;
  if (!keeper || !held) return undefined;
  const { changes, sameOrigin, earlier, told, shared, snapshot, flags } = await readChanges(
    database,
    held,
    args.filter,
  );
  if (sameOrigin && !earlier) return undefined;
  if (!sameOrigin || !told) {
    void keeper.load();
    return undefined;
  }
  const { thread, basis } = held;
  try {
    if (shared && changes.size >= manyChanges && (await thread.call("keep", { basis, changes })))
      keeper.advance(held, { snapshot, basis: basis + changes.size });
    const question = { args, now, flags, basis, ...(changes.size > 0 && { changes }) };
    return await thread.call(name, { ...question, until: Date.now() + longestMs });
  } catch (error) {
    // Dossiers that columns have no room for, or that are being read anew: the database answers.
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
