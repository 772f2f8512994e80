import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLList,
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { introspectionFields } from "../normalise/introspection-fields";
import { semanticNonNullLevels } from "../schema/semantic-non-null";
import { isInherited, type JsonObject, ownValue } from "../values/json";
import { collectFields, type DeferredSet, dependsOnType, type Selected } from "./collect-fields";
import { invalid, leafOf, scalarLeaf } from "./leaf-values";
import type { Leaf, ObjectFields, ObjectOf, ProjectedField, Projection } from "./projection";

/** The projection of an operation's selection of a type, root types included. */
export function compileObject(
  selected: Selected,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): ObjectOf {
  return isAbstractType(type)
    ? abstractObject(selected, type, selectionSets)
    : concreteObject(type.name, fieldsOf(selected, type, selectionSets));
}

function concreteObject(typeName: string, fields: ObjectFields): ObjectOf {
  const expected = { nullable: true, isNullForError: false, typeName };
  return { kind: "object", ...expected, fieldsOf: () => fields, everyFields: () => [fields] };
}

/** Which types its objects are of is seen when they come. */
function abstractObject(
  selected: Selected,
  type: GraphQLAbstractType,
  selectionSets: readonly SelectionSetNode[],
): ObjectOf {
  const byType = new Map<unknown, ObjectFields>();
  const fieldsOfType = (typeName: unknown): ObjectFields | undefined => {
    const found = byType.get(typeName);
    if (found || typeof typeName !== "string") return found;
    const named = selected.schema.getType(typeName);
    if (!isCompositeType(named) || !isPossible(selected, type, named)) return undefined;
    const fields = fieldsOf(selected, named, selectionSets);
    byType.set(typeName, fields);
    return fields;
  };
  return {
    ...{ kind: "object", nullable: true, isNullForError: false, typeName: type.name },
    // An @interfaceObject says the interface's name, and where nobody selected `__typename` there is none.
    fieldsOf: ({ __typename: typeName = type.name }) => fieldsOfType(typeName),
    everyFields: () =>
      [type, ...selected.schema.getPossibleTypes(type)].flatMap(({ name }) => fieldsOfType(name) ?? []),
  };
}

function isPossible(
  { schema }: Selected,
  declared: GraphQLCompositeType,
  type: GraphQLCompositeType,
): boolean {
  if (type === declared) return true;
  if (!isAbstractType(declared) || isUnionType(type)) return false;
  // Another interface that the object has too: its own type was never needed.
  return isInterfaceType(type) || schema.isSubType(declared, type);
}

function fieldsOf(
  selected: Selected,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): ObjectFields {
  const fields: ProjectedField[] = [];
  const later: DeferredSet[] = [];
  for (const [name, nodes] of collectFields(selected, type, selectionSets, later)) {
    const found = fieldOf(selected, type, nodes);
    const lead = `${fields.length === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    if (found) fields.push({ name, lead, isInherited: isInherited(found.source), ...found });
  }
  const isUnresolved = isAbstractType(type) && dependsOnType(selected, type, selectionSets);
  const deferred = later.map(({ node, set }) => ({
    label: labelOf(node),
    object: compileObject(selected, type, [set]),
  }));
  return {
    fields,
    ...(isUnresolved && { unresolved: type.name }),
    ...(deferred.length > 0 && { deferred }),
  };
}

function labelOf({ directives = [] }: DeferredSet["node"]): string | undefined {
  const { arguments: given = [] } = directives.find(({ name }) => name.value === "defer") ?? {};
  const label = given.find(({ name }) => name.value === "label")?.value;
  return label?.kind === Kind.STRING ? label.value : undefined;
}

/** Of an object of which no more is known than an interface or a union: no answer says that name. */
const untoldTypeName: Leaf = {
  ...{ kind: "leaf", nullable: false, isNullForError: false, typeName: "the name of an object type" },
  read: () => invalid,
};
const schemaLeaf = scalarLeaf("introspection");

function fieldOf(
  selected: Selected,
  parent: GraphQLCompositeType,
  nodes: readonly FieldNode[],
): Pick<ProjectedField, "source" | "known" | "denied" | "projection"> | undefined {
  const [node] = nodes;
  if (!node) return undefined;
  if (nodes.some((each) => selected.marks?.denied.has(each))) return restrictedField(selected, parent, nodes);
  const { value: fieldName } = node.name;
  const source = selected.names.of(parent, node);
  if (fieldName === "__typename") {
    const projection = untoldTypeName;
    // The graph's own knowledge, unless nobody has found out which type it is.
    return { source, projection, ...(isObjectType(parent) && { known: { value: () => parent.name } }) };
  }
  if (introspectionFields.has(fieldName)) {
    const clientName = (node.alias ?? node.name).value;
    const value = (introspected: JsonObject) => ownValue(introspected, clientName) ?? null;
    return { source, projection: schemaLeaf, known: { value } };
  }
  const definition = isUnionType(parent) ? undefined : parent.getFields()[fieldName];
  if (!definition) return undefined;
  const names = node.selectionSet ? selected.names.within(parent, node) : selected.names;
  const inner = names === selected.names ? selected : { ...selected, names };
  const levels = semanticNonNullLevels(selected.supergraph, parent.name, fieldName);
  return { source, projection: projectionOf(inner, definition.type, nodes, levels) };
}

/** What no viewer of these rights may read: nobody has fetched it, and no value of a subgraph stands in its place. */
const deniedLeaf: Leaf = {
  ...{ kind: "leaf", nullable: true, isNullForError: true, typeName: "nothing" },
  read: () => invalid,
};

/** A field that is denied, unless it is selected in another way as well, as of the object's own type, that is not. */
function restrictedField(
  selected: Selected,
  parent: GraphQLCompositeType,
  nodes: readonly FieldNode[],
): ReturnType<typeof fieldOf> {
  const open = nodes.filter((node) => !selected.marks?.denied.has(node));
  if (open.length > 0) return fieldOf(selected, parent, open);
  const [denied] = nodes.flatMap((node) => selected.marks?.denied.get(node) ?? []);
  const definition = denied && !isUnionType(parent) ? parent.getFields()[denied.node.name.value] : undefined;
  if (!denied || !definition) return undefined;
  return {
    source: denied.node.name.value,
    known: { value: () => null },
    denied: { message: denied.message, extensions: { code: "UNAUTHORIZED_FIELD_OR_TYPE" } },
    projection: { ...deniedLeaf, nullable: !isNonNullType(definition.type) },
  };
}

/** `levels` are those of lists where null stands for an error, from `level` on, which is this type's. */
function projectionOf(
  selected: Selected,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  levels: readonly number[],
  level = 0,
): Projection {
  if (isNonNullType(type))
    return { ...projectionOf(selected, type.ofType, nodes, levels, level), nullable: false };
  const expected = nullableProjection(selected, type, nodes, levels, level);
  return levels.includes(level) ? { ...expected, isNullForError: true } : expected;
}

function nullableProjection(
  selected: Selected,
  type: GraphQLNamedOutputType | GraphQLList<GraphQLOutputType>,
  nodes: readonly FieldNode[],
  levels: readonly number[],
  level: number,
): Projection {
  if (isListType(type)) {
    const { name: typeName } = getNamedType(type);
    const element = projectionOf(selected, type.ofType, nodes, levels, level + 1);
    return { kind: "list", nullable: true, isNullForError: false, typeName, element };
  }
  if (isLeafType(type)) return leafOf(type);
  return compileObject(
    selected,
    type,
    nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  );
}
