import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { owningReference, type Reference } from "../../../shared/kit/subgraph/define-subgraph";
import { dossierById } from "./dossier.loaders";

/**
 * Requires a viewer who may read single dossiers: statistics are public, but one dossier's times and office can show
 * neighbours whose it is, although it has no name. Every field that leads to a Dossier calls this first.
 */
export function requireDossierReader({ viewer }: SubgraphContext): void {
  requireRole(viewer, ["analyst", "editor", "admin"], "single dossiers");
}

const unguarded = owningReference("id", dossierById);

/** References to dossiers: `_entities` is a way in like any query, and is guarded like one. */
export const dossierReference: Reference = {
  ...unguarded,
  async resolve(reference, context) {
    requireDossierReader(context);
    return unguarded.resolve(reference, context);
  },
};
