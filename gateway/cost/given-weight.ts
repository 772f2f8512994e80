import {
  type GraphQLArgument,
  GraphQLBoolean,
  GraphQLFloat,
  type GraphQLInputField,
  GraphQLInt,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
} from "graphql";
import { isJsonObject } from "../values/json";
import type { Amount } from "./amount";
import { argumentWeight } from "./cost-model";
import type { GivenArgument } from "./given-arguments";

/** Each value of a list: it is checked, and fetched. */
const valueWeight = 0.1;
/** So many characters of a text take as much as an object. */
const charactersPerObject = 1_000;

/** What an argument weighs that an operation gives: reckoned once where it is the same with all variables. */
export function argumentAmount(definition: GraphQLArgument, { read, isFixed }: GivenArgument): Amount {
  if (isFixed) return givenWeight(definition, read({}));
  return isWeightless(definition) ? 0 : (variables) => givenWeight(definition, read(variables));
}

/** What a value that an operation gives weighs, with all that is in it, whether it stands in the text or in a variable. */
export function givenWeight(definition: GraphQLArgument | GraphQLInputField, value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) {
    return value.reduce((all: number, each) => all + valueWeight + givenWeight(definition, each), 0);
  }
  const own = ownWeight(definition);
  const type = getNamedType(definition.type);
  if (isJsonObject(value)) {
    if (!isInputObjectType(type)) return own;
    const fields = type.getFields();
    return Object.entries(value).reduce((all, [name, inner]) => {
      const field = fields[name];
      return field ? all + givenWeight(field, inner) : all;
    }, own);
  }
  return typeof value === "string" ? own + Math.floor(value.length / charactersPerObject) : own;
}

/** Whatever its value: neither a list nor a text, and without a price of its own. */
function isWeightless(definition: GraphQLArgument): boolean {
  const type = getNullableType(definition.type);
  const isShort = isEnumType(type) || numbers.has(type);
  return isShort && ownWeight(definition) === 0;
}

const numbers: ReadonlySet<unknown> = new Set([GraphQLInt, GraphQLFloat, GraphQLBoolean]);

const ownWeights = new WeakMap<GraphQLArgument | GraphQLInputField, number>();

/** Of a definition that is fetched with each value. */
function ownWeight(definition: GraphQLArgument | GraphQLInputField): number {
  const weight = ownWeights.get(definition) ?? argumentWeight(definition);
  ownWeights.set(definition, weight);
  return weight;
}
