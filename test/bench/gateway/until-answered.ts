import { setTimeout as pause } from "node:timers/promises";

/** Fulfilled when a URL answers with 200; throws when it has not within 30 s. */
export async function untilAnswered(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const status = await fetch(url).then(
      (response) => response.status,
      // It does not listen yet.
      () => undefined,
    );
    if (status === 200) return;
    await pause(100);
  }
  throw new Error(`Expected an answer of ${url} within 30 s.`);
}
