import { useEffect, useSyncExternalStore } from "react";
import { Today } from "../documents/documents";
import { keepLastDay, readLastDay } from "./last-day";
import { useLive } from "./use-live";

/** In milliseconds; Hanoi has no summer time. */
const hanoiOffsetMs = 7 * 60 * 60 * 1000;

/**
 * The graph's own day. The demonstration stands at a day of its own, and the computer on which the page is read may be
 * wrong by years, so the graph is asked; meanwhile the day of the last visit is taken, so that a page shows its figures
 * after one round of requests. Undefined at the first visit, until the answer; where there is none, this computer's day
 * in Hanoi.
 */
export function useToday(): { today: string | undefined } {
  const { data, error, errors } = useLive(Today, {});
  const told = data?.warningList?.asOf;
  useEffect(() => {
    if (told !== undefined) keepLastDay(told);
  }, [told]);
  // The server knows of no visit before.
  const known = useSyncExternalStore(noChange, readLastDay, () => undefined);
  if (told !== undefined) return { today: told };
  if (known !== undefined) return { today: known };
  const failed = error !== null || errors.length > 0;
  return { today: failed ? new Date(Date.now() + hanoiOffsetMs).toISOString().slice(0, 10) : undefined };
}

function noChange(): () => void {
  return () => {};
}
