import { ImportChange, ImportRun } from "../../shared/import/import-run";
import { Inference } from "../../shared/kit/inference/inference";
import { seedInferences } from "../../shared/kit/inference/seed-inferences";
import { IdempotencyKey } from "../../shared/kit/mutation/idempotency-key";
import { cubesResolver } from "../../shared/kit/statistics-graphql/cubes-resolver";
import {
  defineSubgraph,
  extensionReference,
  owningReference,
  passThroughReference,
} from "../../shared/kit/subgraph/define-subgraph";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { unitCodes } from "./administrative-unit/administrative-unit.codes";
import { Bottleneck, BottleneckOrganization, BottleneckTask } from "./bottleneck/bottleneck";
import { importBottlenecks } from "./bottleneck/bottleneck.import";
import { bottleneckByCode } from "./bottleneck/bottleneck.loaders";
import { BottleneckResolver } from "./bottleneck/bottleneck.resolver";
import { RecordBottleneckResolver } from "./bottleneck/record-bottleneck.resolver";
import { tasksFigure } from "./computed/tasks-figure";
import { Event } from "./event/event";
import { eventByCode } from "./event/event.loaders";
import { EventResolver } from "./event/event.resolver";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { Indicator } from "./indicator/indicator";
import { indicatorCodes } from "./indicator/indicator.codes";
import { IndicatorRow } from "./indicator/indicator-row";
import { RecordIndicatorsResolver } from "./indicator/record-indicators.resolver";
import { IndicatorKeyResultsResolver } from "./key-result/indicator-key-results.resolver";
import { KeyResult } from "./key-result/key-result";
import { keyResultCodes } from "./key-result/key-result.codes";
import { importKeyResults } from "./key-result/key-result.import";
import { keyResultByCode } from "./key-result/key-result.loaders";
import { KeyResultResolver } from "./key-result/key-result.resolver";
import { KeyResultsResolver } from "./key-result/key-results.resolver";
import { ObjectiveKeyResultsResolver } from "./key-result/objective-key-results.resolver";
import { RecordKeyResultResolver } from "./key-result/record-key-result.resolver";
import { Baseline1764374400000 } from "./migrations/1764374400000-baseline";
import { Milestone, MilestoneLead, MilestonePlan } from "./milestone/milestone";
import { milestoneByCode } from "./milestone/milestone.loaders";
import { MilestoneResolver } from "./milestone/milestone.resolver";
import { ProgrammeMilestonesResolver } from "./milestone/programme-milestones.resolver";
import { ReachMilestoneResolver } from "./milestone/reach-milestone.resolver";
import { importReachedMilestones } from "./milestone/reached-milestone.import";
import { Objective } from "./objective/objective";
import { objectiveCodes } from "./objective/objective.codes";
import { objectiveByCode } from "./objective/objective.loaders";
import { ObjectiveResolver } from "./objective/objective.resolver";
import { OrganizationObjectivesResolver } from "./objective/organization-objectives.resolver";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { organizationByCode } from "./organization/organization.loaders";
import { OrganizationResolver } from "./organization/organization.resolver";
import { importOrganizationIdentifiers } from "./organization/organization-identifiers.import";
import { UnitAuthorityResolver } from "./organization/unit-authority.resolver";
import { PolicyDocument } from "./policy-document/policy-document";
import { policyDocumentCodes } from "./policy-document/policy-document.codes";
import { policyDocumentByCode } from "./policy-document/policy-document.loaders";
import { PolicyDocumentResolver } from "./policy-document/policy-document.resolver";
import { PolicyDocumentProgrammesResolver } from "./programme/policy-document-programmes.resolver";
import { Programme } from "./programme/programme";
import { programmeCodes } from "./programme/programme.codes";
import { programmeByCode } from "./programme/programme.loaders";
import { ProgrammeResolver } from "./programme/programme.resolver";
import { seedBottlenecks } from "./seed/seed-bottlenecks";
import { seedIdentifiers } from "./seed/seed-identifiers";
import { seedMilestones } from "./seed/seed-milestones";
import { seedObjectives } from "./seed/seed-objectives";
import { seedOrganizations } from "./seed/seed-organizations";
import { seedProgrammes } from "./seed/seed-programmes";
import { seedReferences } from "./seed/seed-references";
import { seedServedKeyResults } from "./seed/seed-served-key-results";
import { seedTasks } from "./seed/seed-tasks";
import { importKnownSources } from "./source-document/known-source.import";
import { SourceDocumentRow } from "./source-document/source-document-row";
import { TaskChangesResolver } from "./task/changes/task-changes.resolver";
import { importTasks } from "./task/import/task.import";
import { importTaskHandovers } from "./task/import/task-handovers.import";
import { KeyResultTasksResolver } from "./task/key-result-tasks.resolver";
import { OrganizationTasksResolver } from "./task/organization-tasks.resolver";
import { ProgressReportsResolver } from "./task/progress/progress-reports.resolver";
import { OrganizationTaskStatsResolver } from "./task/statistics/organization-task-stats.resolver";
import { UnitTaskStatsResolver } from "./task/statistics/unit-task-stats.resolver";
import { Task } from "./task/task";
import { taskCube } from "./task/task.cube";
import { taskById } from "./task/task.loaders";
import { TaskResolver } from "./task/task.resolver";
import { taskStatistics } from "./task/task.statistics";
import { TaskChange } from "./task/task-change";
import { TaskCoordinator } from "./task/task-coordinator";
import { TaskState } from "./task/task-state";
import { WarningEntryResolver, WarningListResolver } from "./warning-list/warning-list.resolver";

export const tasks = defineSubgraph({
  directory: __dirname,
  entities: [
    Bottleneck,
    BottleneckOrganization,
    BottleneckTask,
    Event,
    IdempotencyKey,
    ImportChange,
    ImportChange,
    ImportRun,
    IndicatorRow,
    Inference,
    KeyResult,
    Milestone,
    MilestoneLead,
    MilestonePlan,
    Objective,
    Organization,
    PolicyDocument,
    Programme,
    SourceDocumentRow,
    Task,
    TaskChange,
    TaskCoordinator,
    TaskState,
  ],
  migrations: [Baseline1764374400000],
  resolvers: [
    RecordIndicatorsResolver,
    BottleneckResolver,
    EventResolver,
    GraphDataResolver,
    IndicatorKeyResultsResolver,
    KeyResultResolver,
    KeyResultTasksResolver,
    KeyResultsResolver,
    MilestoneResolver,
    ObjectiveKeyResultsResolver,
    ObjectiveResolver,
    tasksFigure.resolver,
    OrganizationObjectivesResolver,
    OrganizationResolver,
    OrganizationTaskStatsResolver,
    OrganizationTasksResolver,
    PolicyDocumentProgrammesResolver,
    PolicyDocumentResolver,
    ProgrammeMilestonesResolver,
    ProgrammeResolver,
    ProgressReportsResolver,
    ReachMilestoneResolver,
    RecordBottleneckResolver,
    RecordKeyResultResolver,
    TaskChangesResolver,
    TaskResolver,
    UnitAuthorityResolver,
    UnitTaskStatsResolver,
    WarningEntryResolver,
    WarningListResolver,
    ...taskStatistics.resolvers,
    cubesResolver("tasks", [taskCube]),
  ],
  // No query here leads to it, but references do.
  orphanedTypes: [tasksFigure.type],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    Bottleneck: owningReference("code", bottleneckByCode),
    Event: owningReference("code", eventByCode),
    Indicator: extensionReference(Indicator, "code"),
    KeyResult: owningReference("code", keyResultByCode, { isShared: true }),
    Milestone: owningReference("code", milestoneByCode, { isShared: true }),
    Objective: owningReference("code", objectiveByCode, { isShared: true }),
    Organization: owningReference("code", organizationByCode, { isShared: true }),
    PolicyDocument: owningReference("code", policyDocumentByCode),
    Programme: owningReference("code", programmeByCode),
    Task: owningReference("id", taskById),
    TasksFigure: passThroughReference,
  },
  codes: {
    "BottleneckFilter.organization": organizationCodes,
    "EventFilter.organizer": organizationCodes,
    "KeyResultFilter.indicator": indicatorCodes,
    "KeyResultFilter.objective": objectiveCodes,
    "KeyResultFilter.organization": organizationCodes,
    "MilestoneFilter.leadOrganization": organizationCodes,
    "MilestoneFilter.programme": programmeCodes,
    "ObjectiveFilter.organization": organizationCodes,
    "OrganizationFilter.parent": organizationCodes,
    "ProgrammeFilter.basis": policyDocumentCodes,
    "ProgrammeFilter.leadOrganization": organizationCodes,
    "TaskFilter.coordinatingOrganization": organizationCodes,
    "TaskFilter.keyResult": keyResultCodes,
    "TaskFilter.leadOrganization": organizationCodes,
    "TaskFilter.objective": objectiveCodes,
    "TaskFilter.unit": unitCodes,
  },
  copiedFacts: [
    {
      name: "indicators",
      from: { field: "allIndicators" },
      selection: "{ code decimals }",
      to: { mutation: "recordIndicators", list: "indicators" },
      afterMutations: true,
    },
  ],
  hasChangeLog: true,
  cubes: [taskCube],
  imports: [
    importBottlenecks,
    importKeyResults,
    importKnownSources,
    importOrganizationIdentifiers,
    importReachedMilestones,
    importTaskHandovers,
    importTasks,
  ],
  seeds: [
    seedOrganizations,
    seedReferences,
    seedIdentifiers,
    seedProgrammes,
    seedMilestones,
    seedObjectives,
    seedTasks,
    seedServedKeyResults,
    seedBottlenecks,
    seedInferences("tasks"),
  ],
});
