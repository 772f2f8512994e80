/** Where operations come in: their answers depend on the viewer, and are charged to the client. */
export const operationPaths: ReadonlySet<string | undefined> = new Set([
  ...["/graphql", "/graphql/stream", "/cost", "/mcp", "/sql"],
  ...[
    "/saved-queries",
    "/saved-queries/:name",
    "/saved-queries/:name/shares",
    "/saved-queries/:name/shares/:id",
  ],
  "/sync/:subgraph/:name",
  ...["/imports", "/imports/:subgraph", "/imports/:subgraph/template", "/imports/:subgraph/undo"],
  ...["/tables", "/tables/:file", "/table-runs", "/table-runs/:id"],
]);
