import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import type { JsonObject } from "../executor/json";
import { listSizeOf } from "./cost-model";
import { introspectedLength } from "./introspected-length";
import { givenOf, lengthOf, type OfArguments } from "./list-length";
import type { Prices } from "./prices";
import { hasVariables, once, type Read, readerOf } from "./read-value";

/** A field of an operation as far as its cost goes. */
export interface CostField {
  /** Its name in the schema, for what is told. */
  field: string;
  responseName: string;
  /** Its arguments. */
  given: Read<JsonObject>;
  /** Of the field and its arguments, for each object that has it. */
  weight: OfArguments;
  /** How long its list is, or those lists of its object that have its length. */
  length: OfArguments;
  /** How many there may be for each object that has the field: as many as its own length says, its parent's, or one. */
  sizedBy: "itself" | "parent" | "nothing";
  /** Of each object or value of its type. */
  each: number;
  children: readonly CostField[];
  /** Whether it is selected; absent: always. */
  isAsked: Read<boolean> | undefined;
}

export interface CostOptions {
  /** The supergraph's, which has the directives. */
  schema: GraphQLSchema;
  definition: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  prices: Prices;
}

/** The fields of a valid operation, its fragments unfolded. */
export function compileCostFields({ schema, definition, fragments, prices }: CostOptions): CostField[] {
  const fieldsOf = (
    parent: GraphQLCompositeType,
    set: SelectionSetNode,
    sized: readonly string[],
  ): CostField[] =>
    set.selections.flatMap((node): CostField[] => {
      const isAsked = conditionOf(node.directives ?? []);
      if (node.kind === Kind.FIELD) {
        const found = definitionOf(parent, node.name.value);
        return found ? [{ ...fieldOf(found, node, sized), isAsked }] : [];
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const type = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
      if (!fragment || !isCompositeType(type)) return [];
      const fields = fieldsOf(type, fragment.selectionSet, sized);
      return isAsked ? fields.map((field) => ({ ...field, isAsked: both(isAsked, field.isAsked) })) : fields;
    });

  const fieldOf = (found: GraphQLField<unknown, unknown>, node: FieldNode, sized: readonly string[]) => {
    const type = getNamedType(found.type);
    const listSize = listSizeOf(found);
    const read = givenOf(found, node);
    const isFixed = !node.arguments?.some(({ value }) => hasVariables(value));
    const given = isFixed ? once(read) : read;
    const fixed = (of: OfArguments): OfArguments => {
      const value = of(given({}));
      return () => value;
    };
    const priced = isFixed ? fixed : (of: OfArguments) => of;
    const isList = isListType(isNonNullType(found.type) ? found.type.ofType : found.type);
    const inner = listSize?.sized ?? [];
    const own = sized.includes(found.name) ? ("parent" as const) : ("itself" as const);
    return {
      field: found.name,
      responseName: (node.alias ?? node.name).value,
      given,
      weight: priced(prices.ofField(found, node)),
      length: priced(introspectedLength(schema, found) ?? lengthOf(found, listSize)),
      sizedBy: isList && inner.length === 0 ? own : ("nothing" as const),
      each: prices.ofType(type),
      children: isCompositeType(type) && node.selectionSet ? fieldsOf(type, node.selectionSet, inner) : [],
    };
  };

  const root = schema.getRootType(definition.operation);
  if (!root) throw new Error(`Expected a root type for ${definition.operation}.`);
  const fields = fieldsOf(root, definition.selectionSet, []);
  const extra = prices.ofRootField(definition.operation);
  return extra === 0
    ? fields
    : fields.map(({ weight, ...field }) => ({
        ...field,
        weight: (values) => weight(values) + extra,
      }));
}

const metaFields = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];

function definitionOf(
  parent: GraphQLCompositeType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  const own = isUnionType(parent) ? undefined : parent.getFields()[name];
  return own ?? metaFields.find((each) => each.name === name);
}

function both(first: Read<boolean>, second: Read<boolean> | undefined): Read<boolean> {
  return second ? (variables) => first(variables) && second(variables) : first;
}

function conditionOf(directives: NonNullable<FieldNode["directives"]>): Read<boolean> | undefined {
  const tests = directives.flatMap(({ name, arguments: given }) => {
    const value = given?.[0]?.value;
    if (!value || (name.value !== "skip" && name.value !== "include")) return [];
    const read = readerOf(value);
    const wanted = name.value === "include";
    return [(variables: Parameters<Read<boolean>>[0]) => (read(variables) === true) === wanted];
  });
  return tests.length === 0 ? undefined : (variables) => tests.every((test) => test(variables));
}
