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
  const values = new Float64Array(counts.length);
  // Of none, 0 / 0.
  for (let place = 0; place < values.length; place += 1)
    values[place] = (counts[place] ?? 0) / (all[place] ?? 0);
  return values;
}
