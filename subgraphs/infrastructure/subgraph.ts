import { ImportChange, ImportRun } from "../../shared/import/import-run";
import { IdempotencyKey } from "../../shared/kit/mutation/idempotency-key";
import { cubesResolver } from "../../shared/kit/statistics-graphql/cubes-resolver";
import {
  defineSubgraph,
  extensionReference,
  owningReference,
  passThroughReference,
} from "../../shared/kit/subgraph/define-subgraph";
import { unitCodes } from "./administrative-unit/administrative-unit.codes";
import { unitCube } from "./administrative-unit/administrative-unit.cube";
import { unitByCode } from "./administrative-unit/administrative-unit.loaders";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { unitStatistics } from "./administrative-unit/administrative-unit.statistics";
import { AdministrativeUnitRow } from "./administrative-unit/administrative-unit-row";
import { FormerUnitResolver, UnitPredecessorsResolver } from "./administrative-unit/former-unit.resolver";
import { UnitClaim } from "./administrative-unit/unit-claim";
import { Application } from "./application/application";
import { importApplications } from "./application/application.import";
import { applicationByCode } from "./application/application.loaders";
import { ApplicationResolver, UnitApplicationsResolver } from "./application/application.resolver";
import { RecordApplicationResolver } from "./application/record-application.resolver";
import { UnitApplication } from "./application/unit-application";
import { answerCatalogue } from "./catalogue/dcat/answer-catalogue";
import { cataloguePath } from "./catalogue/dcat/describe-dataset";
import { infrastructureFigure } from "./computed/infrastructure-figure";
import { DataCentre } from "./data-centre/data-centre";
import { dataCentreCodes } from "./data-centre/data-centre.codes";
import { importDataCentres } from "./data-centre/data-centre.import";
import { dataCentreByCode } from "./data-centre/data-centre.loaders";
import { DataCentreResolver } from "./data-centre/data-centre.resolver";
import { RecordDataCentreResolver } from "./data-centre/record-data-centre.resolver";
import { DatasetChangesResolver } from "./dataset/changes/dataset-changes.resolver";
import { Dataset } from "./dataset/dataset";
import { datasetCube } from "./dataset/dataset.cube";
import { datasetById } from "./dataset/dataset.loaders";
import { DatasetResolver } from "./dataset/dataset.resolver";
import { datasetStatistics } from "./dataset/dataset.statistics";
import { DatasetAssessment } from "./dataset/dataset-assessment";
import { Distribution } from "./dataset/distribution";
import { importDatasets } from "./dataset/import/dataset.import";
import { importDistributions } from "./dataset/import/distribution.import";
import { OrganizationDatasetsResolver } from "./dataset/organization-datasets.resolver";
import { nextDatasetEnd } from "./dataset/quality-rules";
import { themeCodes } from "./dataset/vocabulary/data-theme.codes";
import { licenseCodes } from "./dataset/vocabulary/license.codes";
import { FormerUnit } from "./former-unit/former-unit";
import { formerUnitCodes } from "./former-unit/former-unit.codes";
import { formerUnitByCode } from "./former-unit/former-unit.loaders";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { importSystems } from "./it-system/import/it-system.import";
import { ITSystem } from "./it-system/it-system";
import { systemCodes } from "./it-system/it-system.codes";
import { systemCube } from "./it-system/it-system.cube";
import { systemByCode } from "./it-system/it-system.loaders";
import { ITSystemResolver } from "./it-system/it-system.resolver";
import { systemStatistics } from "./it-system/it-system.statistics";
import { OrganizationSystemsResolver } from "./it-system/organization-systems.resolver";
import { SystemChangesResolver } from "./it-system/system-changes.resolver";
import { SystemDataCentreResolver } from "./it-system/system-data-centre.resolver";
import { Baseline1764374400000 } from "./migrations/1764374400000-baseline";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { Platform } from "./platform/platform";
import { importPlatforms } from "./platform/platform.import";
import { platformByCode } from "./platform/platform.loaders";
import { PlatformResolver } from "./platform/platform.resolver";
import { RecordPlatformResolver } from "./platform/record-platform.resolver";
import { seedAdministrativeUnits } from "./seed/seed-administrative-units";
import { seedApplications } from "./seed/seed-applications";
import { seedDataCentres } from "./seed/seed-data-centres";
import { seedDatasets } from "./seed/seed-datasets";
import { seedFormerUnits } from "./seed/seed-former-units";
import { seedGraphDatasets } from "./seed/seed-graph-datasets";
import { seedITSystems } from "./seed/seed-it-systems";
import { seedOrganizationNames } from "./seed/seed-organization-names";
import { seedOrganizations } from "./seed/seed-organizations";
import { seedPlatforms } from "./seed/seed-platforms";
import { seedReadiness } from "./seed/seed-readiness";
import { seedUnitClaims } from "./seed/seed-unit-claims";
import { ReadinessAssessment } from "./unit-readiness/readiness-assessment";
import { importReadiness } from "./unit-readiness/unit-readiness.import";
import { UnitReadinessResolver } from "./unit-readiness/unit-readiness.resolver";

export const infrastructure = defineSubgraph({
  directory: __dirname,
  entities: [
    Organization,
    AdministrativeUnitRow,
    Application,
    UnitApplication,
    DataCentre,
    IdempotencyKey,
    ImportChange,
    ImportChange,
    ImportRun,
    ReadinessAssessment,
    ITSystem,
    Dataset,
    DatasetAssessment,
    Distribution,
    FormerUnit,
    Platform,
    UnitClaim,
  ],
  migrations: [Baseline1764374400000],
  resolvers: [
    AdministrativeUnitResolver,
    ApplicationResolver,
    DataCentreResolver,
    DatasetChangesResolver,
    DatasetResolver,
    ...datasetStatistics.resolvers,
    ...systemStatistics.resolvers,
    ...unitStatistics.resolvers,
    cubesResolver("infrastructure", [datasetCube, systemCube, unitCube]),
    FormerUnitResolver,
    GraphDataResolver,
    ITSystemResolver,
    infrastructureFigure.resolver,
    OrganizationDatasetsResolver,
    OrganizationSystemsResolver,
    PlatformResolver,
    RecordApplicationResolver,
    RecordDataCentreResolver,
    RecordPlatformResolver,
    SystemChangesResolver,
    SystemDataCentreResolver,
    UnitApplicationsResolver,
    UnitPredecessorsResolver,
    UnitReadinessResolver,
  ],
  // No query here leads to these, but references do.
  orphanedTypes: [infrastructureFigure.type],
  references: {
    AdministrativeUnit: owningReference("code", unitByCode, { isShared: true }),
    Application: owningReference("code", applicationByCode),
    DataCentre: owningReference("code", dataCentreByCode),
    Dataset: owningReference("id", datasetById),
    FormerUnit: owningReference("code", formerUnitByCode),
    ITSystem: owningReference("code", systemByCode),
    InfrastructureFigure: passThroughReference,
    Organization: extensionReference(Organization, "code"),
    Platform: owningReference("code", platformByCode),
  },
  codes: {
    "AdministrativeUnitFilter.unit": unitCodes,
    "ApplicationFilter.owner": organizationCodes,
    "DatasetFilter.license": licenseCodes,
    "DatasetFilter.publisher": organizationCodes,
    "DatasetFilter.itSystem": systemCodes,
    "DatasetFilter.theme": themeCodes,
    "FormerUnitFilter.code": formerUnitCodes,
    "ITSystemFilter.dataCentre": dataCentreCodes,
    "ITSystemFilter.owner": organizationCodes,
    "PlatformFilter.owner": organizationCodes,
  },
  // It costs as much as a query for all datasets with what they contain.
  routes: [{ path: cataloguePath, timeoutMs: 120_000, cost: 5_000, answer: answerCatalogue }],
  copiedFacts: [
    {
      name: "dates of the last changes",
      from: { type: "GraphDataSource" },
      selection: "{ name changedAt }",
      // Each subgraph dates its own data, and nobody else's.
      ownedBy: "name",
      to: { mutation: "recordGraphData", list: "sources" },
      afterMutations: false,
    },
    {
      name: "service connections",
      from: { field: "serviceConnections" },
      selection: "{ unit { code } connected origin }",
      to: { mutation: "recordServiceConnections", list: "connections" },
      afterMutations: true,
    },
  ],
  hasChangeLog: true,
  clockChanges: { times: ["00:00"], next: nextDatasetEnd },
  imports: [
    importSystems,
    importDatasets,
    importDistributions,
    importReadiness,
    importApplications,
    importDataCentres,
    importPlatforms,
  ],
  seeds: [
    seedAdministrativeUnits,
    seedUnitClaims,
    seedFormerUnits,
    seedOrganizations,
    seedReadiness,
    seedITSystems,
    seedDatasets,
    seedPlatforms,
    seedApplications,
    seedDataCentres,
    seedOrganizationNames,
    seedGraphDatasets,
  ],
});
