import type { FieldNode, GraphQLField } from "graphql";
import type { JsonObject } from "../values/json";
import type { Amount } from "./amount";
import { hasVariables, type Read, readerOf } from "./read-value";

/** An argument as an operation gives it, or as the schema has it by default. */
export interface GivenArgument {
  read: Read<unknown>;
  /** It hangs on no variable. */
  isFixed: boolean;
}

/** Those that have a value, by name. */
export type GivenArguments = ReadonlyMap<string, GivenArgument>;

export function givenOf({ args }: GraphQLField<unknown, unknown>, node: FieldNode): GivenArguments {
  const given = new Map<string, GivenArgument>();
  for (const { name, defaultValue } of args)
    if (defaultValue !== undefined) given.set(name, { read: () => defaultValue, isFixed: true });
  for (const { name, value } of node.arguments ?? []) {
    const read = readerOf(value);
    const fallback = given.get(name.value)?.read;
    given.set(name.value, {
      read: fallback ? (variables) => read(variables) ?? fallback(variables) : read,
      isFixed: !hasVariables(value),
    });
  }
  return given;
}

/** What some of the arguments come to: reckoned once where none of them hangs on a variable. */
export function amountOfArguments(
  given: GivenArguments,
  names: readonly string[],
  of: (values: JsonObject) => number,
): Amount {
  const read = names.flatMap((name) => {
    const argument = given.get(name);
    return argument ? [{ name, ...argument }] : [];
  });
  const reckon = (variables: JsonObject) => {
    const values: JsonObject = {};
    for (const argument of read) values[argument.name] = argument.read(variables);
    return of(values);
  };
  return read.every(({ isFixed }) => isFixed) ? reckon({}) : reckon;
}
