import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { isBigintKey } from "../../../../shared/kit/loader/loaders";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { keyFromGlobalId } from "../../../../shared/kit/subgraph/global-key";
import { Dossier } from "../dossier";
import { DossierStatus } from "../dossier-enums";
import { DossierEvent } from "../dossier-event";
import { closedStatuses } from "../dossier-state";
import { nextStatuses } from "./next-statuses";
import type { DossierPayload, RecordDossierEventInput } from "./record-dossier-event.inputs";

/** Records a change of a dossier's status. An editor of the organization that handles it may. */
export async function recordDossierEvent(
  context: SubgraphContext,
  input: RecordDossierEventInput,
): Promise<DossierPayload> {
  const what = "recording events of dossiers";
  // Before the dossier is looked up: a viewer who may write none shall not learn which exist.
  requireRole(context.viewer, ["editor", "admin"], what);
  const key = keyFromGlobalId("Dossier", input.dossier, ["input", "dossier"]);
  const request = { operation: "recordDossierEvent", input };
  const authorize = (database: Database) => lockDossier(database, context.viewer, key);
  const { entity, userErrors } = await runRowMutation(
    context,
    request,
    authorize,
    async (database, dossier) => {
      const last = await database.row<{ at: Date; sequence: number }>(sql`
      SELECT coalesce(max(at), ${dossier.receivedAt}::timestamptz) AS at, coalesce(max(sequence), 0) AS sequence
      FROM dossier_event WHERE dossier_id = ${dossier.id}`);
      refuseIfAny(problemsOf(input, dossier, last.at, context.clock.now()));
      const { status, at, note = null } = input;
      const changed = { status, ...endIn(status, at) };
      await database.repository(Dossier).update({ id: dossier.id }, changed);
      await database
        .repository(DossierEvent)
        .insert({ dossierId: dossier.id, sequence: last.sequence + 1, at, status, note });
      return { ...dossier, ...changed };
    },
  );
  return { dossier: entity && withInstants(entity), userErrors };
}

/** The columns of a dossier's end that an event sets. */
function endIn(status: DossierStatus, at: Date): Partial<Pick<Dossier, "resolvedAt" | "closedAt">> {
  if (status === DossierStatus.RESOLVED) return { resolvedAt: at };
  return closedStatuses.includes(status) ? { closedAt: at } : {};
}

/** The row is locked, so that two events at once come one after the other, each after the status that it was checked against. */
async function lockDossier(database: Database, viewer: Viewer, id: string): Promise<Dossier> {
  const dossier = isBigintKey(id)
    ? await database.repository(Dossier).findOne({ where: { id }, lock: { mode: "pessimistic_write" } })
    : null;
  const named = { what: "id of a dossier", field: "dossier", key: id };
  return ownRow(viewer, dossier, dossier ? [dossier.organizationCode] : [], named);
}

function problemsOf(
  { status, at, note }: RecordDossierEventInput,
  dossier: Dossier,
  last: Date,
  now: Date,
): (UserError | false)[] {
  const next = nextStatuses[dossier.status];
  const allowed = next.length > 0 ? `one of ${next.join(", ")}` : "none, for it has ended";
  const floor = last > dossier.receivedAt ? last : dossier.receivedAt;
  const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);
  return [
    !next.includes(status) &&
      userError("ILLEGAL_CHANGE", "status", `expected ${allowed} after ${dossier.status}; got ${status}.`),
    at < floor &&
      bad(
        "at",
        `expected no instant before the last event, ${floor.toISOString()}; got ${at.toISOString()}.`,
      ),
    at > now && bad("at", `expected no instant after now, ${now.toISOString()}; got ${at.toISOString()}.`),
    ...textProblems({ note }),
  ];
}

/** An answer that was stored under an idempotency key was JSON, in which instants are texts. */
function withInstants(dossier: Dossier): Dossier {
  const instant = (value: Date | null) => (value === null ? null : new Date(value));
  return {
    ...dossier,
    receivedAt: new Date(dossier.receivedAt),
    dueAt: new Date(dossier.dueAt),
    resolvedAt: instant(dossier.resolvedAt),
    closedAt: instant(dossier.closedAt),
    synchronisedAt: instant(dossier.synchronisedAt),
  };
}
