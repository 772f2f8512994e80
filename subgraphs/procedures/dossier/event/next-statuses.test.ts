import "reflect-metadata";
import { DossierStatus } from "../dossier-enums";
import { laterStatuses } from "./next-statuses";

it("finds the statuses that can follow another, in any number of steps", () => {
  const { REGISTERED, ...later } = DossierStatus;
  const { REJECTED: _, ...afterReceipt } = later;
  const reached = Object.values(DossierStatus).map((from) => [from, [...laterStatuses(from)].toSorted()]);
  const pending = Object.values(afterReceipt).toSorted();
  expect(Object.fromEntries(reached)).toEqual({
    [REGISTERED]: Object.values(later).toSorted(),
    ACCEPTED: pending,
    PROCESSING: pending,
    SUPPLEMENT_REQUESTED: pending,
    PAYMENT_REQUESTED: pending,
    REJECTED: [],
    WITHDRAWN: [],
    STOPPED: [],
    RESOLVED: ["RETURNED"],
    RETURNED: [],
  });
});
