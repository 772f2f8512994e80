import fc from "fast-check";
import type { Cell, Column, ColumnType, Row } from "../../../gateway/tables/table";

/** A random table. */
export interface RandomTable {
  columns: Column[];
  rows: Row[];
}

/** Characters that formats have rules for, among others; well-formed, and without NUL, which PostgreSQL has not. */
const character = fc.constantFrom(
  ..."abcXYZ019",
  ..."ộĐẹ😀＝",
  ...",;\"'\\/|<>&=+-@_ \t\n\r",
  "\u0001",
  "\u001f",
  "\u007f",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "\ufffe",
  "_x000D_",
  "]]>",
  "NULL",
  "true",
);
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 8 }).map((given) => given.replaceAll("\0", "")),
  fc.constantFrom("", "00004", "1.243.294", "=1+2", "-5", "1e5", "null", "2025-11-14", "nan"),
);
/** Without U+FEFF at the beginning: what reads a text by TextDecoder, as DuckDB's package does, takes it for a mark. */
export const randomText = text.map((given) => given.replace(/^\ufeff+/, ""));

const day = fc
  .integer({ min: -719_162, max: 2_932_890 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

const instant = fc
  .tuple(
    fc.date({ min: new Date("0002-01-01"), max: new Date("9999-12-30"), noInvalidDate: true }),
    fc.constantFrom("Z", "+07:00", "-05:30"),
    fc.boolean(),
  )
  .map(([date, offset, isWhole]) => {
    const text = date.toISOString().slice(0, isWhole ? 19 : 23);
    return text + offset;
  });

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }), fc.integer({ min: 0, max: 9 }), fc.nat(3))
  .map(([units, scale, shorter]) => {
    const digits = String(units < 0n ? -units : units / 10n ** BigInt(shorter * 7)).padStart(scale + 1, "0");
    const whole = digits.slice(0, digits.length - scale);
    const text = scale === 0 ? digits : `${whole}.${digits.slice(-scale)}`;
    return units < 0n ? `-${text}` : text;
  });

const cellOf: Record<ColumnType["kind"], fc.Arbitrary<Exclude<Cell, null>>> = {
  text: randomText,
  boolean: fc.boolean(),
  integer: fc.oneof(fc.integer(), fc.maxSafeInteger()),
  float: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  decimal,
  date: day,
  instant,
  json: fc.json({ maxDepth: 2 }).filter((text) => !text.includes("\\u0000")),
};

const kinds = fc.constantFrom<ColumnType["kind"]>(
  "text",
  "boolean",
  "integer",
  "float",
  "decimal",
  "date",
  "instant",
  "json",
);

/** Tables of one to six columns and up to twelve rows, a third of their cells without a value. */
export const randomTable: fc.Arbitrary<RandomTable> = fc
  .array(kinds, { minLength: 1, maxLength: 6 })
  .chain((types) =>
    fc.record({
      columns: fc.constant(
        types.map((kind, at): Column => ({ name: `Cột ${at}`, key: `column${at}`, type: { kind } })),
      ),
      rows: fc.array(
        fc.tuple(...types.map((kind) => fc.option<Cell>(cellOf[kind], { nil: null, freq: 3 }))),
        { maxLength: 12 },
      ),
    }),
  );
