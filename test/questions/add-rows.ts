import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import sql from "sql-template-tag";
import { fromSource } from "../../shared/base/project/project-root";
import { eventually } from "../support/gateway/gateway-request";
import type { TestSubgraph } from "../support/subgraph/subgraph-harness";

const day = "2025-11-14";

/**
 * Adds to the demonstration what questions need and it does not have: a year before, missing reports, completed tasks of
 * key results. `more-rows/` has a file for each sector; tasks are completed by the graph's own mutation, for their states
 * are derived.
 */
export async function addRows(subgraphs: ReadonlyMap<string, TestSubgraph>): Promise<void> {
  const folder = fromSource(__dirname, "more-rows");
  for (const file of readdirSync(folder)) {
    const url = subgraphs.get(file.replace(/\.sql$/, ""))?.url;
    if (url === undefined) throw new Error(`Expected a file of a sector in ${folder}, got ${file}.`);
    await runStatements(url, readFileSync(join(folder, file), "utf8"));
  }
  const tasks = subgraphs.get("tasks");
  const procedures = subgraphs.get("procedures");
  if (!tasks || !procedures) throw new Error("Expected sectors of tasks and of procedures.");
  await completeTasks(tasks);
  await untilCounted(procedures);
}

/** In one transaction, of the day that the graph's clock has: histories go by it. */
async function runStatements(url: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`BEGIN; SET LOCAL graph.today = '${day}'; ${statements}; COMMIT`);
  } finally {
    await client.end();
  }
}

/** Every third task of a key result, some in the quarter before and some in this one. */
async function completeTasks(tasks: TestSubgraph): Promise<void> {
  const open = await tasks.database.rows<{ id: string; version: number; on: string }>(sql`
    SELECT 'Task:' || id AS id, version,
      greatest(assigned_on, CASE WHEN id % 2 = 0 THEN date '2025-09-24' ELSE date '2025-10-20' END)::text AS "on"
    FROM task WHERE key_result_code IS NOT NULL AND completed_on IS NULL AND id % 3 = 0 ORDER BY task.id`);
  for (const { id, version, on } of open) {
    const { data, errors } = await tasks.execute(
      `mutation ($id: ID!, $version: Int!, $on: Date!) {
        completeTask(input: { task: $id, expectedVersion: $version, completedOn: $on }) { userErrors { message } } }`,
      { id, version, on },
    );
    expect({ errors, data }).toEqual({ errors: [], data: { completeTask: { userErrors: [] } } });
  }
}

/** Statistics may be as of before so many changes, and say so, until all of them are in the store. */
async function untilCounted(procedures: TestSubgraph): Promise<void> {
  const { stored } = await procedures.database.row<{ stored: number }>(
    sql`SELECT count(*)::int AS stored FROM dossier`,
  );
  await eventually(async () => {
    const { data } = await procedures.execute("{ dossierStats { totals { received } } }");
    const { received } = (data as { dossierStats: { totals: { received: number } } }).dossierStats.totals;
    return received === stored || undefined;
  });
}
