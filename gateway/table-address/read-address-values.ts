import {
  GraphQLBoolean,
  GraphQLFloat,
  type GraphQLInputType,
  GraphQLInt,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  parseType,
  typeFromAST,
} from "graphql";
import { badInput } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { nearestCode } from "../../shared/base/text/nearest-code";
import type { AddressValues } from "../query-shares/query-share";
import type { SavedParameter, SqlParameterType } from "../saved-queries/saved-query";
import type { JsonObject } from "../values/json";

/**
 * The values of parameters that an address has, as their types say: a number, a text, a list by repetition
 * (`unit=00004&unit=00008`) or by commas (`unit=00004,00008`), an input object as JSON. One that is empty counts as not
 * set. Throws BAD_USER_INPUT for one that there is not, and for one that is missing. Whether a value is one of its type is
 * left to whoever runs the query.
 */
export function readAddressValues(
  address: AddressValues,
  parameters: readonly SavedParameter[],
  typeOf: TypeOfParameter,
): JsonObject {
  const names = parameters.map(({ name }) => name);
  const unknown = Object.keys(address).find((name) => !names.includes(name));
  if (unknown !== undefined) throw badInput(unknownParameter(unknown, names));
  const values: JsonObject = {};
  for (const parameter of parameters) {
    const { name } = parameter;
    const given = [address[name] ?? []].flat().filter((value) => value !== "");
    const type = typeOf(parameter);
    if (given.length > 0) values[name] = type.read(given, name);
    else if (type.isRequired && parameter.default === undefined)
      throw badInput(`Expected the parameter ${quote(name)} (${parameter.type}) in the address: ?${name}=…`);
  }
  return values;
}

export type TypeOfParameter = (parameter: SavedParameter) => {
  /** Whether there has to be a value. */
  isRequired: boolean;
  read(given: readonly string[], name: string): unknown;
};

/** Of a query's variables. */
export function variableTypes(schema: GraphQLSchema): TypeOfParameter {
  return ({ type: text }) => {
    const type = typeFromAST(schema, parseType(text));
    // A type that is gone is a problem of the schema, which is told by then.
    if (!isInputType(type)) return { isRequired: false, read: ([value]) => value };
    return { isRequired: isNonNullType(type), read: (given, name) => readVariable(type, given, name) };
  };
}

/** Of what SQL calls `$name`: it has to be there, for SQL knows no default. */
export const sqlTypes: TypeOfParameter = ({ type }) => ({
  isRequired: true,
  read: (given, name) => readSqlValue(type as SqlParameterType, onlyOne(given, name), name),
});

function readVariable(type: GraphQLInputType, given: readonly string[], name: string): unknown {
  const nullable = getNullableType(type);
  if (!isListType(nullable)) return readOne(nullable, onlyOne(given, name), name);
  const [first = ""] = given;
  if (given.length === 1 && first.startsWith("[")) return parseJson(first, name);
  // Objects have commas of their own.
  const isSplit = given.length === 1 && !first.startsWith("{");
  const elements = isSplit ? first.split(",").map((text) => text.trim()) : given;
  return elements.map((element) => readOne(getNullableType(nullable.ofType), element, name));
}

function readOne(type: GraphQLInputType, text: string, name: string): unknown {
  if (type === GraphQLInt || type === GraphQLFloat) return readNumber(text, name);
  if (type === GraphQLBoolean) return readBoolean(text, name);
  if (isInputObjectType(type) || isListType(type)) return parseJson(text, name);
  return text;
}

function readSqlValue(type: SqlParameterType, text: string, name: string): unknown {
  if (type === "boolean") return readBoolean(text, name);
  if (type === "number") return readNumber(text, name);
  if (type === "integer") {
    const value = readNumber(text, name);
    if (Number.isSafeInteger(value)) return value;
    throw badInput(`Expected the parameter ${quote(name)} to be a whole number; got ${quote(text)}.`);
  }
  if (type === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(text))
    throw badInput(
      `Expected the parameter ${quote(name)} to be a day such as 2025-11-14; got ${quote(text)}.`,
    );
  return text;
}

function onlyOne(given: readonly string[], name: string): string {
  const [value = "", ...more] = given;
  if (more.length === 0) return value;
  throw badInput(`Expected the parameter ${quote(name)} once; got it ${given.length} times.`);
}

function readNumber(text: string, name: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  throw badInput(
    `Expected the parameter ${quote(name)} to be a number such as 12 or 0.5; got ${quote(text)}.`,
  );
}

function readBoolean(text: string, name: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  throw badInput(`Expected the parameter ${quote(name)} to be true or false; got ${quote(text)}.`);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput(`Expected the parameter ${quote(name)} to be JSON; got ${quote(text)}.`);
  }
}

function unknownParameter(unknown: string, names: readonly string[]): string {
  const meant = nearestCode(unknown, new Map(names.map((name) => [name, [name.toLowerCase()]])));
  const hint = meant === undefined ? "" : ` (did you mean ${quote(meant)}?)`;
  const there = names.length > 0 ? `its parameters are ${names.join(", ")}` : "it has no parameters";
  return `Expected a parameter of the saved query; ${quote(unknown)} is none${hint}: ${there}.`;
}
