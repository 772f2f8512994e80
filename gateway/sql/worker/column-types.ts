import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMPTZ,
  VARCHAR,
} from "@duckdb/node-api";
import type { Cell, ColumnType } from "../../tables/table";

/** As many digits as a decimal of DuckDB can have. */
const mostDigits = 38;

/** How a column of a table is stored. */
export interface StoredColumn {
  /** In SQL. */
  sqlType: string;
  /** Of the vector that its cells are written to. */
  type: DuckDBType;
  valueOf(cell: NonNullable<Cell>): DuckDBValue;
}

const simple: Record<Exclude<ColumnType["kind"], "decimal">, StoredColumn> = {
  text: { sqlType: "VARCHAR", type: VARCHAR, valueOf: String },
  json: { sqlType: "JSON", type: VARCHAR, valueOf: String },
  boolean: { sqlType: "BOOLEAN", type: BOOLEAN, valueOf: Boolean },
  integer: { sqlType: "BIGINT", type: BIGINT, valueOf: (cell) => BigInt(cell) },
  float: { sqlType: "DOUBLE", type: DOUBLE, valueOf: Number },
  date: {
    sqlType: "DATE",
    type: DATE,
    valueOf: (cell) => new DuckDBDateValue(Date.parse(String(cell)) / msOfDay),
  },
  instant: {
    sqlType: "TIMESTAMPTZ",
    type: TIMESTAMPTZ,
    valueOf: (cell) => new DuckDBTimestampTZValue(microsOf(String(cell))),
  },
};

/** A decimal of which no scale is told has none to begin with: its table's writer gives it more as cells need them. */
export function storedColumn(type: ColumnType): StoredColumn {
  if (type.kind !== "decimal") return simple[type.kind];
  const { scale = 0 } = type;
  return {
    sqlType: `DECIMAL(${mostDigits}, ${scale})`,
    type: DECIMAL(mostDigits, scale),
    valueOf: (cell) => new DuckDBDecimalValue(unscaled(String(cell), scale), mostDigits, scale),
  };
}

/** How many digits a decimal has after its point. */
export function scaleOf(decimal: string): number {
  const point = decimal.indexOf(".");
  return point === -1 ? 0 : decimal.length - point - 1;
}

const msOfDay = 86_400_000;

/** Of an instant in ISO 8601, with as many digits of a second as it has. */
function microsOf(instant: string): bigint {
  const ms = Date.parse(instant);
  const digits = /\.\d{3}(\d{1,3})/.exec(instant)?.[1] ?? "";
  return BigInt(ms) * 1_000n + BigInt(digits.padEnd(3, "0"));
}

/** `12.5` with scale 2 is 1250. */
function unscaled(decimal: string, scale: number): bigint {
  const [whole = "", fraction = ""] = decimal.split(".");
  if (fraction.length > scale)
    throw new Error(`Expected a decimal of ${scale} digits after its point, got ${fraction.length}.`);
  return BigInt(whole + fraction.padEnd(scale, "0"));
}
