import { setTimeout as sleep } from "node:timers/promises";

/** So long an answer from memory is waited for before the database is asked, too. */
const patienceMs = 300;

/**
 * The answer from memory if there is one soon. Else, for the first time that something is asked of tens of millions of
 * dossiers takes seconds, whichever comes first: that, or what `other` gives. Throws what memory throws soon, and what
 * `other` throws if memory then has no answer either.
 */
export async function soonerOf<Answer extends object>(
  fromMemory: Promise<Answer | undefined>,
  other: () => Promise<Answer>,
  patience: Promise<undefined> = sleep(patienceMs, undefined, { ref: false }),
): Promise<Answer> {
  const soon = await Promise.race([fromMemory, patience]);
  if (soon) return soon;
  const fromOther = other();
  const either = [fromOther, fromMemory.then((answer) => answer ?? fromOther)];
  return Promise.any(either).catch(() => fromOther);
}
