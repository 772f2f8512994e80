import type { KnownNames } from "../../../shared/import/definition/import-definition";

/** A column of codes of organizations, which their names may stand for. */
export function organizationNames<const Column extends string>(column: Column): KnownNames<Column> {
  return { column, isIn: "organization.code", names: ["name_vi"] };
}
