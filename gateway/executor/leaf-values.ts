import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from "graphql";

/** Stands for a value that the type does not allow. */
export const wrong: unique symbol = Symbol("wrong value");

/** The value as the client may read it; `wrong` when its type does not allow it. */
export type ReadLeaf = (value: unknown) => unknown;

/** Whether a value is an integer of 32 bits. */
export function isInt(value: unknown): boolean {
  return typeof value === "number" && (value | 0) === value;
}

/** By name: a schema that was built from text has the scalars as objects of its own. */
const scalars: Record<string, ReadLeaf> = {
  [GraphQLString.name]: (value) => (typeof value === "string" ? value : wrong),
  [GraphQLBoolean.name]: (value) => (typeof value === "boolean" ? value : wrong),
  [GraphQLFloat.name]: (value) => (typeof value === "number" && Number.isFinite(value) ? value : wrong),
  // 32 bits, as the specification says; Apollo's own executor lets every integer pass.
  [GraphQLInt.name]: (value) => (isInt(value) ? value : wrong),
  // Always read as text, whatever it was: https://spec.graphql.org/October2021/#sec-ID
  [GraphQLID.name]: (value) =>
    typeof value === "string" ? value : Number.isSafeInteger(value) ? String(value) : wrong,
};

/** A subgraph's values are checked here once more: a client trusts the schema, and so do its types. */
export function leafReader(type: GraphQLLeafType): ReadLeaf {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => (typeof value === "string" && names.has(value) ? value : wrong);
  }
  return scalars[type.name] ?? ((value) => value);
}
