import { type GraphQLLeafType, isEnumType } from "graphql";
import { badInput } from "../../shared/base/errors/graph-error";
import type { Labels } from "../labels/labels";
import { isJsonObject, type JsonObject, ownValue } from "../values/json";
import { isSilent, longestInCell, silent } from "./pages/silent-fields";
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

/** A list of objects in one cell, as JSON. Throws BAD_USER_INPUT for one of whose objects some are missing. */
export const jsonCell: CellReader = (value) =>
  value === null || value === undefined ? null : JSON.stringify(value, withoutSilent);

/** The same of a connection, by the name of its field that has the objects. */
export function connectionCell(name: string): CellReader {
  return (connection) => {
    if (!isJsonObject(connection)) return null;
    refuseLonger(connection);
    return jsonCell(ownValue(connection, name));
  };
}

/** What the gateway has asked for is its own. */
function withoutSilent(name: string, value: unknown): unknown {
  if (isJsonObject(value)) refuseLonger(value);
  return isSilent(name) ? undefined : value;
}

function refuseLonger(connection: JsonObject): void {
  const info = ownValue(connection, silent.pageInfo);
  if (!isJsonObject(info) || info.hasNextPage !== true) return;
  throw badInput(
    `Expected a list within a list of at most ${longestInCell} objects, which is what one cell has; there are more. Say how ` +
      "many you want by `first`, or choose that list by `list`, for each of its objects to be a row.",
  );
}

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
