import { requireRole } from "../../../shared/identity/require-role";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { homeReference, type ReferenceResolver } from "../../../shared/subgraph/define-subgraph";
import { dossierById } from "./dossier.loaders";

/**
 * Lets on who may read single dossiers: statistics are public, but one dossier's times and office can tell its
 * neighbours whose it is, although it holds no name. Every field that leads to a Dossier calls this first.
 */
export function requireDossierReader({ viewer }: SubgraphContext): void {
  requireRole(viewer, ["analyst", "editor", "admin"], "single dossiers");
}

/** References to dossiers: `_entities` is a way in like any query, and is guarded like one. */
export const dossierReference: ReferenceResolver = async (reference, context) => {
  requireDossierReader(context);
  return loadReference(reference, context);
};

const loadReference = homeReference("id", dossierById);
