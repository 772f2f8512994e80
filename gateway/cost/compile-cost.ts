import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from "graphql";
import { type JsonObject, ownValue } from "../executor/json";
import {
  argumentWeight,
  assumedListSize,
  fieldWeight,
  type ListSize,
  listSizeOf,
  typeWeight,
} from "./cost-model";

/** A field of a normalised operation as far as its cost goes. */
export interface CostField {
  /** Its name in the schema, for what is told. */
  field: string;
  /** Its name in what is fetched. */
  responseName: string;
  /** Of the field and its arguments, for each object that has it. */
  weight: number;
  /** How many there may be for each object that has the field: 1 unless it is a list. */
  size(variables: JsonObject): number;
  isList: boolean;
  /** Of each object or value of its type. */
  each: number;
  children: readonly CostField[];
  /** Whether it is selected. */
  isAsked(variables: JsonObject): boolean;
}

/** A change costs more than a look. */
const mutationWeight = 10;

/** The fields of a normalised operation, on the supergraph's schema, which has the directives. */
export function compileCost(schema: GraphQLSchema, text: string): CostField[] {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Expected an operation.");
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`Expected a root type for ${operation.operation}.`);
  const fields = fieldsOf(schema, root, operation.selectionSet, undefined);
  if (operation.operation !== "mutation") return fields;
  return fields.map((field) => ({ ...field, weight: field.weight + mutationWeight }));
}

/** Of variables as they were coerced, defaults included. */
type Read<Value> = (variables: JsonObject) => Value;

/** What a field's size means to its children: the length of some lists of the object, from `sizedFields`. */
interface Sized {
  names: readonly string[];
  size: Read<number>;
}

function fieldsOf(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  sized: Sized | undefined,
): CostField[] {
  return selections.flatMap((node): CostField[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const isAsked = conditionOf(node.directives ?? []);
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const type = schema.getType(node.typeCondition?.name.value ?? parent.name);
      if (!isCompositeType(type)) return [];
      return fieldsOf(schema, type, node.selectionSet, sized).map((field) => ({
        ...field,
        isAsked: (variables) => isAsked(variables) && field.isAsked(variables),
      }));
    }
    const definition = isUnionType(parent) ? undefined : parent.getFields()[node.name.value];
    return definition ? [{ ...fieldOf(schema, definition, node, sized), isAsked }] : [];
  });
}

function fieldOf(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  sized: Sized | undefined,
): Omit<CostField, "isAsked"> {
  const type = getNamedType(definition.type);
  const listSize = listSizeOf(definition);
  const length = lengthOf(listSize, node.arguments ?? []);
  const isList = isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
  const inner = listSize && listSize.sized.length > 0 ? { names: listSize.sized, size: length } : undefined;
  const own = sized?.names.includes(definition.name) ? sized.size : length;
  return {
    field: definition.name,
    responseName: (node.alias ?? node.name).value,
    weight: fieldWeight(definition) + argumentsWeight(definition, node.arguments ?? []),
    size: isList && !inner ? own : () => 1,
    isList,
    each: typeWeight(type),
    children:
      isCompositeType(type) && node.selectionSet ? fieldsOf(schema, type, node.selectionSet, inner) : [],
  };
}

/** The largest of the arguments that say how long a list is; its assumed length when none is given. */
function lengthOf(listSize: ListSize | undefined, given: readonly ArgumentNode[]): Read<number> {
  const assumed = listSize?.assumed ?? assumedListSize;
  const slicing = listSize?.slicing ?? [];
  const values = given.filter(({ name }) => slicing.includes(name.value)).map(({ value }) => value);
  if (values.length === 0) return () => assumed;
  const read = values.map(readerOf);
  return (variables) => {
    const numbers = read.map((each) => each(variables)).filter((each) => typeof each === "number");
    return numbers.length === 0 ? assumed : Math.max(0, ...numbers);
  };
}

function argumentsWeight({ args }: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[]): number {
  return given.reduce((sum, { name, value }) => {
    const definition = args.find((each) => each.name === name.value);
    return definition ? sum + valueWeight(definition, value) : sum;
  }, 0);
}

/** Of a value that a client writes out; what comes in a variable is bounded by the size of a request. */
function valueWeight(definition: Parameters<typeof argumentWeight>[0], value: ValueNode): number {
  const own = argumentWeight(definition);
  const type = getNamedType(definition.type);
  if (value.kind === Kind.LIST) {
    return value.values.reduce((sum, each) => sum + valueWeight(definition, each), 0);
  }
  if (value.kind !== Kind.OBJECT || !isInputObjectType(type)) return own;
  const fields = type.getFields();
  return value.fields.reduce((sum, { name, value: inner }) => {
    const field = fields[name.value];
    return field ? sum + valueWeight(field, inner) : sum;
  }, own);
}

function conditionOf(directives: NonNullable<FieldNode["directives"]>): Read<boolean> {
  const tests = directives.flatMap(({ name, arguments: given }) => {
    const value = given?.[0]?.value;
    if (!value || (name.value !== "skip" && name.value !== "include")) return [];
    const read = readerOf(value);
    const wanted = name.value === "include";
    return [(variables: JsonObject) => (read(variables) === true) === wanted];
  });
  return (variables) => tests.every((test) => test(variables));
}

function readerOf(value: ValueNode): Read<unknown> {
  if (value.kind !== Kind.VARIABLE) {
    const literal = valueFromASTUntyped(value);
    return () => literal;
  }
  const { value: name } = value.name;
  return (variables) => ownValue(variables, name);
}
