import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { collectFields, dependsOnType, type Selected, typeNameAliases } from "./collect-fields";
import { introspectionFields } from "./introspection";
import { isInherited, isJsonObject, type JsonObject, ownValue, setOwn } from "./json";
import { leafReader, wrong } from "./leaf-values";
import type { Shaping } from "./shaping";

/**
 * Reads a fetched value as the type and the selection say. Gives `wrong` when it cannot be, after telling
 * `shaping`, for the nearest field above that may be null.
 */
export type Shape = (value: unknown, shaping: Shaping) => unknown;

/** The fields of an object; `wrong` when one that may not be null is. */
type ObjectShape = (value: JsonObject, shaping: Shaping) => unknown;

/** A selection's shape for objects of a type, root types included. */
export function compileObject(
  selected: Selected,
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
): ObjectShape {
  if (isAbstractType(type) && dependsOnType(selected, type, selectionSets)) return unknownType(type);
  const fields: ShapedField[] = [];
  let isPlain = true;
  for (const [name, nodes] of collectFields(selected, type, selectionSets)) {
    const field = compileField(selected, type, name, nodes);
    if (field) fields.push(field);
    isPlain &&= name !== "__proto__";
  }
  return (value, shaping) => {
    const shaped: JsonObject = {};
    for (const { name, inherited, isKnown, shape } of fields) {
      const found = inherited ? ownValue(value, name) : value[name];
      shaping.path.push(name);
      if (found === undefined && !isKnown) shaping.noteMissing();
      const read = shape(found, shaping);
      shaping.path.pop();
      if (read === wrong) return wrong;
      if (isPlain) shaped[name] = read;
      else setOwn(shaped, name, read);
    }
    return shaped;
  };
}

/** Which fields it has cannot be said. See https://spec.graphql.org/October2021/#ResolveAbstractType() */
function unknownType(type: GraphQLAbstractType): ObjectShape {
  return (value, shaping) => {
    shaping.noteUnknownType(value, `no type's name where one of ${type.name} is needed`);
    return wrong;
  };
}

interface ShapedField {
  name: string;
  /** Whether every object has something of this name, so that only its own counts. */
  inherited: boolean;
  /** Whether no subgraph is needed for it. */
  isKnown?: true;
  shape: Shape;
}

function compileField(
  selected: Selected,
  parent: GraphQLNamedType,
  name: string,
  nodes: readonly FieldNode[],
): ShapedField | undefined {
  const [node] = nodes;
  const fieldName = node?.name.value ?? "";
  const inherited = isInherited(name);
  if (fieldName === "__typename") return { name, inherited, isKnown: true, shape: typeNameOf(parent) };
  const definition =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  if (introspectionFields.has(fieldName)) return { name, inherited, shape: (value) => value ?? null };
  if (!definition) return undefined;
  return { name, inherited, shape: compileNullable(selected, definition.type, nodes) };
}

/** The type's name is the graph's own knowledge, unless nobody has found out which type it is. */
function typeNameOf(type: GraphQLNamedType): Shape {
  if (isObjectType(type)) return () => type.name;
  return (_value, shaping) => {
    shaping.noteWrong(`no type's name where one of ${type.name} is needed`);
    return wrong;
  };
}

/** Where a null may stand, what is wrong ends: it becomes that null. */
function compileNullable(selected: Selected, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
  if (isNonNullType(type)) {
    const shape = compileValue(selected, type.ofType, nodes);
    return (value, shaping) => {
      if (value !== null && value !== undefined) return shape(value, shaping);
      shaping.noteNull();
      return wrong;
    };
  }
  const shape = compileValue(selected, type, nodes);
  return (value, shaping) => {
    if (value === null || value === undefined) return null;
    const read = shape(value, shaping);
    return read === wrong ? null : read;
  };
}

/** For values other than null. */
function compileValue(selected: Selected, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
  if (isListType(type)) return compileList(compileNullable(selected, type.ofType, nodes));
  const named = getNamedType(type);
  if (isCompositeType(named)) return compileComposite(selected, named, nodes);
  const read = leafReader(named);
  return (value, shaping) => {
    const leaf = read(value);
    if (leaf === wrong) shaping.noteWrong(`a ${typeof value} where ${named.name} is needed`);
    return leaf;
  };
}

function compileList(element: Shape): Shape {
  return (value, shaping) => {
    if (!Array.isArray(value)) {
      shaping.noteWrong(`a ${typeof value} where a list is needed`);
      return wrong;
    }
    const list: unknown[] = [];
    let isWrong = false;
    for (let index = 0; index < value.length; index++) {
      shaping.path.push(index);
      const read = element(value[index], shaping);
      shaping.path.pop();
      // The rest is looked through all the same: each wrong element is told of.
      isWrong ||= read === wrong;
      list.push(read);
    }
    return isWrong ? wrong : list;
  };
}

function compileComposite(
  selected: Selected,
  declared: GraphQLCompositeType,
  nodes: readonly FieldNode[],
): Shape {
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const shapeOf = isAbstractType(declared)
    ? shapesByTypeName(selected, declared, selectionSets)
    : constant(compileObject(selected, declared, selectionSets));
  return (value, shaping) => {
    if (!isJsonObject(value)) {
      shaping.noteWrong(`a ${Array.isArray(value) ? "list" : typeof value} where ${declared.name} is needed`);
      return wrong;
    }
    const shape = shapeOf(value);
    if (shape) return shape(value, shaping);
    shaping.noteWrong(`${JSON.stringify(value.__typename)} is no type of ${declared.name}`);
    return wrong;
  };
}

/**
 * The shape by the type that an object says it is of. An `@interfaceObject` says the interface's name, and
 * then only the interface's fields can have been asked for. A plan that has `kind: __typename` to fetch asks
 * for no second one, so an alias may be all that tells the type.
 */
function shapesByTypeName(
  selected: Selected,
  declared: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): (value: JsonObject) => ObjectShape | undefined {
  const aliases = typeNameAliases(selected, selectionSets);
  const shapes = new Map<unknown, ObjectShape>();
  const shapeOf = (typeName: unknown): ObjectShape | undefined => {
    const known = shapes.get(typeName);
    if (known || typeof typeName !== "string") return known;
    const type = selected.schema.getType(typeName);
    if (!type || !isPossible(selected, declared, type)) return undefined;
    const shape = compileObject(selected, type, selectionSets);
    shapes.set(typeName, shape);
    return shape;
  };
  return (value) => {
    const { __typename: told = declared.name } = value;
    if (aliases.size > 0 && !isObjectType(selected.schema.getType(String(told)))) {
      for (const alias of aliases) {
        const shape = shapeOf(ownValue(value, alias));
        if (shape) return shape;
      }
    }
    return shapeOf(told);
  };
}

function isPossible({ schema }: Selected, declared: GraphQLCompositeType, type: GraphQLNamedType): boolean {
  if (type === declared) return true;
  if (!isAbstractType(declared)) return false;
  if (isObjectType(type)) return schema.isSubType(declared, type);
  // Another interface that the object has too: its own type was never needed.
  return isInterfaceType(type);
}

function constant<Value>(value: Value): () => Value {
  return () => value;
}
