import { defineSubgraph, extensionReference, homeReference } from "../../shared/subgraph/define-subgraph";
import { unitByCode } from "./administrative-unit/administrative-unit.loaders";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { AdministrativeUnitRow } from "./administrative-unit/administrative-unit-row";
import { CatalogueResolver } from "./catalogue/catalogue.resolver";
import { Dataset } from "./dataset/dataset";
import { datasetById } from "./dataset/dataset.loaders";
import { DatasetResolver } from "./dataset/dataset.resolver";
import { DatasetAssessment } from "./dataset/dataset-assessment";
import { Distribution } from "./dataset/distribution";
import { InfrastructureMeasuresResolver } from "./infrastructure-measures/infrastructure-measures.resolver";
import { ITSystem } from "./it-system/it-system";
import { systemByCode } from "./it-system/it-system.loaders";
import { ITSystemResolver } from "./it-system/it-system.resolver";
import { CreateInfrastructure1763078400000 } from "./migrations/1763078400000-create-infrastructure";
import { Organization } from "./organization/organization";
import { OrganizationResolver } from "./organization/organization.resolver";
import { Platform } from "./platform/platform";
import { platformByCode } from "./platform/platform.loaders";
import { PlatformResolver } from "./platform/platform.resolver";
import { seedAdministrativeUnits } from "./seed/seed-administrative-units";
import { seedDatasets } from "./seed/seed-datasets";
import { seedITSystems } from "./seed/seed-it-systems";
import { seedOrganizations } from "./seed/seed-organizations";
import { seedPlatforms } from "./seed/seed-platforms";
import { seedReadiness } from "./seed/seed-readiness";
import { ReadinessAssessment } from "./unit-readiness/readiness-assessment";

export const infrastructure = defineSubgraph({
  directory: __dirname,
  entities: [
    Organization,
    AdministrativeUnitRow,
    ReadinessAssessment,
    ITSystem,
    Dataset,
    DatasetAssessment,
    Distribution,
    Platform,
  ],
  migrations: [CreateInfrastructure1763078400000],
  resolvers: [
    AdministrativeUnitResolver,
    CatalogueResolver,
    DatasetResolver,
    InfrastructureMeasuresResolver,
    ITSystemResolver,
    OrganizationResolver,
    PlatformResolver,
  ],
  references: {
    AdministrativeUnit: homeReference("code", unitByCode),
    Dataset: homeReference("id", datasetById),
    ITSystem: homeReference("code", systemByCode),
    Organization: extensionReference("code"),
    Platform: homeReference("code", platformByCode),
  },
  seeds: [
    seedAdministrativeUnits,
    seedOrganizations,
    seedReadiness,
    seedITSystems,
    seedDatasets,
    seedPlatforms,
  ],
});
