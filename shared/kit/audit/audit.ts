import type { Clock } from "../../base/clock/clock";
import type { Logger } from "../../base/log/logger";
import { RequestWork } from "../../base/work/request-work";
import type { Database } from "../../database/database";
import { currentRequestId } from "../../http/server/request-id";
import { type AuditEvent, appendEntries } from "./append-entry";
import { AuditKind } from "./audit-enums";
import { RefusalLimit } from "./refusal-limit";

export interface AuditOptions {
  database: Database;
  log: Logger;
  /** Not that of the data: an audit is no part of a demonstration of another day. */
  clock: Clock;
}

interface Added {
  event: AuditEvent;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Most entries of one statement. */
const atOnce = 200;

/**
 * What requests add to a subgraph's audit outside of transactions, as a service of its context. The entries of all
 * requests that come while one statement is under way are added with the next: one commit for many.
 */
export class Audit {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #refusals: RefusalLimit;
  /** Entries that could not be added. */
  readonly counts = { failed: 0 };
  readonly #waiting: Added[] = [];
  #isWriting = false;

  constructor({ database, log, clock }: AuditOptions) {
    this.#database = database;
    this.#log = log;
    this.#refusals = new RefusalLimit(clock);
  }

  /** Resolves when the entry has been added; rejects when it cannot be. */
  add(event: AuditEvent): Promise<void> {
    const entry = { requestId: currentRequestId(), ...event };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event: entry, resolve, reject });
      // Not as part of the request that happens to come first: it may end, and the others' entries with it.
      if (!this.#isWriting) void RequestWork.outside(() => this.#write());
    });
  }

  /**
   * Adds who was refused a change for want of rights, with which code. Whoever is refused again and again does not fill
   * the disk: beyond what `RefusalLimit` lets through refusals are counted, and one entry an hour records how many.
   * Never rejects: what was refused stays refused.
   */
  async refused(
    event: Required<Pick<AuditEvent, "viewer" | "operation" | "keys">>,
    code: string,
  ): Promise<void> {
    const { isRecordedApart, before } = this.#refusals.count(event.viewer);
    const events = [
      ...(before
        ? [{ kind: AuditKind.REFUSAL, viewer: null, operation: "refusals", keys: [], details: before }]
        : []),
      ...(isRecordedApart ? [{ ...event, kind: AuditKind.REFUSAL, details: { code } }] : []),
    ];
    await Promise.all(events.map((each) => this.add(each))).catch((error: unknown) =>
      this.#log.error({ err: error, operation: event.operation, code }, "a refusal is not in the audit"),
    );
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, atOnce);
      try {
        const audit = await appendEntries(
          this.#database,
          some.map(({ event }) => event),
        );
        this.#log.info({ audit }, "audit");
        for (const { resolve } of some) resolve();
      } catch (error) {
        this.counts.failed += some.length;
        for (const { reject } of some) reject(error);
      }
    }
    this.#isWriting = false;
  }
}
