import sql from "sql-template-tag";
import { GraphError } from "../base/errors/graph-error";
import { requireRole } from "../http/identity/require-role";
import type { Viewer } from "../http/identity/viewer";
import type { ImportDefinition, SetCheck } from "./definition/import-definition";

/**
 * Lets on who may import at all: an admin, and where rows have an owner an editor of an organization, whose rows are then
 * checked one by one (`ownerChecks`).
 * @throws GraphError UNAUTHENTICATED, FORBIDDEN.
 */
export function requireImporter(viewer: Viewer, { name, owner }: ImportDefinition): void {
  requireRole(viewer, owner ? ["editor", "admin"] : ["admin"], owner ? "importing" : `importing ${name}`);
  if (viewer.role === "editor" && viewer.organization === null) {
    throw new GraphError("FORBIDDEN", "The token of an editor must name an organization for importing.");
  }
}

/**
 * The same before it is known which of several imports a file is for: refuses who may do none of them, before the file is read.
 * @throws GraphError UNAUTHENTICATED, FORBIDDEN.
 */
export function requireAnyImporter(viewer: Viewer, imports: readonly ImportDefinition[]): void {
  const [first] = imports.toSorted((a, b) => Number(b.owner !== undefined) - Number(a.owner !== undefined));
  if (first) requireImporter(viewer, first);
}

/** Checks that every row, as it is and as it shall be, is of the editor's organization; none for an admin. */
export function ownerChecks({ owner, columns, key }: ImportDefinition, viewer: Viewer): SetCheck[] {
  if (viewer.role === "admin" || !owner) return [];
  const expected = `a row that you may change, which is one of ${viewer.organization ?? "no organization"}`;
  const [column = Object.keys(columns)[0] ?? ""] = key;
  const { staged, stored } = owner;
  return [
    {
      column,
      expected,
      find: ({ table }) => sql`
        SELECT s.line, ${staged} AS got FROM ${table} AS s WHERE ${staged} IS DISTINCT FROM ${viewer.organization}::text`,
    },
    ...(stored
      ? [
          {
            column,
            expected,
            find: ({ table }: Parameters<SetCheck["find"]>[0]) => sql`
              SELECT line, 'a row of another organization' AS got FROM (${stored(table)}) AS s
              WHERE s.owner IS DISTINCT FROM ${viewer.organization}::text`,
          },
        ]
      : []),
  ];
}
