import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { filterSql } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Dossier } from "./dossier";
import { dossierCube } from "./dossier.cube";
import { DossierOrderField } from "./dossier.inputs";
import { dossierById } from "./dossier.loaders";
import { walkDossiers } from "./walk-dossiers";

export const DossierConnection = connectionType("Dossier", () => Dossier);

/** Dossiers in pages. */
export const dossierPages = defineConnection<Dossier, CubeFilter, DossierOrderField>({
  from: sql`dossier d`,
  key: { sql: sql`d.id`, type: "bigint", nullable: false },
  columns: {
    RECEIVED_AT: { sql: sql`d.received_at`, type: "timestamptz", nullable: false },
    DUE_AT: { sql: sql`d.due_at`, type: "timestamptz", nullable: false },
    RESOLVED_AT: { sql: sql`d.resolved_at`, type: "timestamptz", nullable: true },
  },
  fallbackOrder: [{ field: DossierOrderField.RECEIVED_AT, direction: SortDirection.DESC }],
  conditions: (filter, { clock }) => [filterSql(dossierCube, filter, clock.now())],
  // Few are overdue, and hardly one of the latest received, where an index in that order begins.
  findsAll: (filter) => filter?.overdue === true,
  alias: sql`d`,
  walk: (filter, order, { clock }) => walkDossiers(filter, order, clock.now()),
  node: dossierById,
});

/** A page of the dossiers of a procedure, by its code. */
export const dossierPageOfProcedure = dossierPages.pageWithin(sql`d.procedure_code`);
