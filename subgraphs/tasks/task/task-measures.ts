import type { Measure } from "../../../shared/kit/cube/cube";

/** What the base counts of tasks come to, as the contract defines them. */
export const taskMeasures = {
  assigned: {
    ...{ kind: "count", count: "assigned" },
    description: "Tasks assigned by then: completed + underway.",
  },
  completed: { kind: "count", count: "completed", description: "completedOnTime + completedLate." },
  completedOnTime: {
    ...{ kind: "count", count: "completedOnTime" },
    description: "Completed no later than the deadline.",
  },
  completedLate: { kind: "count", count: "completedLate", description: "Completed after the deadline." },
  underway: { kind: "count", count: "underway", description: "inProgress + overdue." },
  inProgress: {
    ...{ kind: "count", count: "inProgress" },
    description: "Under way and not past the deadline.",
  },
  overdue: { kind: "count", count: "overdue", description: "Under way and past the deadline." },
  extended: { kind: "count", count: "extensions", description: "Tasks whose deadline has been moved." },
  completionRate: {
    ...{ kind: "rate", count: "completed", of: "assigned" },
    description: "completed / assigned.",
  },
  onTimeRateOfCompleted: {
    ...{ kind: "rate", count: "completedOnTime", of: "completed" },
    description: "completedOnTime / completed.",
  },
  onTimeRateOfDue: {
    ...{ kind: "rate", count: "completedOnTime", of: "completedOrOverdue" },
    description: "completedOnTime / (completed + overdue): what was due by then.",
  },
  overdueRate: {
    ...{ kind: "rate", count: "overdue", of: "underway" },
    description: "overdue / underway.",
  },
  averageDelay: {
    ...{ kind: "mean", count: "daysPast", of: "completedOrOverdue" },
    description:
      "Days past the deadline, on average, of completed tasks, 0 for those in time, and of overdue ones, until the " +
      "requested day; null when there are none.",
  },
} as const satisfies Record<string, Measure>;
