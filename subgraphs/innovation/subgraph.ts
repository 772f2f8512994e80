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
import { FormerUnitRow } from "../common/unit/former-unit-row";
import { seedFormerUnits } from "../common/unit/seed-former-units";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { areaCodes, unitCodes } from "./administrative-unit/administrative-unit.codes";
import { AdministrativeUnitRow } from "./administrative-unit/administrative-unit-row";
import { ComponentResult } from "./composite-index/component-result";
import { ComponentResultResolver } from "./composite-index/component-result.resolver";
import { CompositeIndex } from "./composite-index/composite-index";
import {
  componentByCode,
  compositeIndexByCode,
  pillarByCode,
} from "./composite-index/composite-index.loaders";
import { CompositeIndexResolver } from "./composite-index/composite-index.resolver";
import { importCompositeIndices } from "./composite-index/import/composite-indices.import";
import { importIndexComponents } from "./composite-index/import/index-components.import";
import { importIndexEditions } from "./composite-index/import/index-editions.import";
import { importIndexPillars } from "./composite-index/import/index-pillars.import";
import { importIndexResults } from "./composite-index/import/index-results.import";
import { IndexComponent } from "./composite-index/index-component";
import { IndexComponentResolver } from "./composite-index/index-component.resolver";
import { IndexEdition } from "./composite-index/index-edition";
import { IndexEditionResolver } from "./composite-index/index-edition.resolver";
import { IndexPillar } from "./composite-index/index-pillar";
import { IndexPillarResolver } from "./composite-index/index-pillar.resolver";
import { RecordIndexResolver } from "./composite-index/record/record-index.resolver";
import {
  ComputedObservationResolver,
  ObservationFiguresResolver,
} from "./computed/computed-observation.resolver";
import { ComputedTargetResolver } from "./computed/computed-target.resolver";
import { ComputedValueResolver } from "./computed/computed-value.resolver";
import { observationReference } from "./computed/observation-reference";
import { importCoverage } from "./coverage-5g/coverage-5g.import";
import { Coverage5GResolver } from "./coverage-5g/coverage-5g.resolver";
import { Coverage5GMeasurement } from "./coverage-5g/coverage-5g-measurement";
import { UnitCoverageResolver } from "./coverage-5g/unit-coverage.resolver";
import { Enterprise } from "./enterprise/enterprise";
import { enterpriseCube } from "./enterprise/enterprise.cube";
import { enterpriseById } from "./enterprise/enterprise.loaders";
import { EnterpriseResolver } from "./enterprise/enterprise.resolver";
import { enterpriseStatistics } from "./enterprise/enterprise.statistics";
import { EnterpriseFeedResolver } from "./enterprise/enterprise-feed";
import { importEnterprises } from "./enterprise/import/enterprise.import";
import { industries } from "./enterprise/industry.codes";
import { RegisterEnterpriseResolver } from "./enterprise/register-enterprise.resolver";
import { UnitEnterprisesResolver } from "./enterprise/unit-enterprises.resolver";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { Indicator } from "./indicator/indicator";
import { importIndicators } from "./indicator/indicator.import";
import { indicatorByCode } from "./indicator/indicator.loaders";
import { IndicatorResolver } from "./indicator/indicator.resolver";
import { OrganizationIndicatorsResolver } from "./indicator/organization-indicators.resolver";
import { RecordIndicatorResolver } from "./indicator/record-indicator.resolver";
import {
  ComputedKeyResultResolver,
  KeyResultFiguresResolver,
} from "./key-result/computed-key-result.resolver";
import { KeyResult } from "./key-result/key-result";
import { KeyResultMeasurementResolver, KeyResultResolver } from "./key-result/key-result.resolver";
import { Baseline1764374400000 } from "./migrations/1764374400000-baseline";
import { Objective } from "./objective/objective";
import { ObjectiveResolver } from "./objective/objective.resolver";
import { IndicatorConflictsResolver } from "./observation/conflict/indicator-conflicts.resolver";
import { importObservations } from "./observation/import/observation.import";
import { IndicatorObservationsResolver } from "./observation/indicator-observations.resolver";
import { Observation } from "./observation/observation";
import { ObservationResolver } from "./observation/observation.resolver";
import { RecordObservationResolver } from "./observation/record/record-observation.resolver";
import { SourceObservationsResolver } from "./observation/source-observations.resolver";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { OrganizationRow } from "./organization/organization-row";
import { RecordSectorResolver } from "./sector/record-sector.resolver";
import { Sector } from "./sector/sector";
import { sectorCodes } from "./sector/sector.codes";
import { importSectors } from "./sector/sector.import";
import { sectorByCode } from "./sector/sector.loaders";
import { SectorResolver } from "./sector/sector.resolver";
import { seedClaims } from "./seed/seed-claims";
import { seedCoverage } from "./seed/seed-coverage";
import { seedEnterprises } from "./seed/seed-enterprises";
import { seedIndicators } from "./seed/seed-indicators";
import { seedIndices } from "./seed/seed-indices";
import { seedSectors } from "./seed/seed-sectors";
import { seedSources } from "./seed/seed-sources";
import { seedUnitsAndOrganizations } from "./seed/seed-units-and-organizations";
import { RecordSourceDocumentResolver } from "./source-document/record-source-document.resolver";
import { SourceDocument } from "./source-document/source-document";
import { importSources } from "./source-document/source-document.import";
import { sourceByCode } from "./source-document/source-document.loaders";
import { SourceDocumentResolver } from "./source-document/source-document.resolver";
import { EnterpriseProductsResolver } from "./strategic-product/enterprise-products.resolver";
import { RecordStrategicProductResolver } from "./strategic-product/record-strategic-product.resolver";
import { StrategicProduct } from "./strategic-product/strategic-product";
import { importStrategicProducts } from "./strategic-product/strategic-product.import";
import { productByCode } from "./strategic-product/strategic-product.loaders";
import { StrategicProductResolver } from "./strategic-product/strategic-product.resolver";
import { IndicatorTargetsResolver } from "./target/indicator-targets.resolver";
import { Target } from "./target/target";
import { TargetResolver } from "./target/target.resolver";

export const innovation = defineSubgraph({
  directory: __dirname,
  entities: [
    AdministrativeUnitRow,
    FormerUnitRow,
    ComponentResult,
    CompositeIndex,
    Coverage5GMeasurement,
    Enterprise,
    IdempotencyKey,
    ImportChange,
    ImportChange,
    ImportRun,
    IndexComponent,
    IndexEdition,
    IndexPillar,
    Indicator,
    Inference,
    Observation,
    OrganizationRow,
    Sector,
    SourceDocument,
    StrategicProduct,
    Target,
  ],
  migrations: [Baseline1764374400000],
  resolvers: [
    RecordIndexResolver,
    ComponentResultResolver,
    CompositeIndexResolver,
    ComputedKeyResultResolver,
    ComputedObservationResolver,
    ComputedTargetResolver,
    ComputedValueResolver,
    Coverage5GResolver,
    EnterpriseProductsResolver,
    EnterpriseFeedResolver,
    EnterpriseResolver,
    ...enterpriseStatistics.resolvers,
    cubesResolver("innovation", [enterpriseCube]),
    GraphDataResolver,
    IndexComponentResolver,
    IndexEditionResolver,
    IndexPillarResolver,
    IndicatorConflictsResolver,
    IndicatorObservationsResolver,
    IndicatorResolver,
    IndicatorTargetsResolver,
    KeyResultFiguresResolver,
    KeyResultMeasurementResolver,
    KeyResultResolver,
    ObjectiveResolver,
    ObservationFiguresResolver,
    ObservationResolver,
    OrganizationIndicatorsResolver,
    RecordIndicatorResolver,
    RecordObservationResolver,
    RecordSectorResolver,
    RecordSourceDocumentResolver,
    RecordStrategicProductResolver,
    RegisterEnterpriseResolver,
    SectorResolver,
    SourceDocumentResolver,
    SourceObservationsResolver,
    StrategicProductResolver,
    TargetResolver,
    UnitCoverageResolver,
    UnitEnterprisesResolver,
  ],
  // No query here leads to these, but references do.
  orphanedTypes: [KeyResult, Objective],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    CompositeIndex: owningReference("code", compositeIndexByCode),
    Enterprise: owningReference("id", enterpriseById),
    IndexComponent: owningReference("code", componentByCode),
    IndexPillar: owningReference("code", pillarByCode),
    Indicator: owningReference("code", indicatorByCode, { isShared: true }),
    KeyResult: passThroughReference,
    Objective: passThroughReference,
    Observation: observationReference,
    Organization: extensionReference(Organization, "code"),
    Sector: owningReference("code", sectorByCode),
    SourceDocument: owningReference("code", sourceByCode, { isShared: true }),
    StrategicProduct: owningReference("code", productByCode),
  },
  codes: {
    "EnterpriseFilter.industry": industries,
    "EnterpriseFilter.unit": unitCodes,
    "Indicator.latest(unit:)": areaCodes,
    "IndicatorFilter.sector": sectorCodes,
    "ObservationFilter.organization": organizationCodes,
    "ObservationFilter.unit": areaCodes,
  },
  imports: [
    importObservations,
    importCompositeIndices,
    importIndexPillars,
    importIndexComponents,
    importIndexEditions,
    importIndexResults,
    importEnterprises,
    importCoverage,
    importSectors,
    importIndicators,
    importSources,
    importStrategicProducts,
  ],
  hasChangeLog: true,
  cubes: [enterpriseCube],
  seeds: [
    seedUnitsAndOrganizations,
    seedFormerUnits,
    seedSources,
    seedSectors,
    seedIndicators,
    seedClaims,
    seedCoverage,
    seedIndices,
    seedEnterprises,
    seedInferences("innovation"),
  ],
});
