import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import { fieldIn, pick } from "./field-sets";
import type { Ills } from "./ills";
import { entityOf, isSource, objectOf, type Source } from "./source";
import type { World } from "./world";

/** An object as a subgraph has it. */
interface SubgraphSource extends Source {
  /** What came with the reference: fields that require others are computed from that alone. */
  reference?: object;
  /** Fields that the subgraph tells here, and not elsewhere. */
  provided?: SelectionSetNode | undefined;
}

interface Asked {
  ills: Ills;
}

export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown>;
}

/**
 * A subgraph's own schema, with references to its entities. One that is asked by none of its keys, or by one that it calls
 * not resolvable, or by one that is not so, refuses.
 */
export function buildSubgraph(name: string, typeDefs: DocumentNode, world: World): GraphQLSchema {
  const resolvers: GraphQLResolverMap<Asked> = {};
  for (const node of typeDefs.definitions) {
    const isInterface = node.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && !isInterface) continue;
    const type = node.name.value;
    if (!node.directives?.some((directive) => directive.name.value === "key")) continue;
    resolvers[type] = {
      __resolveReference: (reference: object, { ills }: Asked) => resolve(name, type, reference, ills, world),
      ...(isInterface && { __resolveType: ({ __typename }: Source) => __typename }),
    };
  }
  return buildSubgraphSchema([{ typeDefs, resolvers }]);
}

/** What a subgraph answers. */
export async function askSubgraph(
  name: string,
  schema: GraphQLSchema,
  world: World,
  { query, variables }: SubgraphRequest,
  ills: Ills,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document: parse(query),
    variableValues: variables,
    contextValue: { ills },
    fieldResolver: resolverOf(name, world),
  });
}

function resolverOf(subgraph: string, world: World): GraphQLFieldResolver<unknown, Asked> {
  const { ownership } = world;
  return (parent, args, { ills }, { fieldName, parentType }) => {
    const source: SubgraphSource = isSource(parent) ? parent : objectOf(parentType.name, parentType.name);
    const { type } = source;
    const declared = ownership.declared(subgraph, type, fieldName);
    const provided = fieldIn(source.provided, fieldName, type, world);
    const isOwned = ownership.owners(type, fieldName).includes(subgraph);
    if (!isOwned && !provided) throw new Error(`${subgraph} does not tell ${type}.${fieldName} here.`);
    const required =
      declared?.requires &&
      (source.reference || !source.provided
        ? pick(source.reference, declared.requires)
        : world.required(source, fieldName, ills));

    const value = world.value(source, fieldName, args, ills, required);
    return asIn(subgraph, value, provided?.selectionSet ?? declared?.provides, world);
  };
}

/** Objects by the names that a subgraph has for their types. */
function asIn(
  subgraph: string,
  value: unknown,
  provided: SelectionSetNode | undefined,
  world: World,
): unknown {
  if (Array.isArray(value)) return value.map((element) => asIn(subgraph, element, provided, world));
  if (!isSource(value)) return value;
  return { ...value, provided, __typename: world.ownership.nameIn(subgraph, value.type) };
}

function resolve(
  subgraph: string,
  type: string,
  reference: object,
  ills: Ills,
  world: World,
): SubgraphSource | null {
  const { ownership } = world;
  const source = referredBy(reference, type, world);
  const keys = ownership.subgraphs.get(subgraph)?.get(type)?.keys ?? [];
  const isKnown = keys.some(
    ({ fields, resolvable }) =>
      resolvable && source && isSent(reference, world.evaluate(source, fields, ills)),
  );
  if (!source || !isKnown)
    throw new Error(`${subgraph} has no such key of ${type}: ${JSON.stringify(reference)}`);
  if (world.isUnknownTo(subgraph, source, ills)) return null;
  return { ...source, __typename: ownership.nameIn(subgraph, source.type), reference };
}

/** The entity that some leaf of a key is of. */
function referredBy(reference: object, type: string, world: World): Source | undefined {
  const family = world.ownership.family(type);
  if (!family) return undefined;
  for (const value of Object.values(reference)) {
    const number = new RegExp(`^${family.name}-(\\d+)-\\w+$`).exec(String(value))?.[1];
    const found = number === undefined ? undefined : entityOf(family, Number(number));
    if (found && world.fits(found.type, type)) return found;
  }
  return undefined;
}

/** Whether a representation has all of a key, and as it is. */
function isSent(sent: unknown, key: unknown): boolean {
  if (Array.isArray(key)) {
    return (
      Array.isArray(sent) && sent.length === key.length && key.every((each, at) => isSent(sent[at], each))
    );
  }
  if (typeof key !== "object" || key === null) return sent === key;
  if (typeof sent !== "object" || sent === null) return false;
  return Object.entries(key).every(([name, inner]) => isSent(Reflect.get(sent, name), inner));
}
