import type { DossierCounts } from "./dossier-measures";
import type { DossierGroupKeys } from "./dossier-stats-keys";
import type { ProcessingTimes } from "./processing-times";

/** What a statistic found. */
export interface FoundGroups {
  /** In order; one more than asked for where there are more. */
  groups: { keys: Partial<DossierGroupKeys>; counts: DossierCounts }[];
  /** Of all groups, also those that are not among them. */
  totals: DossierCounts;
}

/** How long the dossiers of a statistic took. */
export interface FoundTimes {
  groups: { keys: Partial<DossierGroupKeys>; times: ProcessingTimes }[];
  /** Of all groups, also those that are not among them. */
  all: ProcessingTimes;
}
