import { type Draft, emptyDraft, type SqlTableDraft } from "./draft";

/*
 * The explorer's address carries what is in its editors, so that it can be sent to a colleague or kept as a bookmark:
 *   /#query=…&variables=…&operation=…&list=…      a query
 *   /#sql=…&tables=[{"name","query","variables"}]   SQL
 * Behind the hash, it stays in the browser: no server's log has it.
 */

/** Reads it; undefined where the address carries nothing, or what no explorer has written. */
export function readDraft(hash: string): Draft | undefined {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const [query, sql] = [parameters.get("query"), parameters.get("sql")];
  if (sql !== null) {
    return { ...emptyDraft, mode: "sql", sql: { sql, tables: readTables(parameters.get("tables") ?? "[]") } };
  }
  if (query === null) return undefined;
  const operationName = parameters.get("operation");
  const variables = parameters.get("variables") ?? "";
  const list = parameters.get("list");
  return {
    ...emptyDraft,
    graphql: {
      ...{ query, variables },
      ...(operationName !== null && { operationName }),
      ...(list !== null && { list }),
    },
  };
}

/** Writes it, for a link to this page. */
export function writeDraft({ mode, graphql, sql }: Draft): string {
  const parameters = new URLSearchParams();
  if (mode === "sql") {
    parameters.set("sql", sql.sql);
    parameters.set("tables", JSON.stringify(sql.tables));
  } else {
    parameters.set("query", graphql.query);
    if (graphql.variables.trim() !== "") parameters.set("variables", graphql.variables);
    if (graphql.operationName !== undefined) parameters.set("operation", graphql.operationName);
    if (graphql.list !== undefined) parameters.set("list", graphql.list);
  }
  // Spaces as %20: programs that find links in texts end them at a plus sign more often.
  return `#${parameters.toString().replaceAll("+", "%20")}`;
}

function readTables(text: string): SqlTableDraft[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    // A link that was cut off: what remains of it is better than nothing.
    return [];
  }
  if (!Array.isArray(read)) return [];
  return read.flatMap((table: Partial<SqlTableDraft> | null) => {
    const { name, query, variables = "", list } = table ?? {};
    return typeof name === "string" && typeof query === "string" && typeof variables === "string"
      ? [{ name, query, variables, ...(typeof list === "string" && { list }) }]
      : [];
  });
}
