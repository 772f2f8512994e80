import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from "@duckdb/node-api";
import type { SqlParameter } from "../messages/messages";
import { ProblemFound } from "./problem";

/** The names of a statement's parameters: `month` of `$month`, `1` of `?`. */
export function parameterNames(statement: DuckDBPreparedStatement): string[] {
  return Array.from({ length: statement.parameterCount }, (_, at) => statement.parameterName(at + 1));
}

/**
 * Gives a statement its parameters. A text stands for whatever the SQL makes of it, a day for example; a list is one value,
 * for `list_contains($codes, code)` or `code IN (SELECT unnest($codes))`.
 */
export function bindParameters(
  statement: DuckDBPreparedStatement,
  parameters: Readonly<Record<string, SqlParameter>>,
): void {
  parameterNames(statement).forEach((name, at) => {
    const given = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (given === undefined) {
      throw new ProblemFound({
        kind: "parameter",
        message: `Expected a value in "parameters" for $${name} of the SQL, got none.`,
      });
    }
    const { value, type } = bound(given);
    statement.bindValue(at + 1, value, type);
  });
}

/** Refuses parameters that no statement has, for one is misspelt then. */
export function refuseUnknown(
  known: ReadonlySet<string>,
  parameters: Readonly<Record<string, SqlParameter>>,
): void {
  const unknown = Object.keys(parameters).find((name) => !known.has(name));
  if (unknown === undefined) return;
  const names = [...known].map((name) => `$${name}`).join(", ") || "none";
  throw new ProblemFound({
    kind: "parameter",
    message: `Expected parameters of the SQL (${names}), got ${JSON.stringify(unknown)}.`,
  });
}

function bound(given: SqlParameter): { value: DuckDBValue; type: DuckDBType } {
  if (typeof given !== "object") return scalar(given);
  if (given === null) return { value: null, type: VARCHAR };
  const types = given.filter((each) => each !== null).map((each) => scalar(each).type);
  const type = types.find((each) => each === VARCHAR) ?? types.find((each) => each === DOUBLE) ?? types[0];
  const of = type === INTEGER ? BIGINT : (type ?? VARCHAR);
  return { value: listValue(given.map((each) => item(each, of))), type: LIST(of) };
}

function scalar(given: string | number | boolean): { value: DuckDBValue; type: DuckDBType } {
  if (typeof given === "string") return { value: given, type: VARCHAR };
  if (typeof given === "boolean") return { value: given, type: BOOLEAN };
  if (!Number.isSafeInteger(given)) return { value: given, type: DOUBLE };
  // Days are added as INTEGER, not as BIGINT.
  return Math.abs(given) < 2 ** 31 ? { value: given, type: INTEGER } : { value: BigInt(given), type: BIGINT };
}

function item(given: string | number | boolean | null, type: DuckDBType): DuckDBValue {
  if (given === null) return null;
  if (type === VARCHAR) return String(given);
  if (type === BIGINT) return BigInt(Number(given));
  return given;
}
