import { GraphError } from "../../shared/base/errors/graph-error";
import type { Role } from "../../shared/http/identity/viewer";

/** The roles that may send trusted documents only. */
export type TrustedOnlyRoles = ReadonlySet<Role>;

/** Throws DOCUMENT_NOT_TRUSTED for a text of a role that may ask for trusted documents alone. */
export function requireTrusted(trustedOnly: TrustedOnlyRoles, role: Role, isTrusted: boolean): void {
  if (isTrusted || !trustedOnly.has(role)) return;
  throw new GraphError(
    "DOCUMENT_NOT_TRUSTED",
    `Expected the hash of a trusted document: here the role ${role} may ask for no other. See the client's manifest.`,
  );
}
