import { type GraphQLArgument, type GraphQLInputField, getNamedType, isInputObjectType } from "graphql";
import { isJsonObject } from "../executor/json";
import { argumentWeight } from "./cost-model";

/** Each value of a list: it is checked, and asked for. */
const valueWeight = 0.1;
/** So many characters of a text take as much as an object. */
const charactersPerObject = 1_000;

/** What a value that an operation gives weighs, with all that is in it, whether it stands in the text or in a variable. */
export function givenWeight(definition: GraphQLArgument | GraphQLInputField, value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) {
    return value.reduce((sum: number, each) => sum + valueWeight + givenWeight(definition, each), 0);
  }
  const own = argumentWeight(definition);
  const type = getNamedType(definition.type);
  if (isJsonObject(value)) {
    if (!isInputObjectType(type)) return own;
    const fields = type.getFields();
    return Object.entries(value).reduce((sum, [name, inner]) => {
      const field = fields[name];
      return field ? sum + givenWeight(field, inner) : sum;
    }, own);
  }
  return typeof value === "string" ? own + Math.floor(value.length / charactersPerObject) : own;
}
