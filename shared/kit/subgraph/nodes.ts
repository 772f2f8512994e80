import {
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  visit,
} from "graphql";
import { idDescription, nodeDescription } from "../../base/graphql/descriptions";
import { globalId } from "../../base/text/global-id";
import type { SubgraphContext } from "../context/context";
import type { Reference } from "./define-subgraph";
import { keyFromGlobalId } from "./global-key";
import { keysOfType } from "./keys";

/** The field that an entity's key is: a code that people know, or an id. */
export type NodeKey = "code" | "id";

/**
 * A schema in which every entity with the key `code` or `id` is a Node: its `id` is its id in the whole graph. It is
 * known wherever the key is, and so no other subgraph is asked for it.
 */
export function withNodes(document: DocumentNode): DocumentNode {
  const keys = nodeKeys(document);
  if (keys.size === 0) return document;
  const withIds = visit(document, {
    ObjectTypeDefinition: (type) => {
      const key = keys.get(type.name.value);
      return key === undefined ? false : asNode(type, key);
    },
  });
  const at = withIds.definitions.findIndex((one) => isTypeDefinitionNode(one) && one.name.value > "Node");
  const before = at === -1 ? withIds.definitions.length : at;
  return { ...withIds, definitions: withIds.definitions.toSpliced(before, 0, nodeInterface) };
}

/** The entities of a schema that are Nodes, by type name, and their keys. */
export function nodeKeys({ definitions }: DocumentNode): Map<string, NodeKey> {
  return new Map(
    definitions.flatMap((type) => {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const key = keysOfType(type).find((one) => one === "code" || one === "id");
      return key === "code" || key === "id" ? [[type.name.value, key]] : [];
    }),
  );
}

/** Has the Nodes of an executable schema answer with their ids in the whole graph. */
export function answerIds(schema: GraphQLSchema, keys: ReadonlyMap<string, NodeKey>): void {
  for (const [name, key] of keys) {
    const type = schema.getType(name);
    const field = isObjectType(type) ? type.getFields().id : undefined;
    if (!field) throw new Error(`Expected a field ${name}.id of the schema.`);
    field.resolve = (source: unknown) => {
      const value: unknown =
        typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
      if (typeof value !== "string" && typeof value !== "number")
        throw new Error(`Expected a ${name} with its ${key}; got ${JSON.stringify(value)}.`);
      return globalId(name, String(value));
    };
  }
}

/** A reference to a type whose key is its id: as the subgraph itself knows it, without the type. */
export function withLocalId(type: string, { resolve, ...reference }: Reference): Reference {
  return {
    ...reference,
    resolve: async (given: Record<string, unknown>, context: SubgraphContext) => {
      const { id } = given;
      if (typeof id !== "string")
        throw new Error(`Expected a reference with an id; got ${JSON.stringify(given)}.`);
      return resolve({ ...given, id: keyFromGlobalId(type, id, ["id"]) }, context);
    },
  };
}

function asNode(type: ObjectTypeDefinitionNode, key: NodeKey): ObjectTypeDefinitionNode {
  const { fields = [], interfaces = [] } = type;
  const own = fields.find(({ name }) => name.value === "id");
  if ((own !== undefined) !== (key === "id"))
    throw new Error(`Expected ${type.name.value}.id to be its key, or not there; its key is ${key}.`);
  const id: FieldDefinitionNode = own ? { ...own, description: idOfCode.description } : idOfCode;
  const others = fields.filter((field) => field !== own);
  const at = others.findIndex(({ name }) => name.value > "id");
  return {
    ...type,
    interfaces: [...interfaces, { kind: Kind.NAMED_TYPE, name: nodeInterface.name }],
    fields: others.toSpliced(at === -1 ? others.length : at, 0, id),
  };
}

const [nodeInterface, idOfCode] = readDefinitions();

function readDefinitions() {
  const text = `
    """${nodeDescription}"""
    interface Node {
      """${idDescription}"""
      id: ID!
    }
    type KeyedByCode {
      """${idDescription}"""
      id: ID! @shareable
    }`;
  const [node, keyed] = parse(text, { noLocation: true }).definitions;
  const [id] = keyed?.kind === Kind.OBJECT_TYPE_DEFINITION ? (keyed.fields ?? []) : [];
  if (node?.kind !== Kind.INTERFACE_TYPE_DEFINITION || !id) throw new Error("Expected Node and its id.");
  return [node, id] as const;
}
