import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";

export type CountName = keyof DossierCounts;

export const countNames = Object.keys(noDossiers) as CountName[];

/** Each count of many groups, by their places. */
export type DossierSums = Record<CountName, Float64Array>;

/** Sums of no rows yet, for so many groups. */
export function createSums(groups: number): DossierSums {
  return mapCounts(() => new Float64Array(groups));
}

export function mapCounts<Value>(valueFor: (name: CountName) => Value): Record<CountName, Value> {
  return {
    received: valueFor("received"),
    resolved: valueFor("resolved"),
    pending: valueFor("pending"),
    overdue: valueFor("overdue"),
    inTime: valueFor("inTime"),
    digitised: valueFor("digitised"),
    electronicResult: valueFor("electronicResult"),
    paid: valueFor("paid"),
    paidOnline: valueFor("paidOnline"),
    receivedOnline: valueFor("receivedOnline"),
    synchronised: valueFor("synchronised"),
    rated: valueFor("rated"),
    satisfied: valueFor("satisfied"),
    processingDays: valueFor("processingDays"),
  };
}
