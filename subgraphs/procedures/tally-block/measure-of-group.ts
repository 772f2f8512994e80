import type { DossierCounts } from "../dossier/dossier-measures";
import { DossierMeasureField } from "../dossier/dossier-stats.inputs";

/** A measure of a group, from its counts; null where it has no value. The same as `measures` of count-groups.ts in SQL. */
export function measureOfGroup(
  field: DossierMeasureField,
  countOf: (name: keyof DossierCounts) => number,
): number | null {
  const [count, of] = measures[field];
  if (of === undefined) return countOf(count);
  const all = countOf(of);
  return all === 0 ? null : countOf(count) / all;
}

/** A count, or one count as a share of another. */
const measures: Record<DossierMeasureField, [count: keyof DossierCounts, of?: keyof DossierCounts]> = {
  [DossierMeasureField.RECEIVED]: ["received"],
  [DossierMeasureField.RESOLVED]: ["resolved"],
  [DossierMeasureField.PENDING]: ["pending"],
  [DossierMeasureField.OVERDUE]: ["overdue"],
  [DossierMeasureField.ON_TIME_RATE]: ["inTime", "resolved"],
  [DossierMeasureField.DIGITISATION_RATE]: ["digitised", "received"],
  [DossierMeasureField.ELECTRONIC_RESULT_RATE]: ["electronicResult", "resolved"],
  [DossierMeasureField.ONLINE_PAYMENT_RATE]: ["paidOnline", "paid"],
  [DossierMeasureField.SATISFACTION_RATE]: ["satisfied", "rated"],
  [DossierMeasureField.AVERAGE_PROCESSING_DAYS]: ["processingDays", "resolved"],
};
