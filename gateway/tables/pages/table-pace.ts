/** Gives pages of tables their turns, so that other requests are answered nearly as they would be without. */
export interface TablePace {
  /** Resolves when a page may be asked for; gives what is called when it has come. */
  turn(): Promise<() => void>;
  /** Most rows that the next page should have. */
  mostRows(): number;
}

/** All at once, of any size. */
export const unpaced: TablePace = {
  turn: async () => () => undefined,
  mostRows: () => Number.POSITIVE_INFINITY,
};

export interface TablePaceOptions {
  /** Whether other requests are being answered, or were a moment ago. */
  isBusy: () => boolean;
  /** Milliseconds that only go forward. */
  nowMs?: () => number;
  later?: (work: () => void, ms: number) => void;
}

/** A core is left to the gateway and to whoever writes the files. */
const pagesAtOnce = 2;
/** While others are there, tables have a third of the time: a page, and then twice its time nothing. */
const pausePerPage = 2;
/** A page that waited for a database for long is no reason to wait as long again. */
const longestPauseMs = 500;
/** What is done in one go while others are there: of a thousand rows each of a few steps takes ten milliseconds and more. */
const rowsBesideOthers = 250;

/**
 * Two pages at a time as long as nobody else asks for anything. Otherwise one page of all tables at a time, a small one, and a
 * pause behind it. In the order in which they came: a table waits for its own last page longest.
 */
export function createTablePace({
  isBusy,
  nowMs = () => performance.now(),
  later = (work, ms) => void setTimeout(work, ms),
}: TablePaceOptions): TablePace {
  const waiting: (() => void)[] = [];
  let running = 0;
  let pauseUntil = 0;
  let isLooking = false;

  const begin = () => {
    running++;
    const begunAt = nowMs();
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      running--;
      const endedAt = nowMs();
      pauseUntil = endedAt + Math.min(longestPauseMs, (endedAt - begunAt) * pausePerPage);
      look();
    };
  };
  const mayBegin = () => (isBusy() ? running === 0 && nowMs() >= pauseUntil : running < pagesAtOnce);
  const look = () => {
    while (waiting.length > 0 && mayBegin()) waiting.shift()?.();
    if (waiting.length === 0 || isLooking) return;
    isLooking = true;
    // Also when others have gone before the pause is over.
    later(
      () => {
        isLooking = false;
        look();
      },
      Math.min(lookEveryMs, Math.max(1, pauseUntil - nowMs())),
    );
  };
  return {
    turn() {
      if (waiting.length === 0 && mayBegin()) return Promise.resolve(begin());
      return new Promise((resolve) => {
        waiting.push(() => resolve(begin()));
        look();
      });
    },
    mostRows: () => (isBusy() ? rowsBesideOthers : Number.POSITIVE_INFINITY),
  };
}

const lookEveryMs = 50;
