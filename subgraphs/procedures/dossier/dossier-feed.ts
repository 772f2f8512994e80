import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { Dossier } from "./dossier";
import { dossierById } from "./dossier.loaders";
import { requireDossierReader } from "./dossier-access";

/** `dossierChanges`, for whoever may read single dossiers. */
export const DossierFeedResolver = rowChangesResolver<Dossier>({
  ...{ name: "Dossier", type: () => Dossier, field: "dossier", noun: "dossier", node: dossierById },
  ...{ relation: "dossier", from: sql`dossier d`, key: sql`d.id`, hasRemovals: true },
  guard: requireDossierReader,
});
