import { setImmediate as nextTurn } from "node:timers/promises";
import type { PoolClient } from "pg";
import { CellProblem, ReadCell } from "../columns/column";
import type { ImportDefinition, RowContext } from "../definition/import-definition";
import type { Notes } from "../report/notes";
import type { ColumnPosition } from "../report/positions";
import type { Problems } from "../report/problems";
import type { StagedValues } from "../row-reader";
import { StagingWriter } from "../staging-table";
import type { SentRow } from "./read-objects";
import { readValue } from "./read-value";

export interface ObjectRowsOptions {
  definition: ImportDefinition;
  sent: readonly SentRow[];
  context: RowContext;
  problems: Problems;
  notes: Notes;
}

/** Rows of objects, by the keys of the definition's columns. */
export interface ObjectRows {
  /** Keys that the rows have. */
  given: ReadonlySet<string>;
  positionOf(key: string): ColumnPosition;
  /** Stages the good ones, and gives their number. */
  stage(client: PoolClient): Promise<number>;
}

/** After so many rows others have their turn. */
const rowsOfATurn = 500;

/**
 * Reads objects as rows of an import. All rows of a request have the same fields: one that no row has leaves what is
 * stored as it is, so that a row without it among others that have it could mean two things, and is refused.
 */
export function objectRows({ definition, sent, context, problems, notes }: ObjectRowsOptions): ObjectRows {
  const keys = Object.keys(definition.columns);
  const given = new Set(sent.flatMap(({ value }) => (isObject(value) ? Object.keys(value) : [])));
  const positionOf = (key: string) => ({ index: keys.indexOf(key), header: key });
  const read = (one: SentRow) =>
    readRow(one, { definition, given, keys, context, problems, notes, positionOf });
  return {
    given: new Set([...given].filter((key) => keys.includes(key))),
    positionOf,
    async stage(client) {
      const writer = new StagingWriter(client, definition);
      let rows = 0;
      try {
        for (const [at, one] of sent.entries()) {
          if (at % rowsOfATurn === rowsOfATurn - 1) await nextTurn();
          const values = read(one);
          if (!values) continue;
          rows += 1;
          await writer.add(one.row, values);
        }
        await writer.end();
        return rows;
      } catch (error) {
        await writer.abort();
        throw error;
      }
    },
  };
}

interface RowReading extends Pick<ObjectRowsOptions, "definition" | "context" | "problems" | "notes"> {
  given: ReadonlySet<string>;
  keys: readonly string[];
  positionOf(key: string): ColumnPosition;
}

/** The values in the order of the staging table's columns; undefined where the row has a problem. */
function readRow({ row: line, value }: SentRow, reading: RowReading): StagedValues | undefined {
  const { definition, given, keys, context, problems, positionOf } = reading;
  const before = problems.total;
  if (!isObject(value)) {
    problems.add({ line, expected: "a JSON object", got: shown(value), cause: "no object" });
    return undefined;
  }
  const second = keys.filter((key) => definition.columns[key]?.hasThousands);
  const values: StagedValues = new Array(keys.length + second.length).fill(null);
  for (const [at, key] of keys.entries()) values[at] = readField(line, key, value, reading);
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    const column = { index: keys.length, header: key.slice(0, 60) };
    problems.add({ line, column, expected: `a field of this import: ${keys.join(", ")}`, cause: key });
  }
  if (problems.total > before) return undefined;
  const row = Object.fromEntries(keys.map((key, at) => [key, values[at] ?? null]));
  for (const { column, expected } of definition.checkRow?.(row, context) ?? []) {
    const got = given.has(column) ? shown(value[column] ?? null) : undefined;
    problems.add({ line, column: positionOf(column), expected, got });
  }
  return problems.total > before ? undefined : values;
}

function readField(
  line: number,
  key: string,
  object: Record<string, unknown>,
  { definition, given, problems, notes, positionOf }: RowReading,
): StagedValues[number] {
  const column = definition.columns[key];
  if (!column) return null;
  const position = positionOf(key);
  if (!Object.hasOwn(object, key)) {
    if (column.required)
      problems.add({ line, column: position, expected: column.expected, hint: "it is missing" });
    else if (given.has(key)) {
      const expected = "a field that other rows of the request have";
      problems.add({ line, column: position, expected, hint: "null empties it", cause: "missing" });
    }
    return null;
  }
  const read = readValue(column, object[key]);
  if (read instanceof CellProblem) {
    const { expected, hint, more } = read;
    problems.add({ line, column: position, expected, got: shown(object[key]), hint, cause: more?.cause });
    return null;
  }
  if (!(read instanceof ReadCell)) return read;
  const { value, because, more } = read;
  const got = shown(object[key]);
  if (!more?.isUsual) notes.add({ line, column: position, got, taken: String(value), because });
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of JSON as messages show it: a text as it is, null as an empty cell. */
function shown(value: unknown): string {
  if (typeof value === "string") return value.slice(0, 200);
  return value === null || value === undefined ? "" : JSON.stringify(value).slice(0, 200);
}
