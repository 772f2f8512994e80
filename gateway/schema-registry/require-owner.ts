import { GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { requireRole } from "../../shared/http/identity/require-role";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayDatabase } from "../database/gateway-database";
import { findOwner } from "./registry.queries";

/** Throws FORBIDDEN for who neither is an admin nor an editor of the organization that owns the subgraph. `what` is refused. */
export async function requireOwner(
  database: GatewayDatabase,
  name: string,
  viewer: Viewer,
  what: string,
): Promise<void> {
  requireRole(viewer, ["editor", "admin"], what);
  if (viewer.role === "admin") return;
  const found = await database.use((statements) => findOwner(statements, name));
  if (found?.owner !== null && found?.owner === viewer.organization) return;
  throw new GraphError(
    "FORBIDDEN",
    `Expected ${what} by an admin or an editor of the organization that owns ${name}; the token's is ${quote(viewer.organization ?? "")}. An admin says who owns it (PUT /schemas/${name}).`,
  );
}
