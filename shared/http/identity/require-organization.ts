import { GraphError } from "../../base/errors/graph-error";
import { requireRole } from "./require-role";
import type { Viewer } from "./viewer";

/** Whether a viewer may write what belongs to one of these organizations. */
export function mayWriteFor({ role, organization }: Viewer, organizations: readonly string[]): boolean {
  if (role === "admin") return true;
  return role === "editor" && organization !== null && organizations.includes(organization);
}

/**
 * Lets an admin on, and an editor of one of these organizations. `what` completes "…is needed for". Throws
 * UNAUTHENTICATED when nobody is signed in, FORBIDDEN when somebody else is.
 */
export function requireOrganization(viewer: Viewer, organizations: readonly string[], what: string): void {
  requireRole(viewer, ["editor", "admin"], what);
  if (mayWriteFor(viewer, organizations)) return;
  const needed = `An editor of ${organizations.join(" or ")} is needed for ${what}`;
  throw new GraphError("FORBIDDEN", `${needed}; the token is of an editor of ${viewer.organization}.`);
}
