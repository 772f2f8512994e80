import { administrativeUnitReference } from "../../common/reference/administrative-unit-reference";

/** Infrastructure owns it; this sector adds its 5G coverage and its enterprises. */
export const AdministrativeUnit = administrativeUnitReference();
export type AdministrativeUnit = InstanceType<typeof AdministrativeUnit>;
