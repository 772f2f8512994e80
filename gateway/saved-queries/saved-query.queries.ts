import sql, { type Sql } from "sql-template-tag";
import type { Statements } from "../database/statements";
import type { SavedQuery, SavedQueryDraft } from "./saved-query";

/** What is stored of a draft that was checked. */
export type CheckedDraft = SavedQueryDraft & Pick<SavedQuery, "contentHash" | "schemaUsed">;

const columns = sql`name, title, language, visibility, content, content_hash AS "contentHash", parameters,
  schema_used AS "schemaUsed", unfit_since AS "unfitSince", owner, version, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

type SavedQueryRow = Omit<SavedQuery, "language" | "isShipped"> & { language: "vi" | "en" | null };

/** By its name; undefined where there is none. `isKept`: it stays as it is until the end of the transaction. */
export async function findSavedQuery(
  statements: Statements,
  name: string,
  isKept = false,
): Promise<SavedQuery | undefined> {
  const lock = isKept ? sql`FOR UPDATE` : sql``;
  const [row] = await statements.rows<SavedQueryRow>(
    sql`SELECT ${columns} FROM saved_query WHERE name = ${name} ${lock}`,
  );
  return row && savedQueryOf(row);
}

/** Those that somebody may read, by name, behind a name. `reader`: a subject, or all that there are. */
export async function listSavedQueries(
  statements: Statements,
  reader: { subject: string | null; isEveryones: boolean },
  after: string,
  limit: number,
): Promise<SavedQuery[]> {
  const rows = await statements.rows<SavedQueryRow>(sql`
    SELECT ${columns} FROM saved_query
    WHERE name > ${after} AND (${reader.isEveryones} OR visibility = 'everyone' OR owner = ${reader.subject})
    ORDER BY name LIMIT ${limit}`);
  return rows.map(savedQueryOf);
}

/** What saved queries run, those that were changed last. */
export function listContents(
  statements: Statements,
  limit: number,
): Promise<Pick<SavedQuery, "name" | "content">[]> {
  return statements.rows(
    sql`SELECT name, content FROM saved_query ORDER BY updated_at DESC, name LIMIT ${limit}`,
  );
}

/** How many somebody has saved. */
export async function countSavedQueries(statements: Statements, owner: string): Promise<number> {
  const { count } = await statements.row<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM saved_query WHERE owner = ${owner}`,
  );
  return count;
}

/** Undefined where the name is taken. */
export async function insertSavedQuery(
  statements: Statements,
  draft: CheckedDraft,
  owner: string,
  now: Date,
): Promise<SavedQuery | undefined> {
  const [row] = await statements.rows<SavedQueryRow>(sql`
    INSERT INTO saved_query (name, title, language, visibility, content, content_hash, parameters, schema_used,
      owner, created_at, updated_at)
    VALUES (${draft.name}, ${draft.title}, ${draft.language ?? null}, ${draft.visibility}, ${json(draft.content)},
      ${draft.contentHash}, ${json(draft.parameters)}, ${json(draft.schemaUsed)}, ${owner}, ${now}, ${now})
    ON CONFLICT (name) DO NOTHING RETURNING ${columns}`);
  return row && savedQueryOf(row);
}

/** Undefined where it is another version by now, or none. */
export async function updateSavedQuery(
  statements: Statements,
  draft: CheckedDraft,
  version: number,
  now: Date,
): Promise<SavedQuery | undefined> {
  // TypeORM gives other than rows for a statement that begins with UPDATE or DELETE.
  const [row] = await statements.rows<SavedQueryRow>(sql`
    WITH changed AS (UPDATE saved_query SET title = ${draft.title}, language = ${draft.language ?? null},
      visibility = ${draft.visibility}, content = ${json(draft.content)}, content_hash = ${draft.contentHash},
      parameters = ${json(draft.parameters)}, schema_used = ${json(draft.schemaUsed)}, unfit_since = NULL,
      version = version + 1, updated_at = ${now}
    WHERE name = ${draft.name} AND version = ${version} RETURNING *) SELECT ${columns} FROM changed`);
  return row && savedQueryOf(row);
}

/** Its shares go with it. */
export async function deleteSavedQuery(statements: Statements, name: string): Promise<void> {
  await statements.rows(sql`DELETE FROM saved_query WHERE name = ${name}`);
}

/** Puts down since when some do not fit the schema, and that others fit again. */
export async function markUnfit(
  statements: Statements,
  unfit: readonly string[],
  fit: readonly string[],
  now: Date,
): Promise<void> {
  await statements.rows(sql`
    UPDATE saved_query SET unfit_since = CASE WHEN name = ANY(${unfit}) THEN ${now}::timestamptz END
    WHERE (name = ANY(${unfit}) AND unfit_since IS NULL) OR (name = ANY(${fit}) AND unfit_since IS NOT NULL)`);
}

/** How many shares ran what a saved query was before, and do not run what it is now. */
export async function countEndedShares(
  statements: Statements,
  before: SavedQuery,
  after: SavedQuery,
  now: Date,
): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM query_share
    WHERE saved_query = ${after.name} AND content_hash = ${before.contentHash} AND content_hash <> ${after.contentHash}
      AND revoked_at IS NULL AND expires_at > ${now}`);
  return count;
}

/** As `jsonb`: pg would write a list as an array of PostgreSQL's. */
const json = (value: unknown): Sql => sql`${JSON.stringify(value)}::jsonb`;

function savedQueryOf({ language, ...row }: SavedQueryRow): SavedQuery {
  return { ...row, ...(language !== null && { language }), isShipped: false };
}
