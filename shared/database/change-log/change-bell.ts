import { Client, DatabaseError } from "pg";
import type { Logger } from "../../base/log/logger";

/** Tells when the change log may have something new, over a connection of its own that waits for it. */
export interface ChangeBell {
  /** How often it has rung. */
  readonly rings: number;
  /** Resolves when it has rung more often than so many times; rejects when the signal is aborted. */
  wait(rings: number, signal: AbortSignal): Promise<void>;
  end(): Promise<void>;
}

/** The channel that the trigger of the change log notifies. */
const channel = "changes";

/** Waits before it connects anew, in milliseconds: the first, and the longest. */
const pauses = { first: 100, longest: 5_000 };

/** A standby cannot listen: there it is looked whether anything was replayed, so often, in milliseconds. */
const lookEveryMs = 100;

/** Connected while somebody waits. It also rings whenever a connection stands: what came before it was missed. */
export function createChangeBell(
  url: string,
  applicationName: string,
  log: Pick<Logger, "warn">,
): ChangeBell {
  const waiting = new Set<() => void>();
  let rings = 0;
  let listening: Promise<void> | undefined;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wake = () => {};
  let isEnded = false;

  const ring = () => {
    rings += 1;
    for (const resolve of [...waiting]) resolve();
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, ms);
    });
  const listen = async (): Promise<void> => {
    const own = new Client({
      connectionString: url,
      application_name: `${applicationName} changes`,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client = own;
    const lost = new Promise<void>((resolve) => {
      own.on("error", () => resolve());
      own.on("end", () => resolve());
    });
    own.on("notification", ring);
    try {
      await own.connect();
      if (await listens(own)) {
        ring();
        await lost;
      } else await lookUntil(own, lost, ring, pause, () => isEnded);
    } finally {
      await own.end().catch(() => undefined);
    }
  };
  const keepListening = async () => {
    let pauseMs = pauses.first;
    while (!isEnded) {
      const before = rings;
      await listen().catch((error: unknown) => {
        log.warn({ err: error }, "the change log cannot be listened to; connecting anew");
      });
      if (isEnded) return;
      pauseMs = rings > before ? pauses.first : Math.min(pauses.longest, pauseMs * 2);
      // Not all processes at the same moment.
      await pause(pauseMs * (0.5 + Math.random()));
    }
  };
  return {
    get rings() {
      return rings;
    },
    wait(count, signal) {
      listening ??= keepListening();
      if (rings > count) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const settle = (done: () => void) => {
          waiting.delete(rung);
          signal.removeEventListener("abort", aborted);
          done();
        };
        const rung = () => settle(resolve);
        const aborted = () => settle(() => reject(signal.reason));
        waiting.add(rung);
        signal.addEventListener("abort", aborted, { once: true });
        if (signal.aborted) aborted();
      });
    },
    async end() {
      isEnded = true;
      clearTimeout(timer);
      wake();
      await client?.end().catch(() => undefined);
      await listening;
    },
  };
}

/** False on a standby. */
async function listens(client: Client): Promise<boolean> {
  try {
    await client.query(`LISTEN ${channel}`);
    return true;
  } catch (error) {
    const readOnly = "25006";
    if (error instanceof DatabaseError && error.code === readOnly) return false;
    throw error;
  }
}

/** Rings when a standby has replayed something; until it is one no more, or the connection is lost. */
async function lookUntil(
  client: Client,
  lost: Promise<void>,
  ring: () => void,
  pause: (ms: number) => Promise<void>,
  isEnded: () => boolean,
): Promise<void> {
  let isLost = false;
  void lost.then(() => {
    isLost = true;
  });
  let replayed: string | null | undefined;
  while (!isLost && !isEnded()) {
    const { rows } = await client.query<{ standby: boolean; replayed: string | null }>(
      "SELECT pg_is_in_recovery() AS standby, pg_last_wal_replay_lsn()::text AS replayed",
    );
    if (rows[0]?.standby !== true) return;
    if (rows[0].replayed !== replayed) ring();
    replayed = rows[0].replayed;
    await Promise.race([pause(lookEveryMs), lost]);
  }
}
