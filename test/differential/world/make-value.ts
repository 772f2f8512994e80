import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { hash } from "./hash";
import { happens, type Ill } from "./ills";
import type { Ownership } from "./ownership";
import { chosenEntity, objectOf } from "./source";

export interface Making {
  ownership: Ownership;
  ill: Ill;
  /** Of all subgraphs that make it: what one of them does not know is not chosen. */
  schemas: readonly GraphQLSchema[];
  neverNull: boolean;
}

/** A value of a type, made from a text: the same for everybody who makes it. */
export function makeValue(type: GraphQLOutputType, seed: string, making: Making): unknown {
  const { ill, neverNull, ownership } = making;
  if (isNonNullType(type)) {
    if (happens(ill, "nulls", seed, 40)) return null;
    return makeValue(type.ofType, seed, { ...making, neverNull: true });
  }
  if (happens(ill, "errors", seed, 15)) return new Error("made up");
  if (!neverNull && hash(`${seed}?`) % 15 === 0) return null;
  if (isListType(type)) {
    const elements = { ...making, neverNull: false };
    const length = hash(`${seed}#`) % 4;
    return Array.from({ length }, (_, index) => makeValue(type.ofType, `${seed}/${index}`, elements));
  }
  if (isLeafType(type)) return makeLeaf(type, seed, making);
  const named = ownership.family(type.name) ? type.name : chosenType(type, seed, making);
  const family = ownership.family(named);
  return family ? chosenEntity(family, named, seed) : objectOf(named, seed);
}

function makeLeaf(type: GraphQLNamedType, seed: string, { ill, schemas }: Making): unknown {
  const told = happens(ill, "changed", seed, 4) ? `${seed}${ill.salt}` : seed;
  if (isEnumType(type)) {
    const known = schemas.map((schema) => schema.getType(type.name)).filter(isEnumType);
    const values = type.getValues().filter(({ name }) => known.every((each) => each.getValue(name)));
    return values[hash(told) % values.length]?.name;
  }
  const isInvalid = happens(ill, "wrong values", seed, 12);
  const number = hash(told);
  switch (type.name) {
    case "Int":
      return isInvalid ? wrongValues.int : (number % 5) - 1;
    case "Float":
      return isInvalid ? wrongValues.float : (number % 40) / 8;
    case "Boolean":
      return number % 2 === 0;
    case "String":
    case "ID":
      if (isInvalid) return wrongValues.text;
  }
  return ["", "x", `text ${number % 100}`][number % 3];
}

/** One of the types that an abstract type may be for everybody who makes the value. */
function chosenType(type: GraphQLNamedType, seed: string, { schemas }: Making): string {
  if (isObjectType(type)) return type.name;
  const possible = schemas.map((schema) => {
    const known = schema.getType(type.name);
    return isAbstractType(known) ? schema.getPossibleTypes(known).map(({ name }) => name) : [];
  });
  const [first = [], ...others] = possible;
  const common = first.filter((name) => others.every((names) => names.includes(name))).sort();
  const chosen = common[hash(`${seed}!`) % common.length];
  if (!chosen) throw new Error(`Expected ${type.name} to have types.`);
  return chosen;
}

/** Stand for values of other types until they are on their way: no subgraph's own schema would let those out. */
const wrongValues = { int: -424_242, float: -4242.4242, text: "a wrong value" };

export function isWrongValue(value: unknown): boolean {
  return Object.values<unknown>(wrongValues).includes(value);
}

/** Puts true for a text and a text for a number, where `makeValue` marked them. */
export function spoil(json: string): string {
  return json
    .replaceAll(String(wrongValues.int), '"many"')
    .replaceAll(String(wrongValues.float), '"much"')
    .replaceAll(JSON.stringify(wrongValues.text), "true");
}
