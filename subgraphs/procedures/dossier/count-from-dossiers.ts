import sql from "sql-template-tag";
import { all } from "../../../shared/filter/conditions";
import { dossierConditions } from "./dossier-conditions";
import type { DossierCounting, DossierQuestion, DossierTiming } from "./dossier-counting";
import { dossierCountsSql } from "./dossier-measures";
import { processingDaysSql, timelinessSql } from "./dossier-state";
import { DossierDimension, DossierTimeField } from "./dossier-stats.inputs";

/** Counts from the dossiers themselves, `dossier d`: any question, in the time that reading all of them takes. */
export function countFromDossiers(question: DossierQuestion, now: Date): DossierCounting {
  return { ...dossiersOf(question, now), given: sql``, counts: dossierCountsSql(now) };
}

/** How long the dossiers of a question took, from these themselves. */
export function timeFromDossiers(question: DossierQuestion, now: Date): DossierTiming {
  const { where, ...rest } = dossiersOf(question, now);
  return {
    ...rest,
    where: sql`d.resolved_at IS NOT NULL AND ${where}`,
    processingDays: processingDaysSql,
  };
}

/** What each dimension is of `dossier d`, and of its `procedure p`. */
const dossierKeys = {
  [DossierDimension.ORGANIZATION]: sql`d.organization_code`,
  [DossierDimension.UNIT]: sql`d.unit_code`,
  [DossierDimension.PROCEDURE]: sql`d.procedure_code`,
  [DossierDimension.PROCEDURE_FIELD]: sql`p.field_code`,
  [DossierDimension.CHANNEL]: sql`d.channel`,
  [DossierDimension.APPLICANT]: sql`d.applicant`,
  [DossierDimension.STATUS]: sql`d.status`,
  [DossierDimension.TIMELINESS]: timelinessSql,
};

function dossiersOf({ filter, groupBy }: DossierQuestion, now: Date) {
  const byField = groupBy.includes(DossierDimension.PROCEDURE_FIELD);
  return {
    source: byField ? sql`dossier d JOIN procedure p ON p.code = d.procedure_code` : sql`dossier d`,
    where: all(dossierConditions(filter, now)),
    dossiers: sql`count(*)`,
    keys: dossierKeys,
    days: {
      [DossierTimeField.RECEIVED]: sql`(d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')`,
      [DossierTimeField.RESOLVED]: sql`(d.resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')`,
    },
  };
}
