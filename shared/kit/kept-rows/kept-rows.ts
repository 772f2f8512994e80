import { LRUCache } from "lru-cache";
import { shareRuns } from "../../base/function/share-runs";
import { RequestWork } from "../../base/work/request-work";
import type { StateConnection } from "../../database/change-log/state-connection";
import { type WrittenTables, writtenSince } from "./read-written-tables";

/*
 * What is worked out of rows is kept in memory until one of their tables is written to: readiness of 126 units, say, which
 * is the latest of all assessments for each criterion.
 *
 * Nothing is ever stale. Whoever asks waits for a look at the change log that begins after the question came, and which all
 * who ask at about the same time share; it sees every commit whose author has been told of it. What it finds written since
 * the look before is dropped, and so is everything where the log cannot say. A set that is dropped while its values are
 * still being read takes them, and is seen by nobody any more: values of before a change never get into a set that others
 * find after it.
 */

/** How many sets of values are kept in each process: a loader has one for each set of its arguments, such as a day. */
const mostSets = 1_000;
/** How many values a set keeps. What is asked for beyond is read each time. */
const mostValues = 1_000;
/** How many rows the values of all sets come to at most, a few hundred bytes each: the sets not used for longest go first. */
const mostRows = 100_000;

/** What is kept, and how it is read. */
export interface KeptSet<Value> {
  /** Different for whatever differs in what it means. */
  name: string;
  /** All tables that the values depend on; `any`: any of the subgraph's. */
  tables: readonly string[] | "any";
  /** Values of keys, of now: those that there are. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Value>>;
  /** How many rows a value holds; one by default. */
  rowsOf?(value: Value): number;
}

interface HeldSet {
  tables: readonly string[] | "any";
  values: Map<string, Promise<unknown>>;
  /** Of the values that have come. */
  rows: number;
}

/** Values of one subgraph's process. */
export class KeptRows {
  // An entry of its own each time that a set has grown: the cache weighs what is new to it.
  readonly #sets = new LRUCache<string, { held: HeldSet }>({ max: mostSets, maxSize: mostRows });
  readonly #look: (asked: undefined) => Promise<void>;
  #last: WrittenTables | undefined;

  constructor(private readonly connection: Pick<StateConnection, "row">) {
    this.#look = shareRuns(() => this.#dropWritten());
  }

  /** Sees to it that nothing is kept that a change of before this call has made wrong. Rejects where the log cannot be read. */
  refresh(): Promise<void> {
    return this.#look(undefined);
  }

  /**
   * Values of keys as of the last `refresh` or later. Those that are being read for somebody else are waited for; they are
   * of as late a moment, or the set had been dropped.
   */
  async values<Value>(set: KeptSet<Value>, keys: readonly string[]): Promise<Map<string, Value>> {
    const held = this.#setOf(set);
    const missing = keys.filter((key) => !held.values.has(key));
    // For all who wait for it: it must not end with the request that was the first to ask.
    if (missing.length > 0) RequestWork.runForAll(() => this.#read(held, set, missing));
    const overflow = keys.filter((key) => !held.values.has(key));
    const found = overflow.length > 0 ? await set.read(overflow) : new Map<string, Value>();
    const values = await Promise.all(keys.map((key) => held.values.get(key)));
    return new Map(
      keys.flatMap((key, at) => {
        // The set's name says what its values are.
        const value = (values[at] as Value | undefined) ?? found.get(key);
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
  }

  #setOf({ name, tables }: KeptSet<unknown>): HeldSet {
    const known = this.#sets.get(name);
    if (known) return known.held;
    const held: HeldSet = { tables, values: new Map(), rows: 0 };
    this.#sets.set(name, { held }, { size: 1 });
    return held;
  }

  /** Puts what is being read into a set, as far as it has room. What is not there or cannot be read is not kept. */
  #read<Value>(held: HeldSet, set: KeptSet<Value>, keys: readonly string[]): void {
    const room = keys.slice(0, Math.max(0, mostValues - held.values.size));
    if (room.length === 0) return;
    const reading = set.read(room);
    for (const key of room) {
      const value = reading.then((found) => found.get(key));
      held.values.set(key, value);
      const forget = () => void (held.values.get(key) === value && held.values.delete(key));
      value.then((one) => one ?? forget(), forget);
    }
    reading.then(
      (found) => {
        for (const value of found.values()) held.rows += set.rowsOf?.(value) ?? 1;
        this.#weigh(set.name, held);
      },
      // Told to all who wait for the values.
      () => {},
    );
  }

  /** Makes room for what has come, unless the set was dropped meanwhile. */
  #weigh(name: string, held: HeldSet): void {
    if (this.#sets.peek(name)?.held === held) this.#sets.set(name, { held }, { size: 1 + held.rows });
  }

  async #dropWritten(): Promise<void> {
    const last = this.#last;
    // One that fails says nothing of what has changed: the next asks about as much.
    const name = last ? "written since" : "written";
    const now = await this.connection.row<WrittenTables>(name, writtenSince(last?.snapshot));
    this.#last = now.incarnation === null ? undefined : now;
    const isKnown = now.incarnation !== null && now.incarnation === last?.incarnation;
    const written = isKnown ? now.written : null;
    if (written === null) return this.#sets.clear();
    if (written.length === 0) return;
    for (const [key, { held }] of this.#sets) {
      const { tables } = held;
      if (tables === "any" || tables.some((table) => written.includes(table))) this.#sets.delete(key);
    }
  }
}
