import sql from "sql-template-tag";
import { dayOf } from "../../../shared/clock/calendar-day";
import { bucketOf } from "../../../shared/clock/time-buckets";
import type { Database } from "../../../shared/database/database";
import { GraphError } from "../../../shared/errors/graph-error";
import { databaseProblem, statementEnded } from "../../../shared/http/database-error";
import { countFromHeld, timeFromHeld } from "../held-dossiers/ask-held";
import { countFromBlocks } from "../tally-block/count-from-blocks";
import { checkDossierStats } from "./check-dossier-stats";
import { countDossiers, timeDossiers } from "./count-dossiers";
import { countGroups } from "./count-groups";
import { dossierMeasuresOf } from "./dossier-measures";
import type { DossierStats } from "./dossier-stats";
import type { DossierStatsArguments } from "./dossier-stats.inputs";
import {
  type DossierGroupKeys,
  groupClause,
  groupKeyOf,
  keySelection,
  keysOf,
  statsRowOf,
} from "./dossier-stats-keys";
import type { FoundGroups, FoundTimes } from "./found-groups";
import type { ProcessingTimes } from "./processing-times";
import { soonerOf } from "./sooner-of";

/**
 * Counts the dossiers of a filter by group, in one statement; in a second one how long they took, if anybody
 * asks. Without dimensions all of them are one group.
 */
export async function findDossierStats(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<DossierStats> {
  checkDossierStats(args, dayOf(now));
  const { groups, totals } = await orTimeout(findGroups(database, args, now));
  let times: Promise<GroupTimes> | undefined;
  const timesOf = (key: string) => async () => {
    times ??= orTimeout(findProcessingTimes(database, args, now));
    return (await times).get(key) ?? new Map();
  };
  const { timeBucket, first } = args;
  return {
    rows: groups.slice(0, first).map(({ keys, counts }) => {
      const bucket = keys.bucket && timeBucket ? bucketOf(keys.bucket, timeBucket.grain) : null;
      return statsRowOf(keysOf(keys), bucket, dossierMeasuresOf(counts, timesOf(groupKeyOf(keys))));
    }),
    totals: dossierMeasuresOf(totals, timesOf(allGroups)),
    dataAsOf: now,
    truncated: groups.length > first,
  };
}

/** From the quickest place that knows what is asked. */
export async function findGroups(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<FoundGroups> {
  // Refuses a filter that cannot be meant, too.
  const counting = countDossiers(args, now);
  return soonerOf(
    countFromHeld(database, args, now),
    async () => (await countFromBlocks(database, args, now)) ?? countGroups(database, args, counting, now),
  );
}

/** Processing times by group, and of all groups together under `allGroups`. */
type GroupTimes = Map<string, ProcessingTimes>;
const allGroups = "";

function findProcessingTimes(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<GroupTimes> {
  const byGroup = ({ groups, all }: FoundTimes): GroupTimes =>
    new Map([...groups.map(({ keys, times }) => [groupKeyOf(keys), times] as const), [allGroups, all]]);
  const held = timeFromHeld(database, args, now).then((found) => found && byGroup(found));
  return soonerOf(held, () => readProcessingTimes(database, args, now));
}

async function readProcessingTimes(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<GroupTimes> {
  const timing = timeDossiers(args, now);
  const rows = await database.rows<Partial<DossierGroupKeys> & { days: number; dossiers: number }>(sql`
    SELECT ${keySelection(args, timing)}, ${timing.processingDays} AS days, (${timing.dossiers})::int AS dossiers
    FROM ${timing.source} WHERE ${timing.where} ${groupClause(args, timing.dossiers, "days")}`);
  const times: GroupTimes = new Map();
  for (const { days, dossiers, ...keys } of rows) {
    for (const key of [groupKeyOf(keys), allGroups]) {
      const time = times.get(key) ?? new Map<number, number>();
      times.set(key, time.set(days, (time.get(days) ?? 0) + dossiers));
    }
  }
  return times;
}

/** Says how to narrow a question that took too long; PostgreSQL has ended its statement by then. */
async function orTimeout<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    if (databaseProblem(error) !== statementEnded) throw error;
    const message =
      "dossierStats: expected a question that is answered in time; this one was ended. Filter by fewer days, " +
      "organizations or units, group by fewer dimensions, or ask for a coarser grain.";
    throw new GraphError("QUERY_TIMEOUT", message, { cause: error });
  }
}
