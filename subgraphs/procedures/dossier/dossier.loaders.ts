import { In } from "typeorm";
import { auditReading } from "../../../shared/kit/audit-api/audit-readings";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, isBigintKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Dossier } from "./dossier";
import { DossierCode } from "./dossier-code";
import { DossierEvent } from "./dossier-event";

/** A dossier by its id. Each reading is recorded in the audit. */
export const dossierById = defineLoader<Dossier, void, SubgraphContext>(async (ids, context) => {
  const rows = await context.database.entitiesByKey(Dossier, "id", ids.filter(isBigintKey));
  await auditReading(
    context,
    "Dossier",
    rows.map((row) => row.id),
  );
  return mapByKey(rows, (row) => row.id);
});

/** The events of a dossier, oldest first, by its id. */
export const eventsByDossier = defineLoader<DossierEvent[], void, SubgraphContext>(
  async (ids, { database }) => {
    const rows = await database
      .repository(DossierEvent)
      .find({ where: { dossierId: In([...ids]) }, order: { dossierId: "ASC", sequence: "ASC" } });
    return groupByKey(ids, rows, (row) => row.dossierId);
  },
);

/** The number on a dossier's receipt, by its id; none where its office has not given it. */
export const codeByDossier = defineLoader<string, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.entitiesByKey(DossierCode, "dossierId", ids.filter(isBigintKey));
  return new Map(rows.map(({ dossierId, code }) => [dossierId, code]));
});
