import type { Database } from "../database/database";
import { GraphError } from "../errors/graph-error";
import { currentRequestId } from "../http/request-id";
import type { Logger } from "../log/logger";
import type { SubgraphContext } from "../subgraph/context";
import { RequestWork } from "../work/request-work";
import { type AuditEvent, appendEntries } from "./append-entry";
import { AuditKind } from "./audit-enums";

/**
 * Puts down which single rows of a type are being read, before they are answered: what cannot be put down is not read.
 * @throws GraphError SERVICE_UNAVAILABLE when the entry cannot be added.
 */
export async function auditReading(
  { database, viewer, log }: SubgraphContext,
  type: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const event = { kind: AuditKind.READING, viewer, operation: type, keys, requestId: currentRequestId() };
  await writerOf(database, log)
    .add(event)
    .catch((cause: unknown) => {
      const message = `The reading cannot be put down in the audit now, so no single ${type} is read; try again shortly.`;
      throw new GraphError("SERVICE_UNAVAILABLE", message, { cause });
    });
}

interface Added {
  event: AuditEvent;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Most entries of one statement. */
const atOnce = 200;
const writers = new WeakMap<object, ReadingWriter>();

function writerOf(database: Database, log: Logger): ReadingWriter {
  const known = writers.get(database.identity) ?? new ReadingWriter(database.apart(), log);
  writers.set(database.identity, known);
  return known;
}

/** Adds the readings of all requests that come while one statement is under way with the next: one commit for many. */
class ReadingWriter {
  readonly #waiting: Added[] = [];
  #isWriting = false;

  constructor(
    private readonly database: Database,
    private readonly log: Logger,
  ) {}

  add(event: AuditEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      // Not as part of the request that happens to come first: it may end, and the others' entries with it.
      if (!this.#isWriting) void RequestWork.outside(() => this.#write());
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, atOnce);
      try {
        const audit = await appendEntries(
          this.database,
          some.map(({ event }) => event),
        );
        this.log.info({ audit }, "audit");
        for (const { resolve } of some) resolve();
      } catch (error) {
        for (const { reject } of some) reject(error);
      }
    }
    this.#isWriting = false;
  }
}
