import sql, { type Sql } from "sql-template-tag";
import type { Statements } from "../database/statements";
import type { RegistrySchema } from "./composing/composition";

/** A schema that was published. */
export interface PublishedSchema extends RegistrySchema {
  version: number;
  publishedBy: string;
  publishedAt: Date;
}

/** What a published graph is made of, besides its text. */
export interface GraphHead {
  number: number;
  versions: Readonly<Record<string, number>>;
  cause: "publish" | "rollback" | "retire";
  subgraph: string;
  madeBy: string;
  madeAt: Date;
}

const headColumns = sql`number, versions, cause, subgraph, made_by AS "madeBy", made_at AS "madeAt"`;

/** The graph that is to be served; undefined while nothing was published. */
export async function findGraph(
  statements: Statements,
): Promise<(GraphHead & { supergraphSdl: string }) | undefined> {
  const [row] = await statements.rows<GraphHead & { supergraphSdl: string }>(sql`
    SELECT ${headColumns}, supergraph AS "supergraphSdl" FROM composed_graph ORDER BY number DESC LIMIT 1`);
  return row;
}

/** The same without its text. */
export async function findHead(statements: Statements): Promise<GraphHead | undefined> {
  const [row] = await statements.rows<GraphHead>(
    sql`SELECT ${headColumns} FROM composed_graph ORDER BY number DESC LIMIT 1`,
  );
  return row;
}

/** Its number alone; null while there is none. Notes what a process serves on the way. */
export async function readNumber(
  statements: Statements,
  reader: { id: string; process: string; number: number | null; refused: string | null } | undefined,
): Promise<number | null> {
  if (reader)
    await statements.rows(sql`
      INSERT INTO graph_reader (id, process, number, refused)
      VALUES (${reader.id}, ${reader.process}, ${reader.number}, ${reader.refused})
      ON CONFLICT (id) DO UPDATE SET number = excluded.number, refused = excluded.refused, seen_at = clock_timestamp()`);
  const { number } = await statements.row<{ number: number | null }>(
    sql`SELECT max(number) AS number FROM composed_graph`,
  );
  return number;
}

const schemaColumns = sql`subgraph AS name, version, url, schema, entities, published_by AS "publishedBy",
  published_at AS "publishedAt"`;

/** The schemas that a graph is made of, by name. */
export function findSchemas(
  statements: Statements,
  versions: GraphHead["versions"],
): Promise<PublishedSchema[]> {
  return statements.rows<PublishedSchema>(sql`
    SELECT ${schemaColumns} FROM subgraph_version
    JOIN jsonb_each_text(${JSON.stringify(versions)}::jsonb) AS chosen (name, number)
      ON subgraph = chosen.name AND version = chosen.number::int
    ORDER BY subgraph`);
}

/** One version of a subgraph; undefined where there is none. */
export async function findVersion(
  statements: Statements,
  subgraph: string,
  version: number,
): Promise<PublishedSchema | undefined> {
  const [row] = await statements.rows<PublishedSchema>(
    sql`SELECT ${schemaColumns} FROM subgraph_version WHERE subgraph = ${subgraph} AND version = ${version}`,
  );
  return row;
}

/**
 * The version that a subgraph had before it came to one for the first time, which is not always the number before: what was taken
 * back between the two is passed over. Undefined where that is not known any more, or there was none.
 */
export async function findPredecessor(
  statements: Statements,
  subgraph: string,
  version: number,
): Promise<number | undefined> {
  const [row] = await statements.rows<{ version: number | null }>(sql`
    SELECT (before.versions ->> ${subgraph}::text)::int AS version FROM composed_graph before WHERE before.number = (
      SELECT min(number) - 1 FROM composed_graph WHERE (versions ->> ${subgraph}::text)::int = ${version}::int)`);
  return row?.version ?? undefined;
}

/** The last versions of each subgraph, the newest first, without their texts. */
export function listVersions(
  statements: Statements,
  limit: number,
): Promise<{ name: string; version: number; publishedBy: string; publishedAt: Date; accepted: string[] }[]> {
  return statements.rows(sql`
    SELECT name, version, "publishedBy", "publishedAt", accepted FROM (
      SELECT subgraph AS name, version, published_by AS "publishedBy", published_at AS "publishedAt", accepted,
        row_number() OVER (PARTITION BY subgraph ORDER BY version DESC) AS nth
      FROM subgraph_version) AS numbered
    WHERE nth <= ${limit} ORDER BY name, version DESC`);
}

/** Puts down a version behind those that there are; gives its number. */
export async function insertVersion(
  statements: Statements,
  { name, url, schema, entities }: RegistrySchema,
  accepted: readonly string[],
  by: string,
  now: Date,
): Promise<number> {
  const { version } = await statements.row<{ version: number }>(sql`
    INSERT INTO subgraph_version (subgraph, version, url, schema, entities, accepted, published_by, published_at)
    VALUES (${name}, 1 + coalesce((SELECT max(version) FROM subgraph_version WHERE subgraph = ${name}), 0), ${url}, ${schema},
      ${JSON.stringify(entities)}::jsonb, ${accepted}, ${by}, ${now})
    RETURNING version`);
  return version;
}

/**
 * Whether a graph is still the newest; 0: there is none. Whoever asks next waits for the end of this transaction: two that put
 * down versions of one subgraph would otherwise meet at its number, and not at the graph's.
 */
export async function claimNext(statements: Statements, newest: number): Promise<boolean> {
  await statements.rows(sql`SELECT pg_advisory_xact_lock(hashtext('composed graph'))`);
  return ((await readNumber(statements, undefined)) ?? 0) === newest;
}

export async function insertGraph(
  statements: Statements,
  { number, versions, cause, subgraph, madeBy, madeAt }: GraphHead,
  supergraphSdl: string,
): Promise<void> {
  await statements.rows(sql`
    INSERT INTO composed_graph (number, supergraph, versions, cause, subgraph, made_by, made_at)
    VALUES (${number}, ${supergraphSdl}, ${json(versions)}, ${cause}, ${subgraph}, ${madeBy}, ${madeAt})`);
}

/** Who publishes a subgraph, and whom to write to. */
export interface SubgraphOwner {
  name: string;
  owner: string | null;
  contact: string | null;
}

export function listOwners(statements: Statements): Promise<SubgraphOwner[]> {
  return statements.rows<SubgraphOwner>(
    sql`SELECT name, owner, contact FROM registered_subgraph ORDER BY name`,
  );
}

export async function findOwner(statements: Statements, name: string): Promise<SubgraphOwner | undefined> {
  const [row] = await statements.rows<SubgraphOwner>(
    sql`SELECT name, owner, contact FROM registered_subgraph WHERE name = ${name}`,
  );
  return row;
}

export async function saveOwner(
  statements: Statements,
  { name, owner, contact }: SubgraphOwner,
  by: string,
  now: Date,
): Promise<void> {
  await statements.rows(sql`
    INSERT INTO registered_subgraph (name, owner, contact, updated_by, updated_at)
    VALUES (${name}, ${owner}, ${contact}, ${by}, ${now})
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, contact = excluded.contact, updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`);
}

/** A check as it is listed. */
export interface CheckSummary {
  id: string;
  subgraph: string;
  verdict: "passed" | "refused" | "not_composed";
  /** How many breaking changes it found. */
  breaking: number;
  summary: string;
  checkedBy: string;
  checkedAt: Date;
}

export async function insertCheck(statements: Statements, check: CheckSummary): Promise<void> {
  const { id, subgraph, verdict, breaking, summary, checkedBy, checkedAt } = check;
  await statements.rows(sql`
    INSERT INTO schema_check (id, subgraph, verdict, breaking, summary, checked_by, checked_at)
    VALUES (${id}, ${subgraph}, ${verdict}, ${breaking}, ${summary}, ${checkedBy}, ${checkedAt})`);
}

/** The newest first. */
export function listChecks(statements: Statements, limit: number): Promise<CheckSummary[]> {
  return statements.rows<CheckSummary>(sql`
    SELECT id, subgraph, verdict, breaking, summary, checked_by AS "checkedBy", checked_at AS "checkedAt"
    FROM schema_check ORDER BY checked_at DESC, id LIMIT ${limit}`);
}

/** All graphs but the newest; gives their number. Versions of subgraphs stay, of which each can be composed again. */
export async function deleteOldGraphs(statements: Statements, kept: number): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    WITH gone AS (
      DELETE FROM composed_graph WHERE number <= (SELECT max(number) FROM composed_graph) - ${kept}::int RETURNING 1)
    SELECT count(*)::int AS count FROM gone`);
  return count;
}

/** Those of before an instant; gives their number. */
export async function deleteOldChecks(statements: Statements, before: Date): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    WITH gone AS (DELETE FROM schema_check WHERE checked_at < ${before} RETURNING 1) SELECT count(*)::int AS count FROM gone`);
  return count;
}

/** A process that has given a sign of it lately. */
export interface GraphReader {
  process: string;
  number: number | null;
  refused: string | null;
}

/** Processes that give no sign for so long are gone, in seconds; they give one every five. */
const goneAfterSeconds = 15;

export function listReaders(statements: Statements): Promise<GraphReader[]> {
  return statements.rows<GraphReader>(sql`
    SELECT process, number, refused FROM graph_reader
    WHERE seen_at > clock_timestamp() - make_interval(secs => ${goneAfterSeconds}) ORDER BY process, id`);
}

/** The process has ended. */
export async function deleteReader(statements: Statements, id: string): Promise<void> {
  await statements.rows(sql`DELETE FROM graph_reader WHERE id = ${id}`);
}

export async function deleteGoneReaders(statements: Statements): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    WITH gone AS (DELETE FROM graph_reader WHERE seen_at < clock_timestamp() - interval '1 hour' RETURNING 1)
    SELECT count(*)::int AS count FROM gone`);
  return count;
}

/** As `jsonb`. */
const json = (value: unknown): Sql => sql`${JSON.stringify(value)}::jsonb`;
