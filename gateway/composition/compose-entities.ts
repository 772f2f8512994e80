import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from "graphql";
import type { DeclaredEntity } from "../../shared/base/project/gateway-declarations";
import type { NodeType } from "../own-fields/own-subgraph";

/** A subgraph as it is composed: its schema, and the types that it owns. */
export interface DeclaringSubgraph {
  name: string;
  typeDefs: DocumentNode;
  entities: readonly DeclaredEntity[];
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** The types that are nodes, each with its owner, and what is wrong with them: a sentence for each problem. */
export function composeNodeTypes(subgraphs: readonly DeclaringSubgraph[]): {
  types: NodeType[];
  problems: string[];
} {
  const owners = new Map<string, DeclaringSubgraph>();
  const types: NodeType[] = [];
  const problems: string[] = [];
  for (const subgraph of subgraphs) {
    for (const { type } of subgraph.entities) {
      const [other, key, isNode] = [owners.get(type), keyIn(subgraph, type), isNodeIn(subgraph, type)];
      owners.set(type, subgraph);
      if (other)
        problems.push(
          `[${subgraph.name}] Expected ${type} to have one owner; ${other.name} says that it is.`,
        );
      else if (isNode && key === undefined)
        problems.push(`[${subgraph.name}] Expected ${type}, a Node, to have a @key of one field.`);
      else if (isNode && key !== undefined) types.push({ type, key, owner: subgraph.name });
    }
  }
  for (const subgraph of subgraphs) {
    for (const { name } of objectsOf(subgraph)) {
      if (!isNodeIn(subgraph, name.value) || owners.has(name.value)) continue;
      problems.push(`[${subgraph.name}] Expected a subgraph that owns ${name.value}, a Node; none says so.`);
    }
  }
  types.sort((one, other) => (one.type < other.type ? -1 : 1));
  return { types, problems: [...new Set(problems)] };
}

/**
 * What is wrong with entities that several subgraphs answer for: a subgraph that is down may take away its own fields, and
 * would take what the others know along if one of these could not be null.
 */
export function sharedProblems(subgraphs: readonly DeclaringSubgraph[]): string[] {
  return subgraphs.flatMap((owner) =>
    owner.entities.flatMap(({ type, isShared }) => {
      const others = subgraphs.filter((each) => each !== owner && ownFields(each, type).length > 0);
      if (others.length === 0) return [];
      if (!isShared) {
        const names = others.map(({ name }) => name).join(", ");
        return [
          `[${owner.name}] Expected ${type} to be shared, since ${names} answers for fields of it, too: in its subgraph.ts write ` +
            `\`${type}: owningReference("${keyIn(owner, type)}", …, { isShared: true }),\`.`,
        ];
      }
      return [owner, ...others].flatMap((each) =>
        ownFields(each, type)
          .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
          .map(
            (field) =>
              `[${each.name}] Expected ${type}.${field.name.value} to be nullable, with @semanticNonNull where null comes with an error alone: of an entity that several subgraphs answer for, only its key and id are never null.`,
          ),
      );
    }),
  );
}

/** Fields besides keys and id that a subgraph answers of a type that others may refer to. */
function ownFields(subgraph: DeclaringSubgraph, type: string): FieldDefinitionNode[] {
  const nodes = objectsOf(subgraph).filter(({ name }) => name.value === type);
  const keys = nodes.flatMap(keysOf);
  if (keys.length === 0) return [];
  const known = new Set(["id", ...keys.flatMap((fields) => fields.match(/\w+/g) ?? [])]);
  return nodes
    .flatMap(({ fields = [] }) => fields)
    .filter(({ name }) => !known.has(name.value))
    .filter(({ directives = [] }) => !directives.some(({ name }) => name.value === "external"));
}

/** The field that alone is a key of a type; undefined where there is none. */
function keyIn(subgraph: DeclaringSubgraph, type: string): string | undefined {
  return objectsOf(subgraph)
    .filter(({ name }) => name.value === type)
    .flatMap(keysOf)
    .find((fields) => /^\w+$/.test(fields));
}

function keysOf({ directives = [] }: ObjectNode): string[] {
  return directives
    .filter(({ name }) => name.value === "key")
    .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === "fields"))
    .flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value.trim()] : []));
}

function isNodeIn(subgraph: DeclaringSubgraph, type: string): boolean {
  return objectsOf(subgraph).some(
    ({ name, interfaces = [] }) =>
      name.value === type && interfaces.some((each) => each.name.value === "Node"),
  );
}

const objects = new WeakMap<DocumentNode, readonly ObjectNode[]>();

function objectsOf({ typeDefs }: DeclaringSubgraph): readonly ObjectNode[] {
  const known = objects.get(typeDefs) ?? typeDefs.definitions.filter(isObject);
  objects.set(typeDefs, known);
  return known;
}

function isObject(node: DefinitionNode): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}
