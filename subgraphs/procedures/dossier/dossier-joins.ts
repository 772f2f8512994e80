import sql, { type Sql } from "sql-template-tag";

/** The kind of each organization: of those listed, and of the authorities of all other units. */
const organizationKinds = sql`(
  SELECT code, kind FROM organization
  UNION ALL SELECT 'U' || a.code, 'COMMUNE_AUTHORITY' FROM administrative_unit a
  WHERE NOT EXISTS (SELECT FROM organization listed WHERE listed.code = 'U' || a.code))`;

/** Dossiers `d` with their procedures `p`, units `u` and organizations `o`. */
export const joinedDossiers = sql`dossier d JOIN procedure p ON p.code = d.procedure_code
  LEFT JOIN administrative_unit u ON u.code = d.unit_code
  LEFT JOIN ${organizationKinds} o ON o.code = d.organization_code`;

/*
 * Procedures, units and organizations are few: their codes are found first, so that dossiers need no join.
 */

export const ofProcedures = (condition: Sql) =>
  sql`d.procedure_code IN (SELECT p.code FROM procedure p WHERE ${condition})`;

export const ofUnits = (condition: Sql) =>
  sql`d.unit_code IN (SELECT u.code FROM administrative_unit u WHERE ${condition})`;

export const ofOrganizations = (condition: Sql) =>
  sql`d.organization_code IN (SELECT o.code FROM ${organizationKinds} o WHERE ${condition})`;
