import type { KnownNames } from "../../../shared/import/definition/import-definition";

/** What stands before the name of a ward or commune in an office's table, folded. */
const prefixes = [
  "phuong",
  "xa",
  "p",
  "x",
  "ubnd phuong",
  "ubnd xa",
  "uy ban nhan dan phuong",
  "uy ban nhan dan xa",
];

/** A column of codes of wards and communes, which their names may stand for, of a sector with the table administrative_unit. */
export function unitNames<const Column extends string>(column: Column): KnownNames<Column> {
  return { column, isIn: "administrative_unit.code", names: ["name_vi"], prefixes };
}

/** The same of a column of codes of their authorities: `U00004`. */
export function authorityNames<const Column extends string>(column: Column): KnownNames<Column> {
  return { ...unitNames(column), keyPrefix: "U" };
}
