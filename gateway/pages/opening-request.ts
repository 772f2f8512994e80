/** What an opening query asks: GraphQL, or SQL over tables of the graph. */
export type OpeningRequest = OpeningGraphql | OpeningSql;

export interface OpeningGraphql {
  kind: "query";
  query: string;
}

export interface OpeningSql {
  kind: "sql";
  sql: string;
  /** The queries that make its tables, by the tables' names; `list` is the path of the list whose objects are the rows. */
  tables: Record<string, { query: string; list?: string | undefined }>;
}

const table = /^\/\* table (\w+)(?: of ([\w.]+))?\n([\s\S]*?)\*\/\n*/gm;

/**
 * The request of an opening query's file, without its header. A file of SQL has the query of each table in front of the SQL,
 * in a block comment that begins with `table NAME`, or `table NAME of PATH` where the query has several lists.
 */
export function readOpeningRequest(file: string, text: string): OpeningRequest {
  if (file.endsWith(".graphql")) return { kind: "query", query: text };
  const tables = [...text.matchAll(table)].map(
    ([, name = "", list, query = ""]) => [name, { query, ...(list && { list }) }] as const,
  );
  if (tables.length === 0)
    throw new Error(`Expected a comment "/* table NAME …" with a query in ${file}; got none.`);
  return { kind: "sql", sql: text.replace(table, ""), tables: Object.fromEntries(tables) };
}
