import { administrativeUnitReference } from "../../../../subgraphs/common/reference/administrative-unit-reference";

/** Infrastructure owns it; this sector adds its market stalls. */
export const AdministrativeUnit = administrativeUnitReference();
export type AdministrativeUnit = InstanceType<typeof AdministrativeUnit>;
