import type { DossierCounts } from "./dossier-measures";
import { DossierMeasureField } from "./dossier-stats.inputs";

/** What each measure is: a count, or one count as a share of another. */
export const measureCounts: Record<
  DossierMeasureField,
  readonly [count: keyof DossierCounts, of?: keyof DossierCounts]
> = {
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
