import { ImportRun } from "../../shared/import/import-run";
import { IdempotencyKey } from "../../shared/mutation/idempotency-key";
import {
  carriedReference,
  defineSubgraph,
  extensionReference,
  homeReference,
} from "../../shared/subgraph/define-subgraph";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { Bottleneck, BottleneckOrganization, BottleneckTask } from "./bottleneck/bottleneck";
import { bottleneckByCode } from "./bottleneck/bottleneck.loaders";
import { BottleneckResolver } from "./bottleneck/bottleneck.resolver";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { Indicator } from "./indicator/indicator";
import { IndicatorResolver } from "./indicator/indicator.resolver";
import { KeyResult } from "./key-result/key-result";
import { keyResultByCode } from "./key-result/key-result.loaders";
import { KeyResultResolver } from "./key-result/key-result.resolver";
import { CreateTasks1763078400000 } from "./migrations/1763078400000-create-tasks";
import { AddObjectivesAndWriting1763164800000 } from "./migrations/1763164800000-add-objectives-and-writing";
import { AddImports1763251200000 } from "./migrations/1763251200000-add-imports";
import { AddTaskTally1763337600000 } from "./migrations/1763337600000-add-task-tally";
import { IndexTaskChanges1763424000000 } from "./migrations/1763424000000-index-task-changes";
import { DateObjectives1763510400000 } from "./migrations/1763510400000-date-objectives";
import { Milestone, MilestoneLead, MilestonePlan } from "./milestone/milestone";
import { milestoneByCode } from "./milestone/milestone.loaders";
import { MilestoneResolver } from "./milestone/milestone.resolver";
import { Objective } from "./objective/objective";
import { objectiveByCode } from "./objective/objective.loaders";
import { ObjectiveResolver } from "./objective/objective.resolver";
import { Observation } from "./observation/observation";
import { ObservationResolver } from "./observation/observation.resolver";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { organizationByCode } from "./organization/organization.loaders";
import { OrganizationResolver } from "./organization/organization.resolver";
import { seedBottlenecks } from "./seed/seed-bottlenecks";
import { seedMilestones } from "./seed/seed-milestones";
import { seedObjectives } from "./seed/seed-objectives";
import { seedOrganizations } from "./seed/seed-organizations";
import { seedTasks } from "./seed/seed-tasks";
import { Task } from "./task/task";
import { importTasks } from "./task/task.import";
import { taskById } from "./task/task.loaders";
import { TaskResolver } from "./task/task.resolver";
import { TaskChange } from "./task/task-change";
import { TaskChangesResolver } from "./task/task-changes.resolver";
import { TaskCoordinator } from "./task/task-coordinator";
import { TaskState } from "./task/task-state";
import { TaskStatsResolver } from "./task/task-stats.resolver";
import { TaskTally } from "./task/task-tally";
import { WarningEntryResolver, WarningListResolver } from "./warning-list/warning-list.resolver";

export const tasks = defineSubgraph({
  directory: __dirname,
  entities: [
    Bottleneck,
    BottleneckOrganization,
    BottleneckTask,
    IdempotencyKey,
    ImportRun,
    KeyResult,
    Milestone,
    MilestoneLead,
    MilestonePlan,
    Objective,
    Organization,
    Task,
    TaskChange,
    TaskCoordinator,
    TaskState,
    TaskTally,
  ],
  migrations: [
    CreateTasks1763078400000,
    AddObjectivesAndWriting1763164800000,
    AddImports1763251200000,
    AddTaskTally1763337600000,
    IndexTaskChanges1763424000000,
    DateObjectives1763510400000,
  ],
  resolvers: [
    AdministrativeUnitResolver,
    BottleneckResolver,
    GraphDataResolver,
    IndicatorResolver,
    KeyResultResolver,
    MilestoneResolver,
    ObjectiveResolver,
    ObservationResolver,
    OrganizationResolver,
    TaskChangesResolver,
    TaskResolver,
    TaskStatsResolver,
    WarningEntryResolver,
    WarningListResolver,
  ],
  // No query here leads to it, but references do.
  orphanedTypes: [Observation],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    Bottleneck: homeReference("code", bottleneckByCode),
    Indicator: extensionReference(Indicator, "code"),
    KeyResult: homeReference("code", keyResultByCode),
    Milestone: homeReference("code", milestoneByCode),
    Objective: homeReference("code", objectiveByCode),
    Observation: carriedReference,
    Organization: homeReference("code", organizationByCode),
    Task: homeReference("id", taskById),
  },
  codes: {
    "Query.objectives(organization:)": organizationCodes,
    "TaskFilter.coordinatingOrganization": organizationCodes,
    "TaskFilter.leadOrganization": organizationCodes,
  },
  imports: [importTasks],
  seeds: [seedOrganizations, seedMilestones, seedObjectives, seedTasks, seedBottlenecks],
});
