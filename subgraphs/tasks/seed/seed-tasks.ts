import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import type { Seed } from "../../../shared/database/seed";
import { OrganizationKind } from "../../common/city/organization-kind";
import { Organization } from "../organization/organization";
import { AssigningAuthority, Task } from "../task/task";
import { TaskChange } from "../task/task-change";
import { TaskCoordinator } from "../task/task-coordinator";
import { deriveTaskStates } from "../task/task-state";
import { calibrationDay, type GeneratedTask, generateTasks } from "./generate-tasks";
import { readPublishedTasks } from "./published-tasks";

/**
 * The tasks: 384 whatever the scale, for that is how many the city had. Those that were published by name are among
 * them, and replace as many generated ones of the city that are under way as well.
 */
export const seedTasks: Seed = {
  name: "tasks",
  run: async ({ database }) => {
    const organizations = await database.repository(Organization).find({ order: { code: "ASC" } });
    const published = readPublishedTasks();
    const generated = generateTasks({
      leads: leadsOf(organizations),
      predecessors: predecessorsIn(organizations),
    });
    await writeTasks(database, [...makeRoom(generated, published.length), ...published]);
  },
};

function makeRoom(generated: GeneratedTask[], count: number): GeneratedTask[] {
  const underway = generated.filter(
    ({ task }) =>
      task.assignedBy === AssigningAuthority.CITY &&
      task.completedOn === null &&
      task.dueOn >= calibrationDay,
  );
  const dropped = new Set(underway.slice(-count));
  return generated.filter((one) => !dropped.has(one));
}

/** Bodies that the reports name without a task; the demonstration gives them none either. */
const withoutTasks: readonly OrganizationKind[] = [
  OrganizationKind.CITY,
  OrganizationKind.CENTRAL_BODY,
  OrganizationKind.PARTY_COMMITTEE,
  OrganizationKind.SOCIO_POLITICAL_ORGANIZATION,
  OrganizationKind.FORMER_COMMUNE_AUTHORITY,
];

/** The bodies that may lead a task. Departments lead more than others, commune-level authorities fewer. */
function leadsOf(organizations: Organization[]): string[] {
  return organizations.flatMap(({ code, kind }) => {
    if (withoutTasks.includes(kind)) return [];
    if (kind === OrganizationKind.COMMUNE_AUTHORITY) return [code];
    return Array.from({ length: kind === OrganizationKind.DEPARTMENT ? 16 : 8 }, () => code);
  });
}

function predecessorsIn(organizations: Organization[]): Map<string, string[]> {
  const predecessors = new Map<string, string[]>();
  for (const { code, successorCodes } of organizations) {
    for (const successor of successorCodes) {
      predecessors.set(successor, [...(predecessors.get(successor) ?? []), code]);
    }
  }
  return predecessors;
}

async function writeTasks(database: Database, generated: GeneratedTask[]): Promise<void> {
  const { identifiers } = await database.repository(Task).insert(generated.map(({ task }) => task));
  const withIds = generated.map((one, at) => ({ ...one, taskId: String(identifiers[at]?.id) }));
  await database
    .repository(TaskCoordinator)
    .insert(
      withIds.flatMap(({ taskId, coordinators }) =>
        coordinators.map((organizationCode) => ({ taskId, organizationCode })),
      ),
    );
  await database
    .repository(TaskChange)
    .insert(withIds.flatMap(({ taskId, changes }) => changes.map((change) => ({ ...change, taskId }))));
  await deriveTaskStates(database, sql`SELECT id FROM task`);
}
