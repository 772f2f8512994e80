import sql, { raw, type Sql } from "sql-template-tag";
import { type CalendarDay, dayOf } from "../../shared/base/clock/calendar-day";
import type { Database } from "../../shared/database/database";
import type { CubeFilter } from "../../shared/kit/cube/statistics-query";

/** What an attacker wants to learn of a dossier: whether a filter holds of it. */
export interface Secret {
  name: string;
  filter: CubeFilter;
  sql: Sql;
}

export const secrets: readonly Secret[] = [
  { name: "digitised", filter: { digitised: true }, sql: sql`d.digitised` },
  { name: "online", filter: { channel: { eq: "ONLINE" } }, sql: sql`d.channel = 'ONLINE'` },
  { name: "citizen", filter: { applicant: { eq: "CITIZEN" } }, sql: sql`d.applicant = 'CITIZEN'` },
  { name: "paid", filter: { payment: { eq: "ONLINE" } }, sql: sql`d.payment = 'ONLINE'` },
  {
    name: "late",
    filter: { timeliness: { eq: "LATE" } },
    sql: sql`coalesce((d.resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, FALSE)`,
  },
];

/** A dossier of which an attacker knows where and when it was handed in and what for: no other has all of it. */
export interface KnownDossier {
  id: string;
  unit: string;
  unitKind: string;
  organization: string;
  procedure: string;
  receivedOn: CalendarDay;
  /** Whether each secret holds, by its name. */
  truth: Record<string, boolean>;
}

/** Dossiers that are the only ones of their unit, procedure and day; the same for the same number. */
export async function knownDossiers(database: Database, many: number): Promise<KnownDossier[]> {
  const truths = secrets.map(({ name, sql: holds }) => sql`(${holds}) AS ${raw(`"${name}"`)}`);
  const columns = truths.reduce((all, one) => sql`${all}, ${one}`);
  type Row = Record<string, boolean> & {
    id: string;
    unit: string;
    unitKind: string;
    organization: string;
    procedure: string;
    received: Date;
  };
  const rows = await database.rows<Row>(sql`
    SELECT d.id::text, d.unit_code AS unit, u.kind::text AS "unitKind", d.organization_code AS organization, d.procedure_code AS procedure,
      d.received_at AS received, ${columns}
    FROM dossier d JOIN (
      SELECT min(id) AS id FROM dossier WHERE unit_code IS NOT NULL
      GROUP BY unit_code, procedure_code, (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date HAVING count(*) = 1) AS single
      ON single.id = d.id
    JOIN administrative_unit u ON u.code = d.unit_code
    ORDER BY md5(d.id::text) LIMIT ${many}`);
  return rows.map(({ id, unit, unitKind, organization, procedure, received, ...rest }) => ({
    ...{ id, unit, unitKind, organization, procedure, receivedOn: dayOf(received) },
    truth: Object.fromEntries(secrets.map(({ name }) => [name, rest[name] === true])),
  }));
}
