import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { fieldSuffix } from "./node-text";

/**
 * The name that a field has in a normalised operation, whatever the client calls it.
 *
 * A planner fetches keys and `@requires` fields under their own names, besides what the client selects. A client's alias
 * must therefore never be one of these, or it takes a key's place (apollographql/federation#3036). So a field without
 * arguments keeps its own name, under which it means the same to the planner, and every other one gets a name that no
 * field of the graph has: one for each field and arguments.
 */
export interface ResponseNames {
  /** `parent` is the type that the field is selected of. */
  of(parent: GraphQLCompositeType, node: FieldNode): string;
  /** The names of what is selected within the field. */
  within(parent: GraphQLCompositeType, node: FieldNode): ResponseNames;
}

/** What names of one graph's fields are made with. */
export interface GraphNaming {
  /** Followed by a number or by `s` and a number, it makes a name that no field of the graph has. */
  separator: string;
  /** What distinguishes a field from others of its name that it may meet in an answer; empty for nearly every field. */
  suffixOf(parent: GraphQLCompositeType, field: string): string;
}

/**
 * Names for the fields of one operation. `fields` are all of its field nodes, fragments' included: arguments are
 * numbered in the order of their texts, so that the order of an operation changes nothing.
 */
export function createResponseNames(
  { separator, suffixOf }: GraphNaming,
  fields: Iterable<FieldNode>,
): ResponseNames {
  const texts = new Map<FieldNode, string>();
  const numbered = new Map<string, Map<string, number>>();
  for (const node of fields) {
    const text = fieldSuffix(node);
    if (text === "") continue;
    texts.set(node, text);
    const known = numbered.get(node.name.value);
    if (known) known.set(text, 0);
    else numbered.set(node.name.value, new Map([[text, 0]]));
  }
  for (const known of numbered.values()) {
    for (const [index, text] of [...known.keys()].sort().entries()) known.set(text, index);
  }
  const names: ResponseNames = {
    of(parent, node) {
      const { value: field } = node.name;
      if (field === "__typename") return field;
      const text = texts.get(node);
      const number = text === undefined ? "" : `${separator}${numbered.get(field)?.get(text)}`;
      return `${field}${suffixOf(parent, field)}${number}`;
    },
    within: () => names,
  };
  return names;
}

/**
 * Two types that one object can be of, or is of and is selected through, share a path in the answer; where their fields
 * of one name differ in shape, no subgraph may be queried for both under that name. Such a field is distinguished by its
 * shape. What a field leads to meets as well: `... on A { owner { … } } ... on B { owner { … } }`.
 * See https://spec.graphql.org/October2021/#SameResponseShape()
 */
export function createGraphNaming(schema: GraphQLSchema, supergraph: GraphQLSchema): GraphNaming {
  const separator = separatorFor(supergraph);
  const groupOf = meetingTypes(schema);
  const shapes = new Map<string, string[]>();
  const keyOf = (parent: GraphQLCompositeType, field: string) => `${groupOf(parent)} ${field}`;
  for (const type of compositeTypes(schema)) {
    for (const field of fieldsOf(type)) {
      const key = keyOf(type, field.name);
      const known = shapes.get(key) ?? [];
      const shape = shapeOf(field.type);
      if (!known.includes(shape)) shapes.set(key, [...known, shape].sort());
    }
  }
  const suffixes = new Map<string, Map<string, string>>();
  for (const type of compositeTypes(schema)) {
    const ofType = new Map<string, string>();
    for (const field of fieldsOf(type)) {
      const known = shapes.get(keyOf(type, field.name)) ?? [];
      if (known.length > 1) ofType.set(field.name, `${separator}s${known.indexOf(shapeOf(field.type))}`);
    }
    if (ofType.size > 0) suffixes.set(type.name, ofType);
  }
  return {
    separator,
    suffixOf: (parent, field) => suffixes.get(parent.name)?.get(field) ?? "",
  };
}

function separatorFor(supergraph: GraphQLSchema): string {
  const names = compositeTypes(supergraph).flatMap((type) => fieldsOf(type).map(({ name }) => name));
  let separator = "__";
  while (names.some((name) => name.includes(separator))) separator += "_";
  return separator;
}

/** Names the group of types that a type meets, directly or through others. */
function meetingTypes(schema: GraphQLSchema): (type: GraphQLCompositeType) => string {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined ? name : rootOf(parent);
  };
  const unite = (left: string, right: string): boolean => {
    const [first, second] = [rootOf(left), rootOf(right)];
    if (first === second) return false;
    parents.set(second, first);
    return true;
  };
  for (const type of compositeTypes(schema)) {
    if (isUnionType(type)) for (const member of type.getTypes()) unite(type.name, member.name);
    else for (const { name } of type.getInterfaces()) unite(name, type.name);
  }
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    const leadsTo = new Map<string, string>();
    for (const type of compositeTypes(schema)) {
      for (const field of fieldsOf(type)) {
        const target = getNamedType(field.type);
        if (!isCompositeType(target)) continue;
        const key = `${rootOf(type.name)} ${field.name}`;
        const known = leadsTo.get(key);
        if (known === undefined) leadsTo.set(key, target.name);
        else hasChanged = unite(known, target.name) || hasChanged;
      }
    }
  }
  return ({ name }) => rootOf(name);
}

function compositeTypes(schema: GraphQLSchema): GraphQLCompositeType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith("__"),
  );
}

function fieldsOf(type: GraphQLCompositeType): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** A leaf by its type, an object by what is around it. */
function shapeOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isCompositeType(named) ? String(type).replace(named.name, "{}") : String(type);
}
