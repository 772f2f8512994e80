import { dayOf } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { filledDays } from "../dossier/check-dossier-stats";
import { keySetFor } from "../dossier/count-dossiers";
import { noDossiers } from "../dossier/dossier-measures";
import type { DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import type { FoundGroups } from "../dossier/found-groups";
import { type BlockFilter, blockFilter } from "./block-filter";
import { type FilledDays, findGaps, stepsBetween } from "./find-gaps";
import { groupAxes, keysOfNumber } from "./group-axes";
import { groupTallies } from "./group-tallies";
import { placeGroups } from "./place-groups";
import { readTallyBlocks } from "./read-tally-blocks";
import type { TallyBlock } from "./tally-block";

/**
 * Answers a statistic from kept tallies that this process holds, and what has changed since: PostgreSQL reads only the
 * latter, and a thousand groups are made in a few milliseconds. Undefined when no set knows what is asked, or
 * only in more rows than memory should hold.
 */
export async function countFromBlocks(
  database: Database,
  args: DossierStatsArguments,
  now: Date,
): Promise<FoundGroups | undefined> {
  const set = keySetFor(args, []);
  if (set === undefined) return undefined;
  const read = await readTallyBlocks(database, set, args, now);
  if (read === undefined) return undefined;
  const { blocks, procedures } = read;
  const filter = blockFilter(set.axis, args.filter, procedures);
  const { timeBucket } = args;
  const filled = timeBucket?.fillGaps ? filledDays(args, dayOf(now)) : undefined;
  const steps = timeBucket && filled ? stepsOver(blocks, filter, filled, timeBucket.grain) : [];
  const axes = groupAxes(blocks, filter, args, steps);
  const groups = groupTallies(blocks, filter, axes);
  const placed = placeGroups(groups, filled ? findGaps(groups, axes, filled) : [], args);
  const counts = groups.countsOf(placed);
  return {
    groups: placed.map((number, at) => ({
      keys: keysOfNumber(axes, number),
      counts: counts[at] ?? noDossiers,
    })),
    totals: groups.totals,
  };
}

/** Every step that the days of blocks, or those to be filled, are in or between. */
function stepsOver(
  blocks: readonly TallyBlock[],
  filter: BlockFilter,
  { from, to }: FilledDays,
  grain: Parameters<typeof stepsBetween>[2],
): string[] {
  const through = filter.get("DAY") ?? (() => true);
  const codes = blocks.flatMap(({ keys }) => keys.get("DAY")?.codes.filter(through) ?? []);
  const days = [...codes, from, to].filter((day) => day !== null).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? [] : stepsBetween(first, last, grain);
}
