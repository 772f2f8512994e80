import { addDays, type CalendarDay, daysBetween, startOf } from "../../../shared/base/clock/calendar-day";
import { Random } from "../../../shared/base/random/random";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { firstDayOfUnits } from "../../common/unit/first-day-of-units";
import { AssigningAuthority, type Task } from "../task/task";
import { type TaskChange, TaskChangeKind } from "../task/task-change";
import { TaskStatus } from "../task/task-state";
import { taskTopics } from "./task-topics";

/** A generated task with all its changes. */
export interface GeneratedTask {
  task: Omit<Task, "id">;
  coordinators: string[];
  changes: Omit<TaskChange, "id" | "taskId">[];
}

/** The day that the demonstration data is calibrated to (docs/domain.md). */
export const calibrationDay: CalendarDay = "2025-11-14";

/**
 * How many tasks have which status at the end of the calibration day. The sums are published; how the 65 completed
 * tasks of the city split into on time and late is not, and is an assumption.
 */
const quotas: Record<AssigningAuthority, Record<TaskStatus, number>> = {
  CENTRAL: { COMPLETED_ON_TIME: 83, COMPLETED_LATE: 15, IN_PROGRESS: 77, OVERDUE: 12 },
  CITY: { COMPLETED_ON_TIME: 56, COMPLETED_LATE: 9, IN_PROGRESS: 114, OVERDUE: 18 },
};

const codePrefix: Record<AssigningAuthority, string> = { CENTRAL: "TW", CITY: "TP" };

/** The organizations that may be drawn. */
export interface TaskLeads {
  /** Codes of organizations, each as often as it should be drawn. */
  leads: readonly string[];
  /** Of those that began on `firstDayOfUnits`, the codes of those who acted before. */
  predecessors: ReadonlyMap<string, readonly string[]>;
}

/** Makes the tasks of 2025. */
export function generateTasks({ leads, predecessors }: TaskLeads, seed = 57): GeneratedTask[] {
  const random = new Random(seed);
  return Object.values(AssigningAuthority).flatMap((assignedBy) => {
    const statuses = Object.entries(quotas[assignedBy]).flatMap(([status, count]) =>
      Array.from({ length: count }, () => status as TaskStatus),
    );
    return random.shuffle(statuses).map((status, at) => {
      const code = `${codePrefix[assignedBy]}-2025-${String(at + 1).padStart(3, "0")}`;
      const generated = generateTask(random, { code, assignedBy, status, leads });
      return actInTime(generated, predecessors, seed + 1000 + at);
    });
  });
}

/**
 * No body acts before it exists. A task that was assigned before the current authorities existed was led by one of their
 * predecessors; if it was not completed in that time, it was handed over on the first day of the new ones.
 */
function actInTime(
  generated: GeneratedTask,
  predecessors: TaskLeads["predecessors"],
  seed: number,
): GeneratedTask {
  const { task, changes } = generated;
  if (task.assignedOn >= firstDayOfUnits) return generated;
  const coordinators = generated.coordinators.filter((code) => !predecessors.has(code));
  const lead = task.leadOrganizationCode;
  const before = predecessors.get(lead);
  if (before === undefined) return { ...generated, coordinators };
  const predecessor = new Random(seed).pick(before);
  if (task.completedOn !== null && task.completedOn < firstDayOfUnits)
    return { ...generated, coordinators, task: { ...task, leadOrganizationCode: predecessor } };
  const all = [...changes, handover(predecessor, lead)];
  return {
    task: { ...task, version: all.length },
    coordinators,
    changes: all.toSorted((left, right) => left.changedAt.getTime() - right.changedAt.getTime()),
  };
}

/** At the first instant of the new authorities. */
function handover(from: string, to: string): GeneratedChange {
  return {
    ...nothingElse,
    ...{ kind: TaskChangeKind.HANDED_OVER, changedAt: startOf(firstDayOfUnits), changedBy: "generator" },
    ...{ leadOrganizationCode: to, previousLeadOrganizationCode: from, handedOverOn: firstDayOfUnits },
    note: "Sắp xếp đơn vị hành chính cấp xã",
  };
}

interface Wanted {
  code: string;
  assignedBy: AssigningAuthority;
  status: TaskStatus;
  leads: readonly string[];
}

function generateTask(random: Random, { code, assignedBy, status, leads }: Wanted): GeneratedTask {
  const dates = generateDates(random, status);
  const lead = random.pick(leads);
  const topic = random.pick(taskTopics);
  const extension = random.chance(0.18) ? generateExtension(random, dates) : undefined;
  const originalDueOn = extension?.previousDueOn ?? dates.dueOn;
  const reports = generateReports(random, dates);
  const progress = dates.completedOn === null ? (reports.at(-1)?.progress ?? 0) : 1;
  const stated = (text: string) => (random.chance(0.93) ? text : null);
  const changes = [
    change(random, TaskChangeKind.ASSIGNED, dates.assignedOn, { dueOn: originalDueOn }),
    ...(extension ? [extension] : []),
    ...reports,
    ...(dates.completedOn === null
      ? []
      : [change(random, TaskChangeKind.COMPLETED, dates.completedOn, { completedOn: dates.completedOn })]),
  ].toSorted((left, right) => left.changedAt.getTime() - right.changedAt.getTime());
  return {
    task: {
      code,
      title: topic.title,
      assignedBy,
      leadOrganizationCode: lead,
      ...dates,
      originalDueOn,
      progress,
      person: stated("Lãnh đạo cơ quan chủ trì"),
      work: stated(topic.title),
      responsibility: stated("Cơ quan chủ trì chịu trách nhiệm trước Ban Chỉ đạo 57"),
      product: stated(topic.product),
      authority: stated("Ban Chỉ đạo 57"),
      keyResultCode: null,
      version: changes.length,
      origin: DataOrigin.SYNTHETIC,
      sourceId: null,
      saidOn: null,
    },
    coordinators: coordinatorsOf(random, lead, leads),
    changes,
  };
}

interface TaskDates {
  assignedOn: CalendarDay;
  dueOn: CalendarDay;
  completedOn: CalendarDay | null;
}

/** Dates that give the status at the end of the calibration day. */
function generateDates(random: Random, status: TaskStatus): TaskDates {
  if (status === TaskStatus.IN_PROGRESS) {
    const dueOn = addDays(calibrationDay, random.integer(0, 200));
    return {
      assignedOn: dayBefore(random, dueOn < "2025-12-31" ? dueOn : "2025-12-31"),
      dueOn,
      completedOn: null,
    };
  }
  const daysAgo = status === TaskStatus.OVERDUE ? random.integer(1, 75) : random.integer(8, 240);
  const dueOn = addDays(calibrationDay, -daysAgo);
  const assignedOn = dayBefore(random, dueOn);
  if (status === TaskStatus.OVERDUE) return { assignedOn, dueOn, completedOn: null };
  const late = status === TaskStatus.COMPLETED_LATE;
  const spare = late ? Math.min(daysAgo - 1, 45) : daysBetween(assignedOn, dueOn);
  const completedOn = late
    ? addDays(dueOn, random.integer(1, spare))
    : addDays(dueOn, -random.integer(0, spare - 5));
  return { assignedOn, dueOn, completedOn };
}

/** A day of assignment in 2025, three weeks to five months before the deadline, and before the calibration. */
function dayBefore(random: Random, dueOn: CalendarDay): CalendarDay {
  const assignedOn = addDays(dueOn, -random.integer(21, 150));
  const latest = addDays(calibrationDay, -20);
  if (assignedOn > latest) return latest;
  return assignedOn < "2025-01-06" ? "2025-01-06" : assignedOn;
}

/** One extension, decided around the former deadline, so that some tasks were overdue until it came. */
function generateExtension(random: Random, { assignedOn, dueOn, completedOn }: TaskDates) {
  const previousDueOn = addDays(dueOn, -random.integer(10, 60));
  const decidedOn = addDays(previousDueOn, random.integer(-6, 9));
  const lastDay = completedOn ?? calibrationDay;
  if (previousDueOn <= addDays(assignedOn, 7) || decidedOn >= lastDay || decidedOn >= dueOn) return undefined;
  const note = random.pick(["Chờ ý kiến của bộ, ngành Trung ương", "Điều chỉnh phạm vi", "Bổ sung kinh phí"]);
  return change(random, TaskChangeKind.EXTENDED, decidedOn, { previousDueOn, dueOn, note });
}

function generateReports(random: Random, { assignedOn, completedOn }: TaskDates) {
  const lastDay = completedOn ?? calibrationDay;
  const length = daysBetween(assignedOn, lastDay);
  const days = Array.from({ length: random.integer(0, 4) }, () => random.integer(1, Math.max(1, length - 1)));
  return days
    .toSorted((left, right) => left - right)
    .map((day, at) => {
      const progress = Math.round(((at + 1) / (days.length + 1)) * 100) / 100;
      return change(random, TaskChangeKind.PROGRESS_REPORTED, addDays(assignedOn, day), { progress });
    });
}

function coordinatorsOf(random: Random, lead: string, leads: readonly string[]): string[] {
  const drawn = Array.from({ length: random.integer(0, 3) }, () => random.pick(leads));
  return [...new Set(drawn)].filter((code) => code !== lead).toSorted();
}

type GeneratedChange = GeneratedTask["changes"][number];

/** What only some kinds of changes have. */
export const nothingElse = {
  dueOn: null,
  previousDueOn: null,
  completedOn: null,
  progress: null,
  leadOrganizationCode: null,
  previousLeadOrganizationCode: null,
  handedOverOn: null,
  note: null,
  evidenceUrl: null,
};

/** A change at some minute of that day's office hours. */
function change(
  random: Random,
  kind: TaskChangeKind,
  day: CalendarDay,
  details: Partial<GeneratedChange>,
): GeneratedChange {
  const minutes = 8 * 60 + random.integer(0, 9 * 60);
  return {
    kind,
    changedAt: new Date(startOf(day).getTime() + minutes * 60_000),
    changedBy: "generator",
    ...nothingElse,
    ...details,
  };
}
