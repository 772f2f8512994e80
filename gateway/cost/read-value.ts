import { Kind, type ValueNode, valueFromASTUntyped } from "graphql";
import { type JsonObject, ownValue } from "../values/json";

/** What a part of an operation comes to with some variables, as they were coerced, defaults included. */
export type Read<Value> = (variables: JsonObject) => Value;

/** Reads a value of an operation: of a literal once, of one with variables whenever it is needed. */
export function readerOf(value: ValueNode): Read<unknown> {
  if (value.kind === Kind.VARIABLE) {
    const { value: name } = value.name;
    // Whatever object it is, it has these.
    return name in Object.prototype
      ? (variables) => ownValue(variables, name)
      : (variables) => variables[name];
  }
  if (hasVariables(value)) return (variables) => valueFromASTUntyped(value, variables);
  const literal = valueFromASTUntyped(value);
  return () => literal;
}

export function hasVariables(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariables);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariables(field.value));
  return value.kind === Kind.VARIABLE;
}
