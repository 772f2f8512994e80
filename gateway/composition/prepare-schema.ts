import { type ASTNode, type DefinitionNode, type DocumentNode, Kind, visit } from "graphql";

/** A subgraph's schema as composition takes it. */
export interface PreparedSchema {
  typeDefs: DocumentNode;
  /** Inputs with `@oneOf`, which composition does not know. */
  oneOf: ReadonlySet<string>;
  /** What is not used of it: a sentence for each. */
  notes: string[];
}

/** The gateway's own or the specification's: a subgraph's library may declare them. */
const ownDirectives = new Set(["defer", "stream", "skip", "include", "oneOf", "cacheControl"]);
const cacheScope = "CacheControlScope";

/**
 * Takes out of a subgraph's schema what composition would refuse or leave half of: `@oneOf`, which is put back into the
 * supergraph; `@cacheControl` with its enum, which clients would see; `@defer` and others that libraries declare and the
 * gateway answers itself.
 */
export function prepareSchema(name: string, original: DocumentNode): PreparedSchema {
  const oneOf = new Set<string>();
  const cached: string[] = [];
  const typeDefs = visit(original, {
    DirectiveDefinition: (node) => (ownDirectives.has(node.name.value) ? null : undefined),
    Directive(node, _key, _parent, _path, ancestors) {
      if (node.name.value === "cacheControl") cached.push(coordinateOf(ancestors));
      if (node.name.value === "oneOf") oneOf.add(coordinateOf(ancestors));
      return ownDirectives.has(node.name.value) ? null : undefined;
    },
  });
  const notes = cached.map(
    (element) =>
      `[${name}] ${element}: @cacheControl is not used: answers are kept as long as subgraphs say that nothing has changed (docs/composition.md).`,
  );
  const isScopeUsed = typeDefs.definitions.some((node) => !isScope(node) && mentions(node, cacheScope));
  const definitions = typeDefs.definitions.filter((node) => isScopeUsed || !isScope(node));
  return { typeDefs: { ...typeDefs, definitions }, oneOf, notes };
}

function isScope(node: DefinitionNode): boolean {
  return node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === cacheScope;
}

function mentions(definition: DefinitionNode, type: string): boolean {
  let isMentioned = false;
  visit(definition, {
    NamedType(node) {
      isMentioned ||= node.name.value === type;
    },
  });
  return isMentioned;
}

/** `Type`, `Type.field` or `Type.field(argument:)` of what a directive stands on, by the nodes around it. */
export function coordinateOf(ancestors: readonly (ASTNode | readonly ASTNode[])[]): string {
  const names = ancestors.flatMap((node) =>
    "kind" in node && "name" in node && node.name?.kind === Kind.NAME ? [node.name.value] : [],
  );
  const [type = "schema", field, argument] = names;
  if (field === undefined) return type;
  return argument === undefined ? `${type}.${field}` : `${type}.${field}(${argument}:)`;
}
