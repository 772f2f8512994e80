import { type GraphQLLeafType, isEnumType } from "graphql";
import type { Labels } from "../labels/labels";
import type { Cell, ColumnType, Language } from "./table";

/** A cell of a value as the answer has it. */
export type CellReader = (value: unknown) => Cell;

/** Between the elements of a list of scalars in one cell. */
const separator = "; ";

/** What columns of a scalar hold. What is not here is text: codes, ids, months and weeks. */
const kinds: Readonly<Record<string, ColumnType>> = {
  Boolean: { kind: "boolean" },
  Int: { kind: "integer" },
  Float: { kind: "float" },
  Decimal: { kind: "decimal" },
  Date: { kind: "date" },
  DateTime: { kind: "instant" },
};

/**
 * How values of a scalar or an enumeration become cells. Enumerations have their labels in Vietnamese, for people read
 * them; in English they are the codes that filters and other programs know.
 */
export function cellReaderOf(
  type: GraphQLLeafType,
  isList: boolean,
  labels: Labels,
  language: Language,
): { type: ColumnType; read: CellReader } {
  const readText = isEnumType(type) && language === "vi" ? labelReader(type.name, labels) : textCell;
  if (isList) return { type: { kind: "text" }, read: joined(readText) };
  const known = kinds[type.name];
  return known ? { type: known, read: plainCell } : { type: { kind: "text" }, read: readText };
}

/** A value as JSON: a list of objects in one cell. */
export const jsonCell: CellReader = (value) =>
  value === null || value === undefined ? null : JSON.stringify(value);

const plainCell: CellReader = (value) => (isPlain(value) ? value : textCell(value));

const textCell: CellReader = (value) => {
  if (value === null || value === undefined || typeof value === "string") return value ?? null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

function isPlain(value: unknown): value is Cell {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}

function joined(readText: CellReader): CellReader {
  return (value) =>
    Array.isArray(value) ? value.map((each) => readText(each) ?? "").join(separator) : readText(value);
}

function labelReader(name: string, labels: Labels): CellReader {
  return (value) =>
    typeof value === "string" ? (labels.of(`${name}.${value}`)?.name ?? value) : textCell(value);
}
