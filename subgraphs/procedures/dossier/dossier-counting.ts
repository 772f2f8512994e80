import type { Sql } from "sql-template-tag";
import type { DossierFilter } from "./dossier.inputs";
import type { DossierDimension, DossierTimeBucketing, DossierTimeField } from "./dossier-stats.inputs";

/** Where dossiers are counted: what stands behind FROM, its conditions, and the keys to group by. */
interface DossierSource {
  source: Sql;
  where: Sql;
  keys: Record<DossierDimension, Sql>;
  /** The local day, as a timestamp, that puts a dossier into a step of time. */
  days: Record<DossierTimeField, Sql>;
  /** How many dossiers a group has. */
  dossiers: Sql;
}

export interface DossierCounting extends DossierSource {
  /** What `source` stands on: common table expressions, each with a comma after it. */
  given: Sql;
  /** The select list that makes DossierCounts of a group. */
  counts: Sql;
}

/** Resolved dossiers by how many days they took. */
export interface DossierTiming extends DossierSource {
  processingDays: Sql;
}

/** What is counted: which dossiers, and by what. */
export interface DossierQuestion {
  filter?: DossierFilter | null;
  groupBy: readonly DossierDimension[];
  timeBucket?: DossierTimeBucketing | null;
}
