import { GraphError } from "../../base/errors/graph-error";
import type { Role, Viewer } from "./viewer";

/**
 * Lets only the allowed roles on. `what` completes "…is needed for", e.g. `"the audit log"`.
 * Throws UNAUTHENTICATED when nobody is signed in, FORBIDDEN when somebody with another role is.
 */
export function requireRole(viewer: Viewer, allowed: readonly Role[], what: string): void {
  if (allowed.includes(viewer.role)) return;
  const needed = `The role ${allowed.join(" or ")} is needed for ${what}`;
  if (viewer.role === "public") {
    throw new GraphError("UNAUTHENTICATED", `${needed}; the request came without a token.`);
  }
  throw new GraphError("FORBIDDEN", `${needed}; the token's role is ${viewer.role}.`);
}
