import {
  DuckDBDateValue,
  type DuckDBResult,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  JsonDuckDBValueConverter,
} from "@duckdb/node-api";
import type { Cell, ColumnType } from "../../tables/table";
import { distinctNames } from "../messages/distinct-names";

/** A column of an answer. */
export interface AnswerColumn {
  name: string;
  /** Known when all cells are: whole numbers beyond 2^53 make a column of decimals. */
  type(): ColumnType;
  /** The cell of a value; null, and counted, where no cell can hold it. */
  cellOf(value: DuckDBValue): Cell;
  /** How many were counted. */
  emptied(): number;
}

/** The columns of a result, no two with the same name. */
export function answerColumns(result: DuckDBResult): AnswerColumn[] {
  return distinctNames(result.columnNames()).map((name, at) => {
    const isJson = result.columnLogicalType(at).alias === "JSON";
    return { name, ...columnOf(result.columnType(at), isJson) };
  });
}

type Unnamed = Omit<AnswerColumn, "name">;

function columnOf(type: DuckDBType, isJson: boolean): Unnamed {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return plain({ kind: "boolean" }, Boolean);
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
      return plain({ kind: "integer" }, Number);
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.BIGNUM:
      return wholeNumbers();
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return partial({ kind: "float" }, (value) => finite(Number(value)));
    case DuckDBTypeId.DECIMAL:
      return plain({ kind: "decimal", scale: type.scale }, String);
    case DuckDBTypeId.DATE:
      return partial({ kind: "date" }, (value) =>
        value instanceof DuckDBDateValue ? isoOf(value.days * msOfDay)?.slice(0, 10) : undefined,
      );
    case DuckDBTypeId.TIMESTAMP_TZ:
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return partial({ kind: "instant" }, instantOf);
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
    case DuckDBTypeId.STRUCT:
    case DuckDBTypeId.MAP:
    case DuckDBTypeId.UNION:
    case DuckDBTypeId.VARIANT:
      return plain({ kind: "json" }, (value) =>
        JSON.stringify(JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter)),
      );
    default:
      // Texts, enums and UUIDs, and what there are no cells for, as DuckDB writes it: times of day, intervals, bits, bytes.
      return plain({ kind: isJson ? "json" : "text" }, String);
  }
}

function plain(type: ColumnType, cellOf: (value: NonNullable<DuckDBValue>) => Cell): Unnamed {
  return {
    type: () => type,
    cellOf: (value) => (value === null ? null : cellOf(value)),
    emptied: () => 0,
  };
}

/** Of values some of which no cell can hold. */
function partial(type: ColumnType, cellOf: (value: NonNullable<DuckDBValue>) => Cell | undefined): Unnamed {
  let emptied = 0;
  return {
    type: () => type,
    cellOf(value) {
      if (value === null) return null;
      const cell = cellOf(value);
      if (cell === undefined) emptied += 1;
      return cell ?? null;
    },
    emptied: () => emptied,
  };
}

/** Numbers as long as that is exact, then texts. */
function wholeNumbers(): Unnamed {
  let isExact = true;
  return {
    type: () => (isExact ? { kind: "integer" } : { kind: "decimal", scale: 0 }),
    cellOf(value) {
      if (value === null) return null;
      const number = Number(value);
      if (Number.isSafeInteger(number)) return number;
      isExact = false;
      return String(value);
    },
    emptied: () => 0,
  };
}

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

const msOfDay = 86_400_000;
const hanoiMs = 7 * 3_600_000;

/** An instant at Hanoi's clocks (UTC+7). A timestamp without a zone is what Hanoi's clocks show: SQL reckons there. */
function instantOf(value: NonNullable<DuckDBValue>): string | undefined {
  const micros = microsOf(value);
  if (micros === undefined) return undefined;
  const ms = Number(micros / 1_000n) - (micros % 1_000n < 0n ? 1 : 0);
  const text = isoOf(value instanceof DuckDBTimestampTZValue ? ms + hanoiMs : ms);
  if (text === undefined) return undefined;
  const rest = ((micros % 1_000n) + 1_000n) % 1_000n;
  const fraction = (text.slice(20, 23) + String(rest).padStart(3, "0")).replace(/0+$/, "");
  return `${text.slice(0, 19)}${fraction === "" ? "" : `.${fraction.padEnd(3, "0")}`}+07:00`;
}

function microsOf(value: NonNullable<DuckDBValue>): bigint | undefined {
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue)
    return value.isFinite ? value.micros : undefined;
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1_000_000n;
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1_000n;
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos / 1_000n;
  return undefined;
}

/** Undefined outside the years that dates are written with four digits in. */
function isoOf(ms: number): string | undefined {
  return ms >= firstMs && ms <= lastMs ? new Date(ms).toISOString() : undefined;
}

const firstMs = Date.parse("0001-01-01T00:00:00Z");
const lastMs = Date.parse("9999-12-31T23:59:59.999Z");
