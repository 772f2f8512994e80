import { addDays, type CalendarDay, dayOf } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import { badInput } from "../../base/errors/graph-error";
import { maxGroups } from "../cube/check-query";
import type { Cube } from "../cube/cube";
import { selectGroups } from "../cube/select-groups";
import type { Statistic, StatisticsContext } from "../cube/statistics-context";
import {
  asOfSteps,
  bucketKey,
  type Distribution,
  type FoundDistributions,
  type StatisticsQuery,
} from "../cube/statistics-query";

/*
 * In place of a time axis: each step has all rows that had come by its end, as they were then, and is queried by
 * itself. A step is a query like any other, cached, kept exact and protected as such.
 */

const mostSteps = 60;
const atOnce = 4;

/** A step, and the query for it: as of its last day, or of the query's own `asOf`, or as it is now. */
export interface AsOfStep {
  start: CalendarDay;
  query: StatisticsQuery;
}

/** The steps from the first day that has rows, or a later one, up to the day that a query is as of. */
export function stepsOf(
  cube: Cube,
  query: StatisticsQuery,
  firstDay: CalendarDay | undefined,
  { now, isPublic }: Pick<StatisticsContext, "now" | "isPublic">,
): AsOfStep[] {
  const { grain = "MONTH", from = null } = query.timeBucket ?? {};
  const last = query.asOf ?? dayOf(now);
  if (from !== null && from > last)
    throw badInput(`timeBucket.from: expected ${last} or before; got ${from}.`, ["timeBucket", "from"]);
  if (isPublic && cube.isAboutPersons && (grain === "DAY" || grain === "WEEK"))
    throw badInput(
      `timeBucket.grain: expected MONTH or longer with ${asOfSteps}, so that nobody is singled out by a day more; got ` +
        `${grain}. Ask as an analyst.`,
      ["timeBucket", "grain"],
    );
  if (firstDay === undefined || firstDay > last) return [];
  const buckets: ReturnType<typeof bucketOf>[] = [];
  for (let day = from !== null && from > firstDay ? from : firstDay; day <= last; ) {
    const bucket = bucketOf(day, grain);
    buckets.push(bucket);
    day = bucket.end;
    if (buckets.length > mostSteps)
      throw badInput(
        `timeBucket: expected at most ${mostSteps} steps of ${asOfSteps}; got more. Take a coarser grain, or a later ` +
          "day to begin from.",
        ["timeBucket"],
      );
  }
  const alone = { timeBucket: null, having: null, orderBy: null, topWithin: null, after: null };
  return buckets.map(({ start, end }) => {
    const lastDay = addDays(end, -1);
    const asOf = lastDay < last ? lastDay : (query.asOf ?? null);
    return { start, query: { ...query, ...alone, asOf, first: maxGroups } };
  });
}

/** What queries for single steps found, in order. */
export async function querySteps<Found>(
  steps: readonly AsOfStep[],
  run: (query: StatisticsQuery) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < steps.length; at += atOnce)
    found.push(...(await Promise.all(steps.slice(at, at + atOnce).map((step) => run(step.query)))));
  return found;
}

/** The answer to a query by steps, of those to its steps; totals are those of the last. */
export function joinSteps(
  cube: Cube,
  query: StatisticsQuery,
  steps: readonly AsOfStep[],
  found: readonly [Statistic, ...Statistic[]],
): Statistic {
  const last = found.at(-1) ?? found[0];
  if (found.some(({ groups }) => groups.length > maxGroups))
    throw badInput(`groupBy: expected at most ${maxGroups} groups of each step of ${asOfSteps}; got more.`, [
      "groupBy",
    ]);
  const groups = found.flatMap((one, at) =>
    one.groups.map(({ keys, counts }) => ({
      keys: { ...keys, [bucketKey]: steps[at]?.start ?? null },
      counts,
    })),
  );
  const { protects } = last;
  return {
    groups: selectGroups(cube, query, groups),
    totals: last.totals,
    asOf: new Date(Math.min(...found.map(({ asOf }) => asOf.getTime()))),
    ...(protects && {
      protects: { ...protects, groups: found.some((one) => one.protects?.groups === true) },
    }),
    distributions: async () =>
      joinDistributions(steps, await Promise.all(found.map((one) => one.distributions()))),
  };
}

function joinDistributions(
  steps: readonly AsOfStep[],
  found: readonly FoundDistributions[],
): FoundDistributions {
  const groups = found.map((one) => one.groups);
  return { groups: byStep(steps, groups), all: found.at(-1)?.all ?? (new Map() as Distribution) };
}

/** What groups of single steps have, by `groupKey`, with the steps among their keys. */
export function byStep<Value>(
  steps: readonly AsOfStep[],
  found: readonly ReadonlyMap<string, Value>[],
): Map<string, Value> {
  return new Map(
    found.flatMap((one, at) =>
      [...one].map(([key, value]) => {
        const [, ...keys] = JSON.parse(key) as (string | null)[];
        return [JSON.stringify([steps[at]?.start ?? null, ...keys]), value] as const;
      }),
    ),
  );
}
