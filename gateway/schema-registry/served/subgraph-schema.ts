import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  visit,
} from "graphql";

/**
 * The types of a subgraph by its SDL, without what federation adds to it. Types that are extended alone are made whole: to a
 * subgraph `extend type Unit` is its part of Unit. Throws where the text is no schema.
 */
export function subgraphSchema(sdl: string): GraphQLSchema {
  const document = parse(sdl, { noLocation: true });
  const types = new Map<string, TypeDefinitionNode>();
  for (const node of document.definitions) {
    const definition = definitionOf(node);
    if (!definition || isOfFederation(definition.name.value)) continue;
    const known = types.get(definition.name.value);
    types.set(definition.name.value, known ? merged(known, definition) : definition);
  }
  const definitions = [...types.values()].map(withoutFederation);
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true });
}

/** Keys of each type, as `Unit: code`, fields in the order of their names. */
export function keysOf(sdl: string): Set<string> {
  const keys = new Set<string>();
  const document: DocumentNode = parse(sdl, { noLocation: true });
  for (const node of document.definitions) {
    const definition = definitionOf(node);
    for (const directive of definition?.directives ?? []) {
      if (definition === undefined || !/(^|__)key$/.test(directive.name.value)) continue;
      const given = new Map(directive.arguments?.map(({ name, value }) => [name.value, value]));
      const [fields, resolvable] = [given.get("fields"), given.get("resolvable")];
      if (fields?.kind !== Kind.STRING) continue;
      if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) continue;
      const names = fields.value.match(/\w+|[{}]/g) ?? ([] as string[]);
      keys.add(`${definition.name.value}: ${(names.includes("{") ? names : names.toSorted()).join(" ")}`);
    }
  }
  return keys;
}

const extended: Partial<Record<TypeExtensionNode["kind"], TypeDefinitionNode["kind"]>> = {
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
};

function definitionOf(node: DefinitionNode): TypeDefinitionNode | undefined {
  switch (node.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return node;
    case Kind.SCALAR_TYPE_EXTENSION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_EXTENSION:
    case Kind.UNION_TYPE_EXTENSION:
    case Kind.ENUM_TYPE_EXTENSION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return { ...node, kind: extended[node.kind] } as TypeDefinitionNode;
    default:
      return undefined;
  }
}

function merged(one: TypeDefinitionNode, other: TypeDefinitionNode): TypeDefinitionNode {
  if (one.kind !== other.kind) return one;
  return { ...one, ...bothOf(one, other) } as TypeDefinitionNode;
}

/** The lists of two nodes of one kind, each in one. */
function bothOf(one: object, other: object): Record<string, unknown> {
  const second = new Map<string, unknown>(Object.entries(other));
  const lists = [...Object.entries(one), ...second].filter(([, value]) => Array.isArray(value));
  const first = new Map<string, unknown>(Object.entries(one));
  return Object.fromEntries(
    lists.map(([name]) => [name, [first.get(name) ?? [], second.get(name) ?? []].flat()]),
  );
}

function isOfFederation(name: string): boolean {
  return /^(link__|federation__|_(Any|Entity|Service|FieldSet)$)/.test(name);
}

/** `_service` and `_entities`, which some libraries print. */
function withoutFederation(definition: TypeDefinitionNode): TypeDefinitionNode {
  return visit(definition, {
    FieldDefinition: ({ name }) =>
      name.value === "_service" || name.value === "_entities" ? null : undefined,
  });
}
