/**
 * What an execution has fetched, as far as it decides which changes touch it: the subgraphs, and of which of them the audit
 * may have been read.
 */
export class FetchedFrom {
  readonly #readsAudit = new Map<string, boolean>();

  /** A fetch of a subgraph: `body` is what is sent. */
  add(subgraph: string, body: string): void {
    this.#readsAudit.set(subgraph, this.#readsAudit.get(subgraph) === true || auditFields.test(body));
  }

  get subgraphs(): Iterable<string> {
    return this.#readsAudit.keys();
  }

  has(subgraph: string): boolean {
    return this.#readsAudit.has(subgraph);
  }

  /** Whether a change of these tables of a subgraph may show in it; undefined: of any. */
  isTouchedBy(subgraph: string, relations: ReadonlySet<string> | undefined): boolean {
    const readsAudit = this.#readsAudit.get(subgraph);
    if (readsAudit === undefined) return false;
    return (
      readsAudit || relations === undefined || [...relations].some((relation) => relation !== auditTable)
    );
  }
}

/**
 * The audit's table, which every subgraph has of the kit (shared/kit/audit/audit-entry.ts). Where reading is put down, it is
 * written to: a live query of such rows would be touched by each of its own executions, without end.
 */
const auditTable = "audit_entry";
/** Only root fields with this in their names read it (shared/kit/audit-api/audit-resolver.ts). */
const auditFields = /Audit/;
