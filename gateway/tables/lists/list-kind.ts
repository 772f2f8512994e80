import {
  type GraphQLField,
  type GraphQLType,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { SelectedField } from "./selected-fields";

/**
 * How the objects of a list are asked for. A connection (https://relay.dev/graphql/connections.htm) and a statistic come in
 * pages, whose arguments stand at the field and whose objects stand below it; a plain list comes at once.
 */
export type ListKind = "connection" | "statistic" | "plain";

/** Of which kind a field is, or undefined for one that is no list of objects. */
export function listKindOf({ occurrences: [{ definition }] }: SelectedField): ListKind | undefined {
  if (!isCompositeType(getNamedType(definition.type))) return undefined;
  if (isListOf(definition.type)) return "plain";
  if (isConnection(definition)) return "connection";
  return isStatistic(definition) ? "statistic" : undefined;
}

/** The fields of a connection or a statistic below which its objects are. */
export function rowFieldsOf(kind: ListKind, { children }: SelectedField): readonly SelectedField[] {
  const names = kind === "connection" ? ["nodes", "edges"] : kind === "statistic" ? ["rows"] : [];
  return children.filter(({ occurrences: [{ definition }] }) => names.includes(definition.name));
}

/** Whether a field of a connection says where the page stands, and nothing of what is in it. */
export function isPageInfo({ occurrences: [{ definition }] }: SelectedField): boolean {
  return definition.name === "pageInfo" && getNamedType(definition.type).name === "PageInfo";
}

export function isListOf(type: GraphQLType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function isConnection(definition: GraphQLField<unknown, unknown>): boolean {
  const has = fieldsOf(definition);
  return takes(definition, "first", "after") && has("pageInfo") && (has("nodes") || has("edges"));
}

function isStatistic(definition: GraphQLField<unknown, unknown>): boolean {
  const has = fieldsOf(definition);
  return takes(definition, "first", "after") && has("rows") && has("endCursor") && has("truncated");
}

function takes({ args }: GraphQLField<unknown, unknown>, ...names: readonly string[]): boolean {
  return names.every((name) => args.some((each) => each.name === name));
}

function fieldsOf({ type }: GraphQLField<unknown, unknown>): (name: string) => boolean {
  const named = getNamedType(type);
  const fields = isObjectType(named) ? named.getFields() : {};
  return (name) => Object.hasOwn(fields, name);
}
