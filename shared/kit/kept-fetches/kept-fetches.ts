import { LRUCache } from "lru-cache";
import type { Clock } from "../../base/clock/clock";
import type { Database } from "../../database/database";
import { type ClockChanges, nextClockChange } from "../change-stream/clock-changes";
import type { KeptRows } from "../kept-rows/kept-rows";

/*
 * A subgraph sends the answer of a fetch again, without executing it, while nothing of the subgraph has been written. The
 * gateway keeps answers too, but whole ones, which end with any change in any of their sectors: of a board over four of them
 * a write makes three fetches anew for nothing. Those are answered here.
 *
 * Nothing is ever stale: whoever asks waits for a look at the change log that begins after the request came (KeptRows), and
 * an answer ends where the clock alone changes it.
 */

/** Memory for answers in each process, in bytes. */
const mostBytes = 4 * 1024 * 1024;
const largestBytes = 512 * 1024;
/** Requests of which is remembered that they came: what comes once is not kept. */
const mostSeen = 2_000;

/** An answer as it is sent. Bytes, for encoding a text of Vietnamese takes longer than sending it. */
export interface SentAnswer {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

interface KeptAnswer extends SentAnswer {
  version: number;
  /** Instants, in milliseconds: from the first on, to before the second. */
  from: number;
  until: number;
}

/** Keeps an answer that was begun, once it is there. */
export type KeepAnswer = (answer: SentAnswer) => void;

export interface KeptFetchesOptions {
  kept: Pick<KeptRows, "refresh" | "version">;
  clockChanges: ClockChanges;
  database: Database;
}

/** Answers of one subgraph's process. */
export class KeptFetches {
  readonly #answers = new LRUCache<string, KeptAnswer>({
    maxSize: mostBytes,
    maxEntrySize: largestBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length,
  });
  readonly #seen = new LRUCache<string, true>({ max: mostSeen });

  constructor(private readonly options: KeptFetchesOptions) {}

  /**
   * The answer of before to a request, if it is the one of now. Otherwise what keeps the answer that is to be made now, from
   * the second time on that it is asked for; undefined where it is not to be kept. `key` is all that answers depend on besides
   * rows and clock. Rejects where the log cannot be read.
   */
  async find(key: string, clock: Clock): Promise<SentAnswer | KeepAnswer | undefined> {
    if (!this.#seen.has(key)) {
      this.#seen.set(key, true);
      return undefined;
    }
    const { kept, clockChanges, database } = this.options;
    await kept.refresh();
    const { version } = kept;
    const now = clock.now().getTime();
    const known = this.#answers.get(key);
    if (known && known.version === version && known.from <= now && now < known.until) return known;
    // After the look: what changes when the next instant is, changes the version.
    const next = await nextClockChange(clockChanges, clock, database);
    const until = next?.getTime() ?? Number.POSITIVE_INFINITY;
    return (answer) => {
      // What was written while it was made may be in it or not.
      if (kept.version === version) this.#answers.set(key, { ...answer, version, from: now, until });
    };
  }
}
