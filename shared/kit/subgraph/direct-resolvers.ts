import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from "graphql";
import { type ClassType, getMetadataStorage } from "type-graphql";
import { answersTogether, setTogether } from "../../base/graphql/answer-together";
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
type ResolverMetadata = ReturnType<typeof getMetadataStorage>["fieldResolvers"][number];
type ParamMetadata = NonNullable<ResolverMetadata["params"]>[number];

/**
 * Calls the methods of a subgraph's resolvers that take no arguments but scalars and enumerations, directly. A row that is
 * not of its class yet, and an argument that is to become an instance of one, go the long way. Resolvers hold no state:
 * theirs is another instance.
 */
export function callDirectly(schema: GraphQLSchema, resolvers: readonly unknown[]): void {
  const instances = new Map<object, Record<string, unknown>>();
  const instanceOf = (target: ClassType<Record<string, unknown>>) => {
    const known = instances.get(target) ?? new target();
    instances.set(target, known);
    return known;
  };
  for (const resolver of getMetadataStorage().fieldResolvers) {
    const { kind, target, methodName, schemaName, params = [] } = resolver;
    const { middlewares = [], roles, getObjectType } = resolver;
    // Other subgraphs of one process have types of the same names.
    if (!resolvers.includes(target)) continue;
    if (kind !== "external" || middlewares.length > 0 || roles || !getObjectType) continue;
    const field = fieldOf(schema, getObjectType(), schemaName);
    const original: Resolve | undefined = field?.resolve;
    if (!field || !original) continue;
    const sorted = params.toSorted((one, other) => one.index - other.index);
    const readers = sorted.map((param) => readerOf(param, field));
    const read = readers.filter((reader) => reader !== undefined);
    if (read.length < readers.length) continue;
    const root = sorted.find((param) => param.kind === "root");
    const type = root?.kind === "root" ? root.getType?.() : undefined;
    const rowClass = typeof type === "function" ? type : undefined;
    // Those whose value may be an object that type-graphql makes an instance of a class.
    const made = sorted.flatMap((param) =>
      param.kind === "arg" && !isPlain(field, param.name) ? [param.name] : [],
    );
    const instance = instanceOf(target as ClassType<Record<string, unknown>>);
    const method = instance[methodName];
    if (typeof method !== "function") continue;
    const together = answersTogether(target.prototype, methodName);
    if (together)
      setTogether(field, (sources, args, context) =>
        made.some((name) => args[name] != null) ? undefined : together(sources, args, context),
      );
    field.resolve = (source, args, context, info) =>
      (rowClass && !(source instanceof rowClass)) || made.some((name) => args[name] != null)
        ? original(source, args, context, info)
        : method.apply(
            instance,
            read.map((reader) => reader(source, args, context, info)),
          );
  }
}

/** Gives a parameter of a method; undefined for one that type-graphql alone can give. */
function readerOf(param: ParamMetadata, { args }: GraphQLField<unknown, SubgraphContext>) {
  const reader = (read: Resolve) => read;
  if (param.kind === "root") return param.propertyName === undefined ? reader((source) => source) : undefined;
  if (param.kind === "context")
    return param.propertyName === undefined ? reader((_source, _args, context) => context) : undefined;
  if (param.kind === "info") return reader((_source, _args, _context, info) => info);
  if (param.kind !== "arg" || param.validateFn || param.validateSettings) return undefined;
  const { name } = param;
  return args.some((arg) => arg.name === name) ? reader((_source, given) => given[name]) : undefined;
}

/** Whether an argument's values stay as graphql-js has read them. */
function isPlain({ args }: GraphQLField<unknown, SubgraphContext>, name: string): boolean {
  const found = args.find((arg) => arg.name === name);
  return found !== undefined && isLeafType(getNamedType(found.type));
}

function fieldOf(schema: GraphQLSchema, objectClass: unknown, name: string) {
  const { objectTypes } = getMetadataStorage();
  const found = objectTypes.find(({ target }) => target === objectClass);
  const type = found && schema.getType(found.name);
  return isObjectType(type) ? type.getFields()[name] : undefined;
}
