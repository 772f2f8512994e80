import { badInput } from "../../base/errors/graph-error";
import type { SubgraphContext } from "../context/context";
import { maxGroups } from "../cube/check-query";
import { conditionOf, isSameCondition } from "../cube/condition";
import type { Cube } from "../cube/cube";
import { noCounts } from "../cube/measure";
import {
  type Counts,
  type CubeFilter,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";

/** Further queries for the rows of an answer, each run once for all of them. */
export interface DerivedQueries {
  byFilter(filter: CubeFilter): Promise<(keys: GroupKeys) => Counts>;
  distinct(dimension: string): Promise<(keys: GroupKeys) => number>;
}

export function deriveQueries(
  cube: Cube,
  query: StatisticsQuery,
  { statistics, statisticsContext: context }: SubgraphContext,
): DerivedQueries {
  const names = keysOf(cube, query);
  const plain = { ...query, having: null, orderBy: null, topWithin: null, after: null };
  const running = new Map<string, Promise<unknown>>();
  // What a key names is of one type.
  const once = <Answer>(key: string, run: () => Promise<Answer>): Promise<Answer> => {
    const answer = (running.get(key) as Promise<Answer> | undefined) ?? run();
    running.set(key, answer);
    return answer;
  };
  return {
    byFilter: (filter) =>
      once(JSON.stringify(filter), async () => {
        if (isSameCondition(conditionOf(cube, filter), conditionOf(cube, query.filter)))
          throw badInput("filter: expected another filter than the question's; got the same.", ["filter"]);
        const { groups } = await statistics.ask(cube, { ...plain, filter, first: maxGroups }, context);
        if (groups.length > maxGroups)
          throw badInput(`filter: expected at most ${maxGroups} groups by it; got more.`, ["filter"]);
        const found = new Map(groups.map(({ keys, counts }) => [groupKey(keys, names), counts]));
        return (keys) => found.get(groupKey(keys, names)) ?? noCounts(cube);
      }),
    distinct: (dimension) =>
      once(dimension, async () => {
        const found = await statistics.distinct(cube, plain, dimension, context);
        return (keys) => found.get(groupKey(keys, names)) ?? 0;
      }),
  };
}
