import type { DossierCounts } from "../dossier/dossier-measures";
import type { DossierMeasureField } from "../dossier/dossier-stats.inputs";
import { measureCounts } from "../dossier/measure-counts";

/** A measure of groups by their places, from their counts; NaN where it has no value. */
export function measureOfGroups(
  field: DossierMeasureField,
  sumsOf: (name: keyof DossierCounts) => Float64Array,
): Float64Array {
  const [count, of] = measureCounts[field];
  const counts = sumsOf(count);
  if (of === undefined) return counts;
  const all = sumsOf(of);
  return counts.map((value, place) => (all[place] === 0 ? Number.NaN : value / (all[place] ?? 0)));
}
