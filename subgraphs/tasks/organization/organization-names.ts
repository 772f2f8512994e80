import type { KnownNames } from "../../../shared/import/definition/import-definition";

/** A column of codes of organizations, which the names of those that stand today may stand for. */
export function organizationNames<const Column extends string>(column: Column): KnownNames<Column> {
  return {
    column,
    isIn: "organization.code",
    names: ["name_vi", "short_name_vi", "name_en"],
    among: "existed_until IS NULL",
  };
}
