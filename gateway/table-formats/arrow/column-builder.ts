import {
  Bool,
  type Data,
  DateDay,
  Decimal,
  Float64,
  Int64,
  makeData,
  TimestampMicrosecond,
  Utf8,
} from "apache-arrow";
import type { Cell, Column, Row } from "../../tables/table";
import { precision, unitsOf } from "../values/decimal-units";
import { dayNumber, microsecondsOf } from "../values/hanoi-time";
import { createTextBytes } from "./text-bytes";

/** Collects cells of one column for a batch. */
export interface ColumnBuilder {
  /** Adds the cells of the rows. */
  append(rows: readonly Row[]): void;
  /** Bytes of the texts that were added. */
  textBytes(): number;
  /** What was added, in Arrow's layout; the builder begins anew. */
  finish(): Data;
}

/** Where the cells of a kind are put, `mostRows` of them at most. */
interface ColumnValues {
  set(at: number, cell: Exclude<Cell, null>): void;
  /** A cell without a value; where nothing has to be done for it, it stays zero. */
  skip?(at: number): void;
  textBytes?(): number;
  take(rows: number, validity: Validity): Data;
}

interface Validity {
  nullCount: number;
  nullBitmap: Uint8Array | undefined;
}

/**
 * Exact in all: decimals of 38 digits, days as days, instants in microseconds UTC, whole numbers of 64 bits.
 * https://arrow.apache.org/docs/format/Columnar.html
 */
export function columnBuilder(
  column: Column,
  at: number,
  scale: number | undefined,
  mostRows: number,
): ColumnBuilder {
  const values = valuesOf(column, scale ?? 0, mostRows);
  let validity = new Uint8Array(bytesFor(mostRows));
  let rows = 0;
  let nullCount = 0;
  return {
    append: (added) => {
      for (const row of added) {
        const cell = row[at] ?? null;
        if (cell === null) {
          nullCount++;
          values.skip?.(rows);
        } else {
          setBit(validity, rows);
          values.set(rows, cell);
        }
        rows++;
      }
    },
    textBytes: () => values.textBytes?.() ?? 0,
    finish: () => {
      const nullBitmap = nullCount === 0 ? undefined : validity.subarray(0, bytesFor(rows));
      const data = values.take(rows, { nullCount, nullBitmap });
      validity = new Uint8Array(bytesFor(mostRows));
      rows = 0;
      nullCount = 0;
      return data;
    },
  };
}

function valuesOf({ name, type }: Column, scale: number, mostRows: number): ColumnValues {
  switch (type.kind) {
    case "text":
    case "json": {
      const texts = createTextBytes(mostRows);
      const utf8 = new Utf8();
      return {
        set: (at, cell) => texts.set(at, String(cell)),
        skip: (at) => texts.set(at, ""),
        textBytes: texts.length,
        take: (length, validity) => makeData({ type: utf8, length, ...validity, ...texts.take(length) }),
      };
    }
    case "boolean": {
      const bool = new Bool();
      let bits = new Uint8Array(bytesFor(mostRows));
      return {
        set: (at, cell) => {
          if (cell === true) setBit(bits, at);
        },
        take: (length, validity) => {
          const data = bits.subarray(0, bytesFor(length));
          bits = new Uint8Array(bytesFor(mostRows));
          return makeData({ type: bool, length, ...validity, data });
        },
      };
    }
    case "date": {
      const day = new DateDay();
      return numbers(
        () => new Int32Array(mostRows),
        (cell) => dayNumber(String(cell)),
        (data, rest) => makeData({ type: day, data, ...rest }),
      );
    }
    case "float": {
      const float = new Float64();
      return numbers(
        () => new Float64Array(mostRows),
        Number,
        (data, rest) => makeData({ type: float, data, ...rest }),
      );
    }
    case "integer": {
      const integer = new Int64();
      return numbers(
        () => new BigInt64Array(mostRows),
        (cell) => BigInt(String(cell)),
        (data, rest) => makeData({ type: integer, data, ...rest }),
      );
    }
    case "instant": {
      const instant = new TimestampMicrosecond("UTC");
      return numbers(
        () => new BigInt64Array(mostRows),
        (cell) => microsecondsOf(String(cell)),
        (data, rest) => makeData({ type: instant, data, ...rest }),
      );
    }
    case "decimal": {
      const decimal = new Decimal(scale, precision, 128);
      let units = new BigInt64Array(mostRows * 2);
      return {
        set: (at, cell) => {
          const unscaled = unitsOf(String(cell), scale, name);
          units[at * 2] = BigInt.asIntN(64, unscaled);
          units[at * 2 + 1] = unscaled >> 64n;
        },
        take: (length, validity) => {
          const data = new Uint32Array(units.buffer, 0, length * 4);
          units = new BigInt64Array(mostRows * 2);
          return makeData({ type: decimal, length, ...validity, data });
        },
      };
    }
  }
}

function numbers<Values extends Int32Array | Float64Array | BigInt64Array>(
  create: () => Values,
  convert: (cell: Exclude<Cell, null>) => Values[number],
  wrap: (data: Values, rest: Validity & { length: number }) => Data,
): ColumnValues {
  let values = create();
  return {
    set: (at, cell) => {
      values[at] = convert(cell);
    },
    take: (length, validity) => {
      const data = wrap(values, { length, ...validity });
      values = create();
      return data;
    },
  };
}

function bytesFor(bits: number): number {
  return (bits + 7) >> 3;
}

function setBit(bits: Uint8Array, at: number): void {
  bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
}
