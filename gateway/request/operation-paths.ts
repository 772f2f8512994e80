/** Where operations come in: their answers depend on the viewer, and are charged to the client. */
export const operationPaths: ReadonlySet<string | undefined> = new Set(["/graphql", "/cost", "/mcp", "/sql", "/tables"]);
