import { DossierStatus } from "./dossier-enums";

const { REGISTERED, ACCEPTED, REJECTED, PROCESSING, WITHDRAWN, STOPPED, RESOLVED, RETURNED } = DossierStatus;
const { SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED } = DossierStatus;

/**
 * Where a dossier may go from each status. An assumption, after the steps of Decree 61/2018/ND-CP on the one-stop
 * mechanism: receipt, settlement with requests on the way, result, hand-over. What has ended stays ended.
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
