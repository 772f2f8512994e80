import type { Measure } from "../../../shared/kit/cube/cube";

/** Measures of dossiers. */
export const dossierMeasures = {
  received: { kind: "count", count: "received", description: "Dossiers received." },
  resolved: {
    kind: "count",
    count: "resolved",
    description: "Of these, with a result: RESOLVED or RETURNED.",
    ordered: "Dossiers with a result.",
  },
  pending: {
    kind: "count",
    count: "pending",
    description: "Of these, not resolved, rejected, withdrawn or stopped.",
    ordered: "Dossiers that wait for their end.",
  },
  overdue: { kind: "count", count: "overdue", description: "Pending and past dueAt now." },
  onTimeRate: {
    kind: "rate",
    count: "inTime",
    of: "resolved",
    description: "(early + on time) / resolved.",
  },
  onTimeRateOfDue: {
    kind: "rate",
    count: "inTime",
    of: "resolvedOrOverdue",
    description: "(early + on time) / (resolved + overdue): what is pending past dueAt is late as well.",
  },
  digitisationRate: {
    kind: "rate",
    count: "digitised",
    of: "received",
    description: "digitised / received.",
  },
  electronicResultRate: {
    kind: "rate",
    count: "electronicResult",
    of: "resolved",
    description: "with an electronic result / resolved.",
  },
  onlinePaymentRate: { kind: "rate", count: "paidOnline", of: "paid", description: "paid online / paid." },
  onlineChannelRate: {
    kind: "rate",
    count: "receivedOnline",
    of: "received",
    description: "received online / received.",
  },
  syncRate: {
    kind: "rate",
    count: "synchronised",
    of: "received",
    description: "synchronised to the National Public Service Portal / received.",
  },
  satisfactionRate: { kind: "rate", count: "satisfied", of: "rated", description: "rated 4 or 5 / rated." },
  averageSatisfaction: {
    kind: "mean",
    count: "ratings",
    of: "rated",
    description: "The mean rating, 1 to 5; null when none is rated.",
  },
  averageProcessingDays: {
    kind: "mean",
    count: "daysToResult",
    of: "resolved",
    description:
      "Calendar days from receipt to result; null when none is resolved. The mean of whole days in Hanoi: 0 for " +
      "a result on the day of receipt.",
    ordered: "Calendar days from receipt to result, on average.",
  },
} as const satisfies Record<string, Measure>;
