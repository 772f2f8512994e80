import type { DossierCounts } from "./dossier-measures";
import type { DossierGroupKeys } from "./dossier-stats-keys";

/** What a statistic found. */
export interface FoundGroups {
  /** In order; one more than asked for where there are more. */
  groups: { keys: Partial<DossierGroupKeys>; counts: DossierCounts }[];
  /** Of all groups, also those that are not among them. */
  totals: DossierCounts;
}
