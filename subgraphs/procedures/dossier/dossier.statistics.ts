import { Weekday } from "../../../shared/kit/graphql/weekday";
import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { cityCode } from "../../common/city/city-code";
import { OrganizationKind } from "../../common/city/organization-kind";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Organization } from "../organization/organization";
import { OnlineServiceLevel, Procedure } from "../procedure/procedure";
import { procedureByCode } from "../procedure/procedure.loaders";
import { ProcedureField } from "../procedure-field/procedure-field";
import { procedureFieldByCode } from "../procedure-field/procedure-field.loaders";
import { dossierCube } from "./dossier.cube";
import { ApplicantKind, DossierChannel, DossierStatus, PaymentKind, Timeliness } from "./dossier-enums";

/** Statistics of dossiers in GraphQL: what each key of the cube leads to. */
export const dossierStatistics = defineStatistics(dossierCube, {
  organization: { type: () => Organization, of: (code) => ({ code }) },
  unit: { type: () => AdministrativeUnit, of: (code) => ({ code }) },
  unitKind: { values: AdministrativeUnitKind },
  organizationKind: { values: OrganizationKind },
  procedure: { type: () => Procedure, of: (code, context) => context.loadKnown(procedureByCode, code) },
  procedureField: {
    type: () => ProcedureField,
    of: (code, context) => context.loadKnown(procedureFieldByCode, code),
  },
  channel: { values: DossierChannel },
  applicant: { values: ApplicantKind },
  status: { values: DossierStatus },
  timeliness: { values: Timeliness },
  weekday: { values: Weekday },
  greenLane: "boolean",
  onlineLevel: { values: OnlineServiceLevel },
  payment: { values: PaymentKind },
  processingDays: "class",
  satisfaction: "class",
});

export const { Filter: DossierFilter, Measures: DossierMeasures } = dossierStatistics;

/** Measures of the dossiers that an organization handles, by its code. */
export const measuresByOrganization = dossierStatistics.measuresBy("organization");

/** Measures of the dossiers received in a unit, by its code; of the city, of all dossiers. */
export const measuresByUnit = dossierStatistics.measuresBy("unit", cityCode);

/** Measures of the dossiers of a procedure, by its code. */
export const measuresByProcedure = dossierStatistics.measuresBy("procedure");
