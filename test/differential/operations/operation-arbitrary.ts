import fc from "fast-check";
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from "graphql";
import {
  type FieldModel,
  type FragmentModel,
  type Operation,
  type OperationModel,
  type SelectionModel,
  writeOperation,
} from "./operation";
import { argumentsArbitrary, conditionsArbitrary } from "./value-arbitrary";

/** How many selections a set has at most, by depth. */
const breadths = [4, 4, 3, 3, 2, 2];
const maxDepth = breadths.length;

/**
 * Valid operations over a schema: fragments of every form, abstract types, `@skip` and `@include`, variables with and
 * without defaults, introspection now and then, and aliases that are the names of other fields: of the same type, of keys
 * and of what `@requires` names (`telling`), or `__typename`.
 */
export function operationArbitrary(
  schema: GraphQLSchema,
  telling: readonly string[],
): fc.Arbitrary<Operation> {
  const sets = new Map<string, fc.Arbitrary<SelectionModel[]>>();
  const composites = Object.values(schema.getTypeMap()).filter(
    (type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith("__"),
  );
  const names = [...new Set(composites.flatMap(fieldsOf).map(({ name }) => name))];

  const setOf = (type: GraphQLNamedType, depth: number): fc.Arbitrary<SelectionModel[]> => {
    const key = `${type.name} ${depth}`;
    const known = sets.get(key) ?? selectionsOf(type, depth);
    sets.set(key, known);
    return known;
  };
  const selectionsOf = (type: GraphQLNamedType, depth: number): fc.Arbitrary<SelectionModel[]> => {
    const alias = aliasOf(type);
    const typeName = alias.map(typeNameModel);
    const [leaves, others] = [leafFields(type), compositeFields(type)];
    const isDeep = depth + 1 >= maxDepth;
    const parts: { weight: number; arbitrary: fc.Arbitrary<SelectionModel> }[] = [
      { weight: 1, arbitrary: typeName },
    ];
    if (leaves.length > 0) parts.push({ weight: 4, arbitrary: leafOf(leaves, alias) });
    if (others.length > 0 && !isDeep) parts.push({ weight: 3, arbitrary: compositeOf(others, alias, depth) });
    if (!isDeep) parts.push({ weight: isAbstractType(type) ? 4 : 1, arbitrary: fragmentOf(type, depth) });
    return fc.array(fc.oneof(...parts), {
      minLength: 1,
      maxLength: breadths[depth] ?? 1,
    });
  };
  const aliasOf = (type: GraphQLNamedType): fc.Arbitrary<string | undefined> => {
    const own = fieldsOf(type).map(({ name }) => name);
    return fc.oneof(
      { weight: 12, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: fc.constantFrom(...own, "a") },
      { weight: 3, arbitrary: fc.constantFrom("a", ...telling) },
      { weight: 1, arbitrary: fc.constantFrom("a", ...names) },
      { weight: 1, arbitrary: fc.constantFrom("a", "__typename", "constructor", "__proto__") },
    );
  };
  const leafOf = (fields: readonly Field[], alias: fc.Arbitrary<string | undefined>) =>
    lazily(fields, (field) => fieldOf(field, alias));
  const compositeOf = (fields: readonly Field[], alias: fc.Arbitrary<string | undefined>, depth: number) =>
    lazily(fields, (field) => fieldOf(field, alias, setOf(getNamedType(field.type), depth + 1)));
  const fragmentOf = (type: GraphQLNamedType, depth: number): fc.Arbitrary<FragmentModel> => {
    const conditions = [
      type,
      ...(isAbstractType(type) ? schema.getPossibleTypes(type) : []),
      ...(isObjectType(type) ? type.getInterfaces() : []),
    ];
    return lazily(conditions, (condition) =>
      fc.record({
        type: fc.constant(condition.name),
        form:
          condition === type
            ? fc.constantFrom("bare", "inline", "named")
            : fc.constantFrom("inline", "named"),
        conditions: conditionsArbitrary,
        selections: setOf(condition, depth + 1),
      }),
    );
  };

  const operations = (["query", "mutation"] as const).flatMap((kind) => {
    const root = kind === "query" ? schema.getQueryType() : schema.getMutationType();
    if (!root) return [];
    const selections = setOf(root, 0);
    const arbitrary = fc.record<OperationModel>({ kind: fc.constant(kind), selections });
    return [{ weight: kind === "query" ? 6 : 1, arbitrary }];
  });
  return fc
    .oneof(...operations)
    .map(writeOperation)
    .filter(({ query }) => validate(schema, parse(query)).length === 0);
}

type Field = GraphQLField<unknown, unknown>;

function fieldsOf(type: GraphQLNamedType): Field[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

function leafFields(type: GraphQLNamedType): Field[] {
  return fieldsOf(type).filter((field) => isLeafType(getNamedType(field.type)));
}

function compositeFields(type: GraphQLNamedType): Field[] {
  return fieldsOf(type).filter((field) => !isLeafType(getNamedType(field.type)));
}

function fieldOf(
  { name, args }: Field,
  alias: fc.Arbitrary<string | undefined>,
  selections?: fc.Arbitrary<SelectionModel[]>,
): fc.Arbitrary<FieldModel> {
  return fc.record({
    field: fc.constant(name),
    alias,
    args: argumentsArbitrary(args),
    conditions: conditionsArbitrary,
    ...(selections && { selections }),
  });
}

function typeNameModel(alias: string | undefined): FieldModel {
  return { field: "__typename", alias, args: [], conditions: [] };
}

/** One of many, of which an arbitrary is only made when it is chosen. */
function lazily<Item, Value>(
  items: readonly Item[],
  make: (item: Item) => fc.Arbitrary<Value>,
): fc.Arbitrary<Value> {
  const made = new Map<Item, fc.Arbitrary<Value>>();
  return fc.constantFrom(...items).chain((item) => {
    const known = made.get(item) ?? make(item);
    made.set(item, known);
    return known;
  });
}
