import { badInput } from "../errors/graph-error";
import { maxGroups } from "./check-question";
import { type Cube, nameOfConstant } from "./cube";
import { compareValues } from "./group-order";
import { isBetween, measureOf, measureValue, percentileOf } from "./measure";
import {
  type Distribution,
  decidingMeasures,
  type FoundDistributions,
  type FoundGroups,
  type Group,
  type GroupKeys,
  groupKey,
  type MeasureTerm,
  type StatisticsQuestion,
} from "./question";
import { shareOf } from "./series-windows";
import { keysOf } from "./statistics-sql";
import { topOf } from "./top-within";

/*
 * Percentiles and shares of the total are no sums of counts. Groups are ordered by them and held to them when all groups
 * are found: the same ones that are told, which for the public are protected.
 */

const isRanked = ({ percentile, share }: MeasureTerm) => percentile != null || share === true;

/** Whether a question orders groups by percentiles or shares, or holds them to some. */
export function ranksGroups({ having, orderBy }: StatisticsQuestion): boolean {
  return [...(having ?? []), ...(orderBy ?? [])].some(isRanked);
}

/** The question for all groups of such a one, in the order of their keys. */
export function unrankedOf(cube: Cube, question: StatisticsQuestion): StatisticsQuestion {
  const { having, measures } = question;
  const deciding = decidingMeasures(question).map((one) => nameOfConstant(cube.measures, one));
  return {
    ...{ ...question, orderBy: null, topWithin: null, first: maxGroups },
    having: (having ?? []).filter((bounds) => !isRanked(bounds)),
    ...(measures && { measures: [...new Set([...measures, ...deciding])].toSorted() }),
  };
}

/** An answer that can tell how numbers are spread in its groups. */
interface Answer extends FoundGroups {
  distributions(groups?: readonly GroupKeys[]): Promise<FoundDistributions>;
}

/** The groups of such a question, of all groups. Refuses too many. */
export async function rankGroups(cube: Cube, question: StatisticsQuestion, found: Answer): Promise<Group[]> {
  const { groups, totals } = found;
  if (groups.length > maxGroups)
    throw badInput(
      `orderBy, having: expected at most ${maxGroups} groups to order by percentiles or shares; got more. Filter, or group by less.`,
      ["orderBy"],
    );
  const terms = [...(question.having ?? []), ...(question.orderBy ?? [])];
  const names = keysOf(cube, question);
  const spread = terms.some(({ percentile }) => percentile != null)
    ? (await found.distributions(groups.map(({ keys }) => keys))).groups
    : new Map<string, Distribution>();
  const measured = (constant: string, { percentile, share }: MeasureTerm, { keys, counts }: Group) => {
    if (percentile != null)
      return percentileOf(spread.get(groupKey(keys, names)) ?? new Map<number, number>(), percentile);
    return share
      ? shareOf(cube, constant, counts, totals)
      : measureValue(cube, measureOf(cube, constant), counts);
  };
  const kept = groups.filter((group) =>
    (question.having ?? []).every((bounds) => isBetween(bounds.is, measured(bounds.measure, bounds, group))),
  );
  const order = question.orderBy ?? [];
  const ranked = kept.map((group) => ({
    group,
    values: order.map((one) => measured(one.field, one, group)),
  }));
  ranked.sort((left, right) => {
    for (const [at, { direction }] of order.entries()) {
      const isUp = direction === "ASC";
      const place = compareValues(left.values[at] ?? null, right.values[at] ?? null, isUp);
      if (place !== 0) return place;
    }
    return 0;
  });
  const inOrder = ranked.map(({ group }) => group);
  return topOf(cube, question, inOrder).slice(0, question.first + 1);
}
