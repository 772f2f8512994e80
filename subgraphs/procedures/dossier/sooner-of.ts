import { setTimeout as sleep } from "node:timers/promises";

/** So long an answer from memory is waited for before the database is asked, too; both together in the gateway's time. */
const shortPatienceMs = 300;

/**
 * The answer from memory if there is one within `patienceMs`. Else, for the first time that something is asked of tens
 * of millions of dossiers takes seconds, whichever comes first: that, or what `other` gives. Throws what memory throws
 * within that time, and what `other` throws if memory then has no answer either.
 */
export async function soonerOf<Answer extends object>(
  fromMemory: Promise<Answer | undefined>,
  other: () => Promise<Answer>,
  patienceMs = shortPatienceMs,
): Promise<Answer> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const patience = sleep(patienceMs, undefined, { signal }).catch(() => undefined);
  const soon = await Promise.race([fromMemory, patience]).finally(() => waiting.abort());
  if (soon) return soon;
  const fromOther = other();
  const either = [fromOther, fromMemory.then((answer) => answer ?? fromOther)];
  return Promise.any(either).catch(() => fromOther);
}
