import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from "graphql";
import { type ClassType, getMetadataStorage } from "type-graphql";
import type { SubgraphContext } from "../context/context";

/**
 * Has fields be read without what type-graphql puts around each of them: an object, a closure and a sorted list of
 * parameters for every value of every row, which for thousands of rows is more work than the values themselves.
 */

/** Has graphql-js read what stands in a row under the field's own name. Before the schema is built. */
export function readPlainFields(): void {
  for (const field of getMetadataStorage().fields) field.simple ??= field.schemaName === field.name;
}

type Resolve = GraphQLFieldResolver<unknown, SubgraphContext>;

/**
 * Calls the methods of a subgraph's resolvers that take no arguments, but the row and the context, directly. A row that is
 * not of its class yet goes the long way, which makes it one. Resolvers hold no state: theirs is another instance.
 */
export function callDirectly(schema: GraphQLSchema, resolvers: readonly unknown[]): void {
  const instances = new Map<object, Record<string, unknown>>();
  const instanceOf = (target: ClassType<Record<string, unknown>>) => {
    const known = instances.get(target) ?? new target();
    instances.set(target, known);
    return known;
  };
  for (const resolver of getMetadataStorage().fieldResolvers) {
    const {
      kind,
      target,
      methodName,
      schemaName,
      params = [],
      middlewares = [],
      roles,
      getObjectType,
    } = resolver;
    // Other subgraphs of one process have types of the same names.
    if (!resolvers.includes(target)) continue;
    if (kind !== "external" || middlewares.length > 0 || roles || !getObjectType) continue;
    const field = fieldOf(schema, getObjectType(), schemaName);
    const sorted = params.toSorted((one, other) => one.index - other.index);
    const taken = sorted.map((param) => {
      if (param.kind !== "root" && param.kind !== "context") return undefined;
      return param.propertyName === undefined ? param : undefined;
    });
    const original: Resolve | undefined = field?.resolve;
    if (!field || !original || taken.includes(undefined)) continue;
    const root = taken.find((param) => param?.kind === "root");
    const type = root?.kind === "root" ? root.getType?.() : undefined;
    const rowClass = typeof type === "function" ? type : undefined;
    const instance = instanceOf(target as ClassType<Record<string, unknown>>);
    const method = instance[methodName];
    if (typeof method !== "function") continue;
    const isRoot = taken.map((param) => param?.kind === "root");
    field.resolve = (source, args, context, info) =>
      rowClass && !(source instanceof rowClass)
        ? original(source, args, context, info)
        : method.apply(
            instance,
            isRoot.map((own) => (own ? source : context)),
          );
  }
}

function fieldOf(schema: GraphQLSchema, objectClass: unknown, name: string) {
  const { objectTypes } = getMetadataStorage();
  const found = objectTypes.find(({ target }) => target === objectClass);
  const type = found && schema.getType(found.name);
  return isObjectType(type) ? type.getFields()[name] : undefined;
}
