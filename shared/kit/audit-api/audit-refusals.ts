import {
  defaultFieldResolver,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
} from "graphql";
import { GraphError } from "../../base/errors/graph-error";
import type { ErrorCode } from "../../base/errors/registry";
import { readGlobalId } from "../../base/text/global-id";
import type { SubgraphContext } from "../context/context";

/** Codes that say a viewer may not do what it asks for. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["FORBIDDEN", "UNAUTHENTICATED"]);
/** Of the keys that an input has, and of the characters of each. */
const [mostKeys, longestKey] = [5, 100];

/**
 * Has a schema's mutations record who was refused by role or organization, before the refusal is returned. What is
 * refused as a row that there is not is recorded by `runRowMutation`, which alone can distinguish it from an invalid
 * input.
 */
export function auditRefusals(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args, context: SubgraphContext, info) => {
      try {
        return await resolve(source, args, context, info);
      } catch (error) {
        if (error instanceof GraphError && refusals.has(error.code)) {
          const keys = field.args.flatMap(({ name, type }) => keysIn(type, args[name])).slice(0, mostKeys);
          await context.audit.refused({ viewer: context.viewer, operation: field.name, keys }, error.code);
        }
        throw error;
      }
    };
  }
}

/** The key of a row as entries have it, also where it was named by its id in the whole graph. */
function keyOf(id: string): string {
  return readGlobalId(id)?.key ?? id;
}

/** Values of the type ID in an argument: what it was about, without what was to become of it. Of lists the first ones. */
function keysIn(type: GraphQLInputType, value: unknown): string[] {
  const named = getNamedType(type);
  const values: unknown[] = Array.isArray(value) ? value.slice(0, mostKeys) : [value];
  return values.flatMap((one) => {
    if (named === GraphQLID) return typeof one === "string" ? [keyOf(one).slice(0, longestKey)] : [];
    if (!isInputObjectType(named) || typeof one !== "object" || one === null) return [];
    return Object.values(named.getFields()).flatMap((field) =>
      keysIn(field.type, Reflect.get(one, field.name)),
    );
  });
}
