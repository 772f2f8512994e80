import type { GraphQLSchema } from "graphql";
import type { SubgraphContext } from "../context/context";
import type { Reference } from "./define-subgraph";

type Resolve = Reference["resolve"];

/**
 * Has `_entities` look up references of these types itself. @apollo/subgraph, which answers all others, makes two promises
 * for each, also for those that need no waiting.
 */
export function answerEntities(schema: GraphQLSchema, resolves: ReadonlyMap<string, Resolve>): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const original = field?.resolve;
  if (!field || !original) return;
  field.resolve = (source, args, context: SubgraphContext, info) => {
    const references: readonly Record<string, unknown>[] = args.representations;
    const isKnown = references.every(({ __typename: type }) => resolves.has(String(type)));
    if (!isKnown) return original(source, args, context, info);
    return references.map((reference) => {
      const type = String(reference.__typename);
      return entityOf(type, resolves.get(type), reference, context);
    });
  };
}

/** An error is returned: it is this entity's alone. */
function entityOf(
  type: string,
  resolve: Resolve | undefined,
  reference: Record<string, unknown>,
  context: SubgraphContext,
): unknown {
  try {
    const found = resolve?.(reference, context) ?? null;
    return found instanceof Promise ? found.then((entity) => ofType(type, entity)) : ofType(type, found);
  } catch (error) {
    return error instanceof Error
      ? error
      : new Error("Expected an entity; got what is no error.", { cause: error });
  }
}

/** By its `__typename` the union `_Entity` knows an object. It stays out of the object's own fields: rows may be kept. */
function ofType(type: string, entity: object | null): object | null {
  if (entity === null || ("__typename" in entity && entity.__typename === type)) return entity;
  if ("__typename" in entity) return { ...entity, __typename: type };
  return Object.defineProperty(entity, "__typename", { value: type });
}
