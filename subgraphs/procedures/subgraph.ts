import { ImportRun } from "../../shared/import/import-run";
import { IdempotencyKey } from "../../shared/mutation/idempotency-key";
import {
  carriedReference,
  defineSubgraph,
  extensionReference,
  homeReference,
} from "../../shared/subgraph/define-subgraph";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { unitCodes } from "./administrative-unit/administrative-unit.codes";
import { AdministrativeUnitResolver } from "./administrative-unit/administrative-unit.resolver";
import { AdministrativeUnitRow } from "./administrative-unit/administrative-unit-row";
import { Dossier } from "./dossier/dossier";
import { importDossiers } from "./dossier/dossier.import";
import { DossierResolver } from "./dossier/dossier.resolver";
import { dossierReference } from "./dossier/dossier-access";
import { DossierCode } from "./dossier/dossier-code";
import { DossierEvent } from "./dossier/dossier-event";
import { DossierMeasuresResolver } from "./dossier/dossier-measures.resolver";
import { DossierStatsResolver } from "./dossier/dossier-stats.resolver";
import { keepTalliesMerged } from "./dossier/merge-tallies";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { DossierKeeper } from "./held-dossiers/held-dossiers";
import { mendDossierLogs } from "./held-dossiers/mend-dossier-logs";
import { Indicator } from "./indicator/indicator";
import { KeyResult } from "./key-result/key-result";
import { KeyResultResolver } from "./key-result/key-result.resolver";
import { CreateProcedures1763078400001 } from "./migrations/1763078400001-create-procedures";
import { AddWriting1763164800001 } from "./migrations/1763164800001-add-writing";
import { AddDossierTally1763251200001 } from "./migrations/1763251200001-add-dossier-tally";
import { PartitionDossiers1763337600001 } from "./migrations/1763337600001-partition-dossiers";
import { RenewDossierTally1763424000001 } from "./migrations/1763424000001-renew-dossier-tally";
import { CheckDossiersByPartition1763510400001 } from "./migrations/1763510400001-check-dossiers-by-partition";
import { DateProcedures1763596800001 } from "./migrations/1763596800001-date-procedures";
import { TakeInManyDossiers1763683200001 } from "./migrations/1763683200001-take-in-many-dossiers";
import { VersionDossierTally1763769600001 } from "./migrations/1763769600001-version-dossier-tally";
import { PendingByStretch1763856000001 } from "./migrations/1763856000001-pending-by-stretch";
import { LogPendingDossiers1763942400001 } from "./migrations/1763942400001-log-pending-dossiers";
import { LightenImports1764028800001 } from "./migrations/1764028800001-lighten-imports";
import { LogDossierChanges1764115200001 } from "./migrations/1764115200001-log-dossier-changes";
import { CountInSteps1764201600001 } from "./migrations/1764201600001-count-in-steps";
import { KeepFewerTallies1764288000001 } from "./migrations/1764288000001-keep-fewer-tallies";
import { BeginChangeEpochs1764374400001 } from "./migrations/1764374400001-begin-change-epochs";
import { AddPlaces1764378000001 } from "./migrations/1764378000001-add-places";
import { KeepProcedureHistory1764381600001 } from "./migrations/1764381600001-keep-procedure-history";
import { Observation } from "./observation/observation";
import { ObservationResolver } from "./observation/observation.resolver";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { OrganizationResolver } from "./organization/organization.resolver";
import { OrganizationRow } from "./organization/organization-row";
import { Procedure } from "./procedure/procedure";
import { procedureCodes } from "./procedure/procedure.codes";
import { procedureByCode } from "./procedure/procedure.loaders";
import { ProcedureResolver } from "./procedure/procedure.resolver";
import { ProcedureField } from "./procedure-field/procedure-field";
import { procedureFieldCodes } from "./procedure-field/procedure-field.codes";
import { procedureFieldByCode } from "./procedure-field/procedure-field.loaders";
import { ProcedureFieldResolver } from "./procedure-field/procedure-field.resolver";
import { seedDossiers, seedDossierTally } from "./seed/seed-dossiers";
import { seedPlaces } from "./seed/seed-places";
import { seedProcedures } from "./seed/seed-procedures";
import { seedServicePoints } from "./seed/seed-service-points";
import { ServiceIndexResolver } from "./service-index/service-index.resolver";
import { RecordServicePointResolver } from "./service-point/record-service-point.resolver";
import { ServicePoint } from "./service-point/service-point";
import { importServicePoints } from "./service-point/service-point.import";
import { servicePointByCode } from "./service-point/service-point.loaders";

export const procedures = defineSubgraph({
  directory: __dirname,
  entities: [
    AdministrativeUnitRow,
    OrganizationRow,
    ProcedureField,
    Procedure,
    ServicePoint,
    Dossier,
    DossierCode,
    DossierEvent,
    IdempotencyKey,
    ImportRun,
  ],
  migrations: [
    CreateProcedures1763078400001,
    AddWriting1763164800001,
    AddDossierTally1763251200001,
    PartitionDossiers1763337600001,
    RenewDossierTally1763424000001,
    CheckDossiersByPartition1763510400001,
    DateProcedures1763596800001,
    TakeInManyDossiers1763683200001,
    VersionDossierTally1763769600001,
    PendingByStretch1763856000001,
    LogPendingDossiers1763942400001,
    LightenImports1764028800001,
    LogDossierChanges1764115200001,
    CountInSteps1764201600001,
    KeepFewerTallies1764288000001,
    BeginChangeEpochs1764374400001,
    AddPlaces1764378000001,
    KeepProcedureHistory1764381600001,
  ],
  resolvers: [
    AdministrativeUnitResolver,
    DossierMeasuresResolver,
    DossierResolver,
    DossierStatsResolver,
    GraphDataResolver,
    KeyResultResolver,
    ObservationResolver,
    OrganizationResolver,
    ProcedureFieldResolver,
    ProcedureResolver,
    RecordServicePointResolver,
    ServiceIndexResolver,
  ],
  // No query here leads to these, but references do.
  orphanedTypes: [KeyResult, Observation],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    Dossier: dossierReference,
    Indicator: extensionReference(Indicator, "code"),
    KeyResult: carriedReference,
    Observation: carriedReference,
    Organization: extensionReference(Organization, "code"),
    Procedure: homeReference("code", procedureByCode),
    ProcedureField: homeReference("code", procedureFieldByCode),
    ServicePoint: homeReference("code", servicePointByCode),
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
  mendChangeLogs: mendDossierLogs,
  inBackground: (database, log, mostBytes) => {
    const keeper = new DossierKeeper(database, log, mostBytes);
    void keeper.load();
    const merging = keepTalliesMerged(database, log);
    return { end: async () => void (await Promise.all([keeper.end(), merging.end()])) };
  },
  seeds: [seedPlaces, seedProcedures, seedServicePoints, seedDossiers, seedDossierTally],
});
