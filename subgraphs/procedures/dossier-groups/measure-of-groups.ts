import type { DossierMeasureField } from "../dossier/dossier-stats.inputs";
import { measureCounts } from "../dossier/measure-counts";
import type { CountName } from "./dossier-sums";

/** A measure of some groups, from their counts; NaN where it has no value. */
export function measureOfGroups(
  field: DossierMeasureField,
  countsOf: (name: CountName) => Float64Array,
): Float64Array {
  const [count, of] = measureCounts[field];
  const counts = countsOf(count);
  if (of === undefined) return counts;
  const all = countsOf(of);
  const values = new Float64Array(counts.length);
  // Of none, 0 / 0.
  for (let at = 0; at < values.length; at += 1) values[at] = (counts[at] ?? 0) / (all[at] ?? 0);
  return values;
}
