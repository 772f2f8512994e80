import sql from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { badField, userError } from "../../../../shared/kit/mutation/user-input-error";

/** The name of data of this graph, as its subgraph dates it: subgraph and type, `tasks.Task`. */
export const graphSource = {
  test: /^[a-z][a-z0-9-]{0,39}\.[A-Z][A-Za-z0-9]{0,59}$/,
  expected: "the name of data of this graph, subgraph and type, as tasks.Task",
};

/**
 * The problems of tying an entry to data of the graph: data has one entry, for two would be dated alike and counted
 * twice. Two at once meet at the lock of the name.
 *
 * @param own id of the entry that is tied; null for one that is not there yet.
 */
export async function sourceProblems(
  database: Database,
  source: string | null,
  own: string | null,
): Promise<(UserError | false)[]> {
  if (source === null) return [];
  if (!graphSource.test.test(source)) {
    const got = JSON.stringify(source.slice(0, 60));
    return [badField("graphSource", `expected ${graphSource.expected}; got ${got}.`)];
  }
  await database.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`graph source ${source}`}, 0))`);
  const others = await database.rows(
    sql`SELECT id FROM dataset WHERE graph_source = ${source} AND id IS DISTINCT FROM ${own}::bigint`,
  );
  return [
    others.length > 0 &&
      userError(
        "ALREADY_EXISTS",
        "graphSource",
        `expected data that has no entry yet; ${source} has another one.`,
      ),
  ];
}
