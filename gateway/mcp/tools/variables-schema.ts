import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  valueFromASTUntyped,
} from "graphql";
import { z } from "zod";
import type { OperationFile } from "./operation-files";

/**
 * What the variables of an operation may be, as an assistant is told it. Days, decimals and the like are texts: the graph
 * itself checks what they may say. Throws where a variable is an input object, which has no plain form.
 */
export function variablesSchema(
  schema: GraphQLSchema,
  { definition, variables, file }: OperationFile,
): z.ZodObject {
  const shape: Record<string, z.ZodType> = {};
  for (const { variable, type, defaultValue } of definition.variableDefinitions ?? []) {
    const name = variable.name.value;
    const taken = typeFromAST(schema, type);
    if (!taken || !isInputType(taken))
      throw new Error(`Expected $${name} of ${file} to have a type of the schema.`);
    const fallback = defaultValue && valueFromASTUntyped(defaultValue);
    const value = valueSchema(isNonNullType(taken) ? taken.ofType : taken, `$${name} of ${file}`);
    const described = value.describe(variables.get(name) ?? "");
    if (fallback !== undefined) shape[name] = described.default(fallback);
    else shape[name] = isNonNullType(taken) ? described : described.optional();
  }
  return z.strictObject(shape);
}

function valueSchema(type: GraphQLInputType, what: string): z.ZodType {
  if (isNonNullType(type)) return valueSchema(type.ofType, what);
  if (isListType(type)) return z.array(valueSchema(type.ofType, what)).min(1).max(1_000);
  if (isEnumType(type)) return z.enum(type.getValues().map(({ name }) => name));
  if (!isScalarType(type))
    throw new Error(`Expected ${what} to be a scalar or an enumeration, got ${String(type)}.`);
  const kinds: Record<string, () => z.ZodType> = { Int: z.int, Float: z.number, Boolean: z.boolean };
  return (kinds[type.name] ?? (() => z.string().max(1_000)))();
}
