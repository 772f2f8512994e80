import sql from "sql-template-tag";
import type { Statements } from "../database/statements";
import { otherUses, type UseBatch } from "./recorded-use";

/** Most uses that are told apart of one day, and of one client on it. */
export interface UseBounds {
  ofDay: number;
  ofClient: number;
}

/** Rows of some 200 bytes each: with as many days as are kept by default, under a gigabyte if somebody fills all of it. */
export const defaultUseBounds: UseBounds = { ofDay: 20_000, ofClient: 2_000 };

/**
 * Adds what was counted to what stands there, in one statement: all of it or nothing, whoever else adds to the same rows. What
 * the day has no room for is counted as other operations of its client, or of other clients where that has no row yet. Rows
 * are written in the order of their keys, so that processes that write at the same time wait for each other and not in a ring.
 */
export async function addUses(
  statements: Statements,
  { operations, uses }: UseBatch,
  bounds: UseBounds = defaultUseBounds,
): Promise<void> {
  const given = uses.map(({ lastAt, ...use }) => ({ ...use, lastAt: new Date(lastAt) }));
  await statements.rows(sql`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS use (day date, operation text, client text, "clientVersion" text, count bigint, "lastAt" timestamptz, elements text[])
    ), described AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(operations)}::jsonb)
        AS operation (hash text, name text, kind text, signature text, elements text[])
    ), there AS (
      SELECT day, client, count(*) AS rows, sum(count(*)) OVER (PARTITION BY day) AS of_day
      FROM operation_use WHERE day IN (SELECT day FROM given) GROUP BY day, client
    ), told AS (
      SELECT given.*, known.day IS NOT NULL AS is_known,
        row_number() OVER (PARTITION BY given.day, known.day IS NULL ORDER BY given.count DESC, given.operation) AS nth,
        row_number() OVER (PARTITION BY given.day, given.client, known.day IS NULL ORDER BY given.count DESC, given.operation)
          AS nth_of_client
      FROM given LEFT JOIN operation_use AS known ON known.day = given.day AND known.operation = given.operation
        AND known.client = given.client AND known.client_version = given."clientVersion"
    ), placed AS (
      SELECT told.*, described.elements AS described_elements, is_known OR (
          nth <= ${bounds.ofDay} - coalesce((SELECT max(of_day) FROM there WHERE there.day = told.day), 0)
          AND nth_of_client <= ${bounds.ofClient} - coalesce(mine.rows, 0)) AS is_kept,
        mine.day IS NOT NULL AS has_client
      FROM told LEFT JOIN described ON described.hash = told.operation
        LEFT JOIN there AS mine ON mine.day = told.day AND mine.client = told.client
    ), chosen AS (
      SELECT day, CASE WHEN is_kept THEN operation ELSE ${otherUses} END AS operation,
        CASE WHEN has_client OR bool_or(is_kept) OVER (PARTITION BY day, client) THEN client ELSE ${otherUses} END AS client,
        CASE WHEN is_kept THEN "clientVersion" ELSE '' END AS client_version, count, "lastAt" AS last_at,
        CASE WHEN is_kept THEN elements ELSE elements || coalesce(described_elements, '{}') END AS elements
      FROM placed
    ), kept_operations AS (
      INSERT INTO recorded_operation (hash, name, kind, signature, elements)
      SELECT hash, name, kind, signature, elements FROM described WHERE hash IN (SELECT operation FROM chosen) ORDER BY hash
      ON CONFLICT (hash) DO UPDATE
        SET elements = ARRAY(SELECT DISTINCT unnest(recorded_operation.elements || excluded.elements) ORDER BY 1)
        WHERE NOT recorded_operation.elements @> excluded.elements
    )
    INSERT INTO operation_use (day, operation, client, client_version, count, last_at, elements)
    SELECT day, operation, client, client_version, sum(count), max(last_at),
      ARRAY(SELECT DISTINCT element FROM chosen AS same, unnest(same.elements) AS element
        WHERE (same.day, same.operation, same.client, same.client_version) = (chosen.day, chosen.operation, chosen.client, chosen.client_version)
        ORDER BY 1)
    FROM chosen GROUP BY day, operation, client, client_version ORDER BY day, operation, client, client_version
    ON CONFLICT (day, operation, client, client_version) DO UPDATE
      SET count = operation_use.count + excluded.count, last_at = greatest(operation_use.last_at, excluded.last_at),
        elements = CASE WHEN operation_use.elements @> excluded.elements THEN operation_use.elements
          ELSE ARRAY(SELECT DISTINCT unnest(operation_use.elements || excluded.elements) ORDER BY 1) END`);
}

/** Who has used one of some elements since a day: one row for each operation, client and version. */
export interface ElementUse {
  /** Hash of the operation; `other` for those that are not told apart. */
  operation: string;
  name: string | null;
  kind: string | null;
  signature: string | null;
  client: string;
  clientVersion: string;
  count: number;
  lastAt: Date;
  /** Which of them. */
  elements: string[];
}

/** The newest first; at most `limit`. */
export function findUses(
  statements: Statements,
  elements: readonly string[],
  sinceDay: string,
  limit: number,
): Promise<ElementUse[]> {
  return statements.rows<ElementUse>(sql`
    WITH matching AS (SELECT hash FROM recorded_operation WHERE elements && ${elements}::text[]),
    -- Apart, so that each is found by its index.
    keys AS (
      SELECT day, operation, client, client_version FROM operation_use JOIN matching ON hash = operation
      WHERE day >= ${sinceDay}::date
      UNION
      SELECT day, operation, client, client_version FROM operation_use
      WHERE day >= ${sinceDay}::date AND elements && ${elements}::text[]
    ), found AS (
      SELECT use.day, operation, client, client_version, use.count, use.last_at, recorded.name, recorded.kind, recorded.signature,
        ARRAY(SELECT element FROM unnest(${elements}::text[]) AS element
          WHERE element = ANY(use.elements) OR element = ANY(recorded.elements)) AS used
      FROM keys JOIN operation_use AS use USING (day, operation, client, client_version)
        LEFT JOIN recorded_operation AS recorded ON recorded.hash = operation
    )
    SELECT operation, name, kind, signature, client, client_version AS "clientVersion", sum(count)::float8 AS count,
      max(last_at) AS "lastAt", ARRAY(SELECT DISTINCT element FROM found AS same, unnest(same.used) AS element
        WHERE (same.operation, same.client, same.client_version) = (found.operation, found.client, found.client_version)
        ORDER BY 1) AS elements
    FROM found GROUP BY operation, name, kind, signature, client, client_version
    ORDER BY max(last_at) DESC, operation, client, client_version LIMIT ${limit}`);
}

/** The first day of which anything is recorded; null while nothing is. */
export async function findFirstDay(statements: Statements): Promise<string | null> {
  const { day } = await statements.row<{ day: string | null }>(
    sql`SELECT to_char(min(day), 'YYYY-MM-DD') AS day FROM operation_use`,
  );
  return day;
}

/** Of days before one; gives the number of rows. Operations that nobody has used since go with them. */
export async function deleteOldUses(statements: Statements, before: string): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    WITH gone AS (DELETE FROM operation_use WHERE day < ${before} RETURNING 1),
    unused AS (
      DELETE FROM recorded_operation WHERE NOT EXISTS
        (SELECT FROM operation_use WHERE operation = hash AND day >= ${before}) RETURNING 1)
    SELECT (SELECT count(*) FROM gone)::int + (SELECT count(*) FROM unused)::int AS count`);
  return count;
}

/** Which of some elements anybody has used since a day. */
export async function findUsedElements(
  statements: Statements,
  elements: readonly string[],
  sinceDay: string,
): Promise<string[]> {
  const rows = await statements.rows<{ element: string }>(sql`
    WITH asked AS (SELECT DISTINCT unnest(${elements}::text[]) AS element),
    recent AS (SELECT DISTINCT operation FROM operation_use WHERE day >= ${sinceDay}::date)
    SELECT used.element FROM recorded_operation JOIN recent ON operation = hash, unnest(elements) AS used (element)
    WHERE elements && ${elements}::text[] AND used.element IN (SELECT element FROM asked)
    UNION
    SELECT used.element FROM operation_use, unnest(elements) AS used (element)
    WHERE day >= ${sinceDay}::date AND elements && ${elements}::text[] AND used.element IN (SELECT element FROM asked)`);
  return rows.map(({ element }) => element);
}
