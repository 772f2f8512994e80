import { defineSubgraph, extensionReference, homeReference } from "../../shared/subgraph/define-subgraph";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { CreateTasks1763078400000 } from "./migrations/1763078400000-create-tasks";
import { Milestone, MilestoneLead, MilestonePlan } from "./milestone/milestone";
import { milestoneByCode } from "./milestone/milestone.loaders";
import { MilestoneResolver } from "./milestone/milestone.resolver";
import { Organization } from "./organization/organization";
import { organizationByCode } from "./organization/organization.loaders";
import { OrganizationResolver } from "./organization/organization.resolver";
import { seedMilestones } from "./seed/seed-milestones";
import { seedOrganizations } from "./seed/seed-organizations";
import { seedTasks } from "./seed/seed-tasks";
import { Task } from "./task/task";
import { taskById } from "./task/task.loaders";
import { TaskResolver } from "./task/task.resolver";
import { TaskChange } from "./task/task-change";
import { TaskCoordinator } from "./task/task-coordinator";
import { TaskState } from "./task/task-state";

export const tasks = defineSubgraph({
  directory: __dirname,
  entities: [
    Organization,
    Milestone,
    MilestoneLead,
    MilestonePlan,
    Task,
    TaskCoordinator,
    TaskChange,
    TaskState,
  ],
  migrations: [CreateTasks1763078400000],
  resolvers: [AdministrativeUnitResolver, MilestoneResolver, OrganizationResolver, TaskResolver],
  references: {
    AdministrativeUnit: extensionReference("code"),
    Milestone: homeReference("code", milestoneByCode),
    Organization: homeReference("code", organizationByCode),
    Task: homeReference("id", taskById),
  },
  seeds: [seedOrganizations, seedMilestones, seedTasks],
});
