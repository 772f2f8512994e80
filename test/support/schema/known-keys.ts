import { globalId } from "../../../shared/base/text/global-id";
import type { TestSubgraph } from "../subgraph/subgraph-harness";

/** How another subgraph refers to a row of a type: by its code, or by its id in the whole graph. */
export function referenceTo(type: string, key: string): Record<string, string> {
  return { __typename: type, [keyOf(type)]: keyOf(type) === "id" ? globalId(type, key) : key };
}

/** Keys of some rows of a type, from the table that is named after it. */
export async function knownKeys({ dataSource }: TestSubgraph, type: string): Promise<string[]> {
  const words = type.replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2").replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  const table = words.toLowerCase();
  const entity = dataSource.entityMetadatas.find(({ name }) => name === type);
  const column = entity?.findColumnWithPropertyName(keyOf(type))?.databaseName ?? keyOf(type);
  const rows = await dataSource.query<{ key: string }[]>(
    `SELECT ${column}::text AS key FROM ${table} ORDER BY 1 LIMIT 150`,
  );
  return rows.map((row) => row.key);
}

/** The field that a type is known by. */
export function keyOf(type: string): string {
  return knownById.has(type) ? "id" : "code";
}

const knownById = new Set(["Dataset", "Dossier", "Enterprise", "Observation", "Task"]);
