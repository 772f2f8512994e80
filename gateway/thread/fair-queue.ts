/** Work that waits for its turn, of whom it is. */
export interface FairQueue<Work> {
  /** False when so much of this client's waits already that it is not taken. */
  add(client: string, work: Work): boolean;
  /** What is next: the clients take turns, and each client's own work is done in its order. */
  next(): Work | undefined;
}

/** By hand: queues on npm are in order of arrival or of priority; this one is fair by client. */
export function createFairQueue<Work>(mostOfClient: number): FairQueue<Work> {
  // The client whose turn is next comes first.
  const waiting = new Map<string, Work[]>();
  return {
    add(client, work) {
      const own = waiting.get(client) ?? [];
      if (own.length >= mostOfClient) return false;
      own.push(work);
      waiting.set(client, own);
      return true;
    },
    next() {
      for (const [client, own] of waiting) {
        const work = own.shift();
        waiting.delete(client);
        if (own.length > 0) waiting.set(client, own);
        return work;
      }
      return undefined;
    },
  };
}
