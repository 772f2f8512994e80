import { DossierStatus } from "../dossier-enums";

const { REGISTERED, ACCEPTED, REJECTED, PROCESSING, WITHDRAWN, STOPPED, RESOLVED, RETURNED } = DossierStatus;
const { SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED } = DossierStatus;

/**
 * Where a dossier may go from each status. The statuses are those that software of one-stop offices numbers from 1 to
 * 10. Which may follow which is our reading: we found no text that says so, and the articles of the decrees on the
 * one-stop mechanism were not at hand. It follows what such an office does by Decree 118/2025/ND-CP, in force since
 * 1 July 2025: receive and check, hand on to whoever decides, return the result
 * (https://en.vneconomy.vn/one-stop-shop-divisions-to-be-established-at-ministerial-provincial-communal-levels.htm).
 * What has ended stays ended.
 */
export const nextStatuses: Readonly<Record<DossierStatus, readonly DossierStatus[]>> = {
  [REGISTERED]: [ACCEPTED, REJECTED, SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED, WITHDRAWN],
  [ACCEPTED]: [PROCESSING, SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED, WITHDRAWN, STOPPED],
  [PROCESSING]: [SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED, RESOLVED, WITHDRAWN, STOPPED],
  [SUPPLEMENT_REQUESTED]: [ACCEPTED, PROCESSING, PAYMENT_REQUESTED, WITHDRAWN, STOPPED],
  [PAYMENT_REQUESTED]: [ACCEPTED, PROCESSING, SUPPLEMENT_REQUESTED, WITHDRAWN, STOPPED],
  [RESOLVED]: [RETURNED],
  [RETURNED]: [],
  [REJECTED]: [],
  [WITHDRAWN]: [],
  [STOPPED]: [],
};

/** The statuses that can come after one, by however many steps. */
export function laterStatuses(status: DossierStatus): ReadonlySet<DossierStatus> {
  const later = new Set<DossierStatus>(nextStatuses[status]);
  // A set is walked to its end, also to what is added meanwhile.
  for (const one of later) for (const next of nextStatuses[one]) later.add(next);
  return later;
}
