/** Calls all who hold a silent connection again and again, with one timer for all of them. */
export interface Heartbeat {
  /** Has `beat` called until the function that it gives is. */
  add(beat: () => void): () => void;
}

export function createHeartbeat(everyMs: number): Heartbeat {
  const beats = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(beat) {
      beats.add(beat);
      timer ??= setInterval(() => {
        for (const each of beats) each();
      }, everyMs).unref();
      return () => {
        beats.delete(beat);
        if (beats.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
