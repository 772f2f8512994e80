import { defineSubgraph, extensionReference, homeReference } from "../../shared/subgraph/define-subgraph";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { Coverage5GResolver } from "./coverage-5g/coverage-5g.resolver";
import { Coverage5GMeasurement } from "./coverage-5g/coverage-5g-measurement";
import { Indicator } from "./indicator/indicator";
import { indicatorByCode } from "./indicator/indicator.loaders";
import { IndicatorResolver } from "./indicator/indicator.resolver";
import { CreateInnovation1763078400000 } from "./migrations/1763078400000-create-innovation";
import { Observation } from "./observation/observation";
import { observationById } from "./observation/observation.loaders";
import { ObservationResolver } from "./observation/observation.resolver";
import { OrganizationResolver } from "./organization/organization.resolver";
import { seedClaims } from "./seed/seed-claims";
import { seedCoverage } from "./seed/seed-coverage";
import { seedIndicators } from "./seed/seed-indicators";
import { seedSources } from "./seed/seed-sources";
import { SourceDocument } from "./source-document/source-document";
import { sourceById } from "./source-document/source-document.loaders";
import { SourceDocumentResolver } from "./source-document/source-document.resolver";
import { Target } from "./target/target";
import { TargetResolver } from "./target/target.resolver";

export const innovation = defineSubgraph({
  directory: __dirname,
  entities: [Indicator, SourceDocument, Observation, Target, Coverage5GMeasurement],
  migrations: [CreateInnovation1763078400000],
  resolvers: [
    AdministrativeUnitResolver,
    Coverage5GResolver,
    IndicatorResolver,
    ObservationResolver,
    OrganizationResolver,
    SourceDocumentResolver,
    TargetResolver,
  ],
  references: {
    AdministrativeUnit: extensionReference("code"),
    Indicator: homeReference("code", indicatorByCode),
    Observation: homeReference("id", observationById),
    Organization: extensionReference("code"),
    SourceDocument: homeReference("id", sourceById),
  },
  seeds: [seedSources, seedIndicators, seedClaims, seedCoverage],
});
