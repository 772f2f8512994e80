import { dayOf } from "../../base/clock/calendar-day";
import { instantOf } from "../cube/cube-as-of";
import { addCounts, noCounts } from "../cube/measure";
import type { Counts, FoundGroups, Group, StatisticsQuery } from "../cube/statistics-query";
import { groupsByMeasure } from "./groups-by-measure";
import { isInKeyOrder, leadingGroups, type RunStatement } from "./leading-groups";
import { wholeOf } from "./result-cache";
import type { StoreCube } from "./storage/row-condition-sql";
import { storeAsOf } from "./storage/rows-as-of";
import { leavesOutFew } from "./storage/store-sql";
import { isShortSeries, wholeSeries } from "./whole-series";

/** What is cached of a snapshot before it is queried. */
export interface CachedBefore {
  totals: Counts | undefined;
  /** The first groups of the same query without steps. */
  combinations: readonly Group[] | undefined;
}

/** The groups and totals of a query, of one snapshot of the store. */
export async function findGroups(
  of: StoreCube,
  query: StatisticsQuery,
  present: Date,
  cached: CachedBefore,
  run: RunStatement,
): Promise<FoundGroups> {
  const store = storeAsOf(of, query, present);
  const now = instantOf(query, present);
  if (!isInKeyOrder(query)) return groupsByMeasure(store, query, now, run);
  const leading = { store, now, today: dayOf(present), run };
  if (isShortSeries({ ...leading, query })) return wholeSeries({ ...leading, query });
  const combinations = cached.combinations?.map(({ keys }) => keys);
  const groups = await leadingGroups({ ...leading, query, combinations });
  const lacksFew = leavesOutFew(store, query);
  const all = groups.map(({ counts }) => counts);
  const isWhole = groups.length <= query.first && !lacksFew;
  const added = isWhole ? addCounts(store.cube, all, query) : undefined;
  const isRead = !query.withoutTotals;
  const totals =
    cached.totals ??
    added ??
    (isRead ? (await leadingGroups({ ...leading, query: wholeOf(query) }))[0]?.counts : undefined);
  return { groups, totals: totals ?? noCounts(store.cube, query), ...(lacksFew && { lacksFew }) };
}
