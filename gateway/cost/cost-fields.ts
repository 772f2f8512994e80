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
import type { Clock } from "../../shared/base/clock/clock";
import { type Amount, combine } from "./amount";
import { listSizeOf } from "./cost-model";
import { givenOf } from "./given-arguments";
import { introspectedLength } from "./introspected-length";
import { lengthOf } from "./list-length";
import type { Prices } from "./prices";
import { type Read, readerOf } from "./read-value";

/** A field of an operation as far as its cost goes. */
export interface CostField {
  /** The names in the schema that lead to it, for messages: `loans.nodes`. */
  path: string;
  responseName: string;
  /** Of the field and its arguments, for each object that has it. */
  weight: Amount;
  /** How long its list is, or those lists of its object that have its length. */
  length: Amount;
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
  /** Of ranges that end now. */
  clock: Clock;
}

/** The fields of a valid operation, its fragments unfolded. */
export function compileCostFields(options: CostOptions): CostField[] {
  const { schema, definition, fragments, prices, clock } = options;
  const fieldsOf = (
    parent: GraphQLCompositeType,
    set: SelectionSetNode,
    sized: readonly string[],
    path: readonly string[],
  ): CostField[] =>
    set.selections.flatMap((node): CostField[] => {
      const isAsked = conditionOf(node.directives ?? []);
      if (node.kind === Kind.FIELD) {
        const found = definitionOf(parent, node.name.value);
        return found ? [{ ...fieldOf(found, node, sized, [...path, found.name]), isAsked }] : [];
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const type = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
      if (!fragment || !isCompositeType(type)) return [];
      const fields = fieldsOf(type, fragment.selectionSet, sized, path);
      return isAsked ? fields.map((field) => ({ ...field, isAsked: both(isAsked, field.isAsked) })) : fields;
    });

  const fieldOf = (
    found: GraphQLField<unknown, unknown>,
    node: FieldNode,
    sized: readonly string[],
    path: readonly string[],
  ) => {
    const type = getNamedType(found.type);
    const listSize = listSizeOf(found);
    const given = givenOf(found, node);
    const isList = isListType(isNonNullType(found.type) ? found.type.ofType : found.type);
    const inner = listSize?.sized ?? [];
    const own = sized.includes(found.name) ? ("parent" as const) : ("itself" as const);
    return {
      path: path.join("."),
      responseName: (node.alias ?? node.name).value,
      weight: prices.ofField({ definition: found, node, given, clock }),
      length: introspectedLength(schema, found) ?? lengthOf(found, listSize, given, clock),
      sizedBy: isList && inner.length === 0 ? own : ("nothing" as const),
      each: prices.ofType(type),
      children:
        isCompositeType(type) && node.selectionSet ? fieldsOf(type, node.selectionSet, inner, path) : [],
    };
  };

  const root = schema.getRootType(definition.operation);
  if (!root) throw new Error(`Expected a root type for ${definition.operation}.`);
  const fields = fieldsOf(root, definition.selectionSet, [], []);
  const extra = prices.ofRootField(definition.operation);
  return extra === 0
    ? fields
    : fields.map(({ weight, ...field }) => ({
        ...field,
        weight: combine(weight, extra, (own, more) => own + more),
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
