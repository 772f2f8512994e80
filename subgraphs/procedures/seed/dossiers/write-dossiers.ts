import sql, { raw, type Sql } from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import { type QuotaSlot, type Quotas, resolvedInPeriod } from "./settle-quotas";

/** Some pages of the table `draft`, the last one not included. */
export interface DraftPages {
  from: number;
  to: number;
}

/** The drafts in parts of so many pages. */
export async function pagesOfDrafts(database: Database, size: number): Promise<DraftPages[]> {
  const { pages } = await database.row<{ pages: number }>(sql`
    SELECT (pg_relation_size('draft') / current_setting('block_size')::int)::int AS pages`);
  return Array.from({ length: Math.ceil(pages / size) }, (_, part) => ({
    from: part * size,
    to: (part + 1) * size,
  }));
}

/** Writes the drafted dossiers of some pages as rows. */
export async function writeDossiers(
  database: Database,
  { digitised, electronicInPeriod, electronicLater, online }: Quotas,
  pages: DraftPages,
): Promise<void> {
  await database.rows(sql`
    INSERT INTO dossier (id, procedure_code, unit_code, organization_code, channel, applicant, status, received_at,
      due_at, resolved_at, closed_at, digitised, electronic_result, payment, synchronised_at, satisfaction, origin)
    SELECT id, procedure_code, unit_code, organization_code, channel, applicant,
      CASE
        WHEN returned_at IS NOT NULL THEN 'RETURNED'
        WHEN resolved_at IS NOT NULL THEN 'RESOLVED'
        WHEN closed_at IS NOT NULL OR ending = 'REJECTED' AND accepted_at IS NOT NULL THEN ending
        WHEN resumed_at IS NOT NULL THEN 'PROCESSING'
        WHEN requested_at IS NOT NULL THEN ${requested}
        WHEN processing_at IS NOT NULL THEN 'PROCESSING'
        WHEN accepted_at IS NOT NULL THEN 'ACCEPTED'
        ELSE 'REGISTERED' END::dossier_status,
      received_at, due_at, resolved_at, CASE ending WHEN 'REJECTED' THEN accepted_at ELSE closed_at END,
      ${isWithinQuota("digitisation_rank", digitised)},
      resolved_at IS NOT NULL AND CASE WHEN ${resolvedInPeriod} THEN ${isWithinQuota("result_rank", electronicInPeriod)}
        ELSE ${isWithinQuota("result_rank", electronicLater)} END,
      CASE WHEN NOT paid THEN 'NONE' WHEN ${isWithinQuota("payment_rank", online)} THEN 'ONLINE'
        ELSE 'OFFLINE' END::payment_kind,
      synchronised_at, CASE WHEN resolved_at IS NOT NULL THEN satisfaction END, 'SYNTHETIC'
    FROM draft WHERE ${within(pages)}`);
}

/**
 * Writes the events of the drafted dossiers of some pages: one for each step that has happened. Parallel
 * unnests make the rows; a lateral VALUES reads nicer and takes three times as long.
 */
export async function writeEvents(database: Database, pages: DraftPages): Promise<void> {
  await database.rows(sql`
    INSERT INTO dossier_event (dossier_id, sequence, at, status, note)
    SELECT id, sequence, at, status,
      CASE WHEN status = 'SUPPLEMENT_REQUESTED' THEN 'Bổ sung thành phần hồ sơ' END
    FROM (
      SELECT id, unnest('{1,2,3,4,5,6,7}'::smallint[]) AS sequence,
        unnest(ARRAY[received_at, accepted_at, processing_at, requested_at, resumed_at,
          coalesce(resolved_at, closed_at), returned_at]) AS at,
        unnest(ARRAY['REGISTERED', CASE ending WHEN 'REJECTED' THEN ending ELSE 'ACCEPTED' END, 'PROCESSING',
          ${requested}, 'PROCESSING', ending, 'RETURNED']) AS status
      FROM draft WHERE ${within(pages)} OFFSET 0) AS event
    WHERE at IS NOT NULL`);
}

/** A part of a table is read by its pages as quickly as by an index, which would have to be made first. */
function within({ from, to }: DraftPages): Sql {
  return sql`ctid >= ${`(${from},0)`}::tid AND ctid < ${`(${to},0)`}::tid`;
}

const requested = sql`CASE WHEN request_payment THEN 'PAYMENT_REQUESTED'
  ELSE 'SUPPLEMENT_REQUESTED' END::dossier_status`;

/** Whether a dossier of a queue is within its quota. */
function isWithinQuota(queue: string, { rank, id }: QuotaSlot): Sql {
  return sql`(${raw(queue)}, id) <= (${rank}::float8, ${id}::bigint)`;
}
