import { ImportChange, ImportRun } from "../../shared/import/import-run";
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
import { unitCodes } from "./administrative-unit/administrative-unit.codes";
import { AdministrativeUnitRow } from "./administrative-unit/administrative-unit-row";
import { proceduresFigure } from "./computed/procedures-figure";
import { Dossier } from "./dossier/dossier";
import { dossierCube } from "./dossier/dossier.cube";
import { DossierResolver } from "./dossier/dossier.resolver";
import { dossierStatistics } from "./dossier/dossier.statistics";
import { dossierReference } from "./dossier/dossier-access";
import { DossierCode } from "./dossier/dossier-code";
import { DossierEvent } from "./dossier/dossier-event";
import { DossierFeedResolver } from "./dossier/dossier-feed";
import { nextDossierDue } from "./dossier/dossier-state";
import { RecordDossierEventResolver } from "./dossier/event/record-dossier-event.resolver";
import { importDossiers } from "./dossier/import/dossier.import";
import { RegisterDossierResolver } from "./dossier/register/register-dossier.resolver";
import { OrganizationDossiersResolver } from "./dossier/statistics/organization-dossiers.resolver";
import { ProcedureDossiersResolver } from "./dossier/statistics/procedure-dossiers.resolver";
import { UnitDossiersResolver } from "./dossier/statistics/unit-dossiers.resolver";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { Baseline1764374400000 } from "./migrations/1764374400000-baseline";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { OrganizationRow } from "./organization/organization-row";
import { OrganizationProceduresResolver } from "./procedure/organization-procedures.resolver";
import { Procedure } from "./procedure/procedure";
import { procedureCodes } from "./procedure/procedure.codes";
import { procedureByCode } from "./procedure/procedure.loaders";
import { ProcedureResolver } from "./procedure/procedure.resolver";
import { ProcedureFeedResolver } from "./procedure/procedure-feed";
import { ProcedureField } from "./procedure-field/procedure-field";
import { procedureFieldCodes } from "./procedure-field/procedure-field.codes";
import { procedureFieldByCode } from "./procedure-field/procedure-field.loaders";
import { ProcedureFieldResolver } from "./procedure-field/procedure-field.resolver";
import { seedDossiers } from "./seed/dossiers/seed-dossiers";
import { seedProcedures } from "./seed/seed-procedures";
import { seedServicePoints } from "./seed/seed-service-points";
import { seedUnitsAndOrganizations } from "./seed/seed-units-and-organizations";
import { OrganizationServiceIndexResolver } from "./service-index/organization-service-index.resolver";
import { ServiceIndexResolver } from "./service-index/service-index.resolver";
import { UnitServiceIndexResolver } from "./service-index/unit-service-index.resolver";
import { RecordServicePointResolver } from "./service-point/record-service-point.resolver";
import { ServiceConnectionResolver } from "./service-point/service-connection.resolver";
import { ServicePoint } from "./service-point/service-point";
import { importServicePoints } from "./service-point/service-point.import";
import { servicePointByCode } from "./service-point/service-point.loaders";
import { UnitServicePointsResolver } from "./service-point/unit-service-points.resolver";

export const procedures = defineSubgraph({
  directory: __dirname,
  entities: [
    AdministrativeUnitRow,
    FormerUnitRow,
    OrganizationRow,
    ProcedureField,
    Procedure,
    ServicePoint,
    Dossier,
    DossierCode,
    DossierEvent,
    IdempotencyKey,
    ImportChange,
    ImportChange,
    ImportRun,
  ],
  migrations: [Baseline1764374400000],
  resolvers: [
    DossierFeedResolver,
    DossierResolver,
    GraphDataResolver,
    proceduresFigure.resolver,
    OrganizationDossiersResolver,
    OrganizationProceduresResolver,
    OrganizationServiceIndexResolver,
    ProcedureDossiersResolver,
    ProcedureFeedResolver,
    ProcedureFieldResolver,
    ProcedureResolver,
    RecordDossierEventResolver,
    RecordServicePointResolver,
    RegisterDossierResolver,
    ServiceConnectionResolver,
    ServiceIndexResolver,
    UnitDossiersResolver,
    UnitServiceIndexResolver,
    UnitServicePointsResolver,
    ...dossierStatistics.resolvers,
    cubesResolver("procedures", [dossierCube]),
  ],
  // No query here leads to these, but references do.
  orphanedTypes: [proceduresFigure.type],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    Dossier: dossierReference,
    Organization: extensionReference(Organization, "code"),
    Procedure: owningReference("code", procedureByCode),
    ProcedureField: owningReference("code", procedureFieldByCode),
    ProceduresFigure: passThroughReference,
    ServicePoint: owningReference("code", servicePointByCode),
  },
  codes: {
    "DossierFilter.organization": organizationCodes,
    "DossierFilter.procedure": procedureCodes,
    "DossierFilter.procedureField": procedureFieldCodes,
    "DossierFilter.unit": unitCodes,
    "ProcedureFilter.competentOrganization": organizationCodes,
    "ProcedureFilter.field": procedureFieldCodes,
  },
  imports: [importDossiers, importServicePoints],
  hasChangeLog: true,
  clockChanges: { times: ["00:00"], next: nextDossierDue },
  cubes: [dossierCube],
  seeds: [seedUnitsAndOrganizations, seedFormerUnits, seedProcedures, seedServicePoints, seedDossiers],
});
