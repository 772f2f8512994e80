import { dayOf } from "../clock/calendar-day";
import { instantOf } from "../statistics/cube-as-of";
import { addCounts, noCounts } from "../statistics/measure";
import type { Counts, FoundGroups, Group, StatisticsQuestion } from "../statistics/question";
import { groupsByMeasure } from "./groups-by-measure";
import { wholeOf } from "./known-groups";
import { isInKeyOrder, leadingGroups, type RunStatement } from "./leading-groups";
import type { StoreCube } from "./row-condition-sql";
import { storeAsOf } from "./rows-as-of";
import { leavesOutFew } from "./store-sql";

/** What is known of a snapshot before it is asked. */
export interface KnownBefore {
  totals: Counts | undefined;
  /** The first groups of the same question without steps. */
  combinations: readonly Group[] | undefined;
}

/** The groups and totals of a question, of one snapshot of the store. */
export async function findGroups(
  of: StoreCube,
  question: StatisticsQuestion,
  present: Date,
  known: KnownBefore,
  run: RunStatement,
): Promise<FoundGroups> {
  const store = storeAsOf(of, question, present);
  const now = instantOf(question, present);
  if (!isInKeyOrder(question)) return groupsByMeasure(store, question, now, run);
  const leading = { store, now, today: dayOf(present), run };
  const combinations = known.combinations?.map(({ keys }) => keys);
  const groups = await leadingGroups({ ...leading, question, combinations });
  const lacksFew = leavesOutFew(store, question);
  const all = groups.map(({ counts }) => counts);
  const isWhole = groups.length <= question.first && !lacksFew;
  const added = isWhole ? addCounts(store.cube, all, question) : undefined;
  const isRead = !question.withoutTotals;
  const totals =
    known.totals ??
    added ??
    (isRead ? (await leadingGroups({ ...leading, question: wholeOf(question) }))[0]?.counts : undefined);
  return { groups, totals: totals ?? noCounts(store.cube, question), ...(lacksFew && { lacksFew }) };
}
