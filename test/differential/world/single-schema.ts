import { MapperKind, mapSchema } from "@graphql-tools/utils";
import {
  type ExecutionResult,
  executeSync,
  type GraphQLFieldConfig,
  GraphQLList,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from "graphql";
import type { Operation } from "../operations/operation";
import type { Ills } from "./ills";
import { isWrongValue } from "./make-value";
import { isSource, objectOf } from "./source";
import type { World } from "./world";

/** What one schema with all of the world behind it answers. */
export interface OracleAnswer {
  data: unknown;
  /** Where fields have errors, those included whose null is swallowed by another's. */
  errorPaths: readonly (readonly (string | number)[])[];
}

/** Executes an operation over one schema by graphql-js. No subgraphs, no keys, no plan. */
export type Oracle = (operation: Operation, ills: Ills) => OracleAnswer;

interface OracleGraph {
  apiSchema: GraphQLSchema;
  /** Fields, as "Type.field", of which a subgraph says that null comes with an error alone: without one it is one. */
  marked: ReadonlySet<string>;
  world: World;
  /** Fields, as "Type.field", that the viewer may not read; absent: he may read all. */
  denied?: ReadonlySet<string>;
}

/**
 * Of errors whose nulls spread to one place, graphql-js tells one. So an operation is also executed over the same schema
 * with nothing in it that may not be null: there, each stays where it is.
 */
export function createOracle({ apiSchema: schema, marked, world, denied }: OracleGraph): Oracle {
  const lenient = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: withNullableType,
    [MapperKind.INTERFACE_FIELD]: withNullableType,
  });
  const run = (over: GraphQLSchema, { query, variables }: Operation, ills: Ills): ExecutionResult =>
    executeSync({
      schema: over,
      document: parse(query),
      variableValues: variables,
      typeResolver: (source) => (isSource(source) ? source.type : undefined),
      fieldResolver: (parent: unknown, args: object, _context, { fieldName, parentType }) => {
        if (denied?.has(`${parentType.name}.${fieldName}`)) return new Error("denied");
        const source = isSource(parent) ? parent : objectOf(parentType.name, parentType.name);
        const value = world.value(source, fieldName, args, ills, world.required(source, fieldName, ills));
        if (value === null && marked.has(`${parentType.name}.${fieldName}`)) return new Error("null");
        return refused(value, typeOf(schema, parentType.name, fieldName));
      },
    });
  return (operation, ills) => {
    const { data } = run(schema, operation, ills);
    const { errors = [] } = run(lenient, operation, ills);
    return { data, errorPaths: errors.map(({ path }) => path ?? []) };
  };
}

/** A value with an error in each place where its type forbids what is there. */
function refused(value: unknown, type: GraphQLOutputType): unknown {
  if (value === null) return isNonNullType(type) ? new Error("null") : null;
  if (isNonNullType(type)) return refused(value, type.ofType);
  if (isListType(type) && Array.isArray(value)) return value.map((element) => refused(element, type.ofType));
  return isWrongValue(value) ? new Error("a wrong value") : value;
}

function withNullableType<Source, Context>(
  field: GraphQLFieldConfig<Source, Context>,
): GraphQLFieldConfig<Source, Context> {
  return { ...field, type: nullable(field.type) };
}

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return nullable(type.ofType);
  return isListType(type) ? new GraphQLList(nullable(type.ofType)) : type;
}

function typeOf(schema: GraphQLSchema, type: string, field: string): GraphQLOutputType {
  const found = schema.getType(type);
  const fields = isObjectType(found) || isInterfaceType(found) ? found.getFields() : {};
  const { type: ofField } = fields[field] ?? {};
  if (!ofField) throw new Error(`Expected a field ${type}.${field}.`);
  return ofField;
}
