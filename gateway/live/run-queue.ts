/** Executions that wait for their turn. */
export interface RunQueue {
  /** Runs `work` when it is its turn; it must not throw. */
  add(work: () => Promise<void>): void;
  /** Forgets what waits. */
  clear(): void;
}

/**
 * Runs so many at a time, in their order. A change can touch a thousand different queries: begun at once they would hold the
 * process, and those of clients who ask meanwhile would wait for all of them.
 */
export function createRunQueue(atOnce: number): RunQueue {
  const waiting = new Set<() => Promise<void>>();
  let running = 0;
  const look = () => {
    for (const work of waiting) {
      if (running >= atOnce) return;
      waiting.delete(work);
      running++;
      void work().finally(() => {
        running--;
        look();
      });
    }
  };
  return {
    add(work) {
      waiting.add(work);
      look();
    },
    clear: () => waiting.clear(),
  };
}
