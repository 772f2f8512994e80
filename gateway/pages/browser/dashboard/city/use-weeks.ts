import { useMemo } from "react";
import { type CityTasksQuery, CityWeeks, type CityWeeksQuery } from "../documents/documents";
import { type Live, useLive } from "../live/use-live";
import { weeksShown, weeksVariables } from "../view/part-variables";
import type { DaysShown } from "../view/view";

/** In place of a day that is not known yet: nothing is asked with it. */
const unknown = "1970-01-01";

/**
 * Overdue tasks at the ends of the weeks up to a day. Weeks that are over are known from one answer for all days; a past day's own
 * week comes with its tasks. The panel's file and query are those of the weeks that it shows.
 */
export function useWeeks({ asOf, day, today }: DaysShown, tasks: Live<CityTasksQuery>): Live<CityWeeksQuery> {
  const isKnown = day !== undefined && today !== undefined;
  const { known, from } = weeksVariables(day ?? unknown, today ?? unknown);
  const all = useLive(CityWeeks, known, { enabled: isKnown });
  return useMemo(() => {
    const needed = asOf === null ? [all] : [all, tasks];
    const isThere = needed.every(({ data }) => data !== undefined);
    return {
      ...{ documentId: CityWeeks.documentId, variables: { asOf, from } },
      data: isThere && all.data ? joinWeeks(all.data, asOf === null ? undefined : tasks.data) : undefined,
      errors: [...all.errors, ...(asOf === null ? [] : tasks.errors.filter(isOfWeeks).map(asOwn))],
      error: needed.find(({ error }) => error !== null)?.error ?? null,
      isOutdated: needed.some(({ isOutdated }) => isOutdated),
      isOfPublic: needed.some(({ isOfPublic }) => isOfPublic),
      retry: () => {
        for (const { retry } of needed) retry();
      },
    };
  }, [all, tasks, asOf, from]);
}

/** The last weeks, those of the day's own answer in the place of the others'. Null where one of them is missing. */
export function joinWeeks(all: CityWeeksQuery, ofDay: CityTasksQuery | undefined): CityWeeksQuery {
  if (!all.taskStats) return all;
  const { rows } = all.taskStats;
  if (ofDay === undefined) return { taskStats: { rows: rows.slice(-weeksShown) } };
  // Today's tasks, until those of the day come.
  if (ofDay.weeks === undefined) return joinWeeks(all, undefined);
  if (ofDay.weeks === null) return { taskStats: null };
  const own = ofDay.weeks.rows;
  const begin = own[0]?.bucket?.start ?? "";
  const before = rows.filter(({ bucket }) => (bucket?.start ?? "") < begin);
  return { taskStats: { rows: [...before, ...own].slice(-weeksShown) } };
}

/** Of the answer about tasks. */
function isOfWeeks({ path }: { path?: readonly (string | number)[] }): boolean {
  return path?.[0] === "weeks";
}

function asOwn<Told extends { path?: readonly (string | number)[] }>(told: Told): Told {
  return { ...told, path: ["taskStats", ...(told.path ?? []).slice(1)] };
}
