/**
 * Has operations wait before they fetch anything while others hold much that is fetched already.
 *
 * When 200 boards are begun at once, each one's answers wait, parsed, until those of all others have come as well, and
 * the garbage collector moves them from place to place meanwhile: it took a third of all time. Begun one after the
 * other, they are written out and forgotten before it comes by.
 *
 * Nobody waits for a slow subgraph of others: whenever the process has been idle, as many more begin as could have been
 * served meanwhile. What holds little never waits.
 */
export interface AdmissionControl {
  /** Does `work` when there is room for what it will hold: `weight`, in bytes of subgraphs' answers. */
  enter<Done>(weight: number, work: () => Promise<Done>): Promise<Done>;
}

export interface AdmissionControlOptions {
  /** For how long this process has waited for something to happen, in all, in milliseconds. */
  idleMs: () => number;
  /** Calls `look` in a millisecond or so. */
  later: (look: () => void) => void;
}

/** Six boards of 40 kB. Fewer leave the process waiting for its subgraphs, more only give it more to carry. */
const room = 256 * 1024;
/** Many thousands of these would have to run at once to be in the way. */
const light = 8 * 1024;
/** How many may begin for each idle millisecond: many, or those of a slow subgraph would hold up the others. */
const perIdleMs = 4;

export function createAdmissionControl({ idleMs, later }: AdmissionControlOptions): AdmissionControl {
  let admitted = 0;
  let seenIdleMs = 0;
  const waiting: { weight: number; begin: () => void }[] = [];

  const run = async <Done>(weight: number, work: () => Promise<Done>): Promise<Done> => {
    admitted += weight;
    try {
      return await work();
    } finally {
      admitted -= weight;
      while (waiting[0] && hasRoomFor(waiting[0].weight)) waiting.shift()?.begin();
    }
  };
  const hasRoomFor = (weight: number) => admitted === 0 || admitted + weight <= room;
  const look = () => {
    const earned = Math.floor((idleMs() - seenIdleMs) * perIdleMs);
    if (earned > 0) seenIdleMs = idleMs();
    for (const { begin } of waiting.splice(0, earned)) begin();
    if (waiting.length > 0) later(look);
  };
  return {
    enter(weight, work) {
      if (weight <= light) return work();
      if (waiting.length === 0 && hasRoomFor(weight)) return run(weight, work);
      if (waiting.length === 0) {
        seenIdleMs = idleMs();
        later(look);
      }
      return new Promise((resolve, reject) => {
        waiting.push({ weight, begin: () => run(weight, work).then(resolve, reject) });
      });
    },
  };
}

/** The gate of this process, by the time that its event loop had nothing to do. */
export function admissionOfThisProcess(): AdmissionControl {
  return createAdmissionControl({
    idleMs: () => performance.eventLoopUtilization().idle,
    later: (look) => setTimeout(look, 1),
  });
}
