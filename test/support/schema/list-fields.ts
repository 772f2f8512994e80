import { readFileSync } from "node:fs";
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  parse,
} from "graphql";
import { fromRoot } from "../../../shared/base/project/project-root";

/** A field of an object type that gives a list. */
export interface ListField {
  type: GraphQLObjectType;
  field: GraphQLField<unknown, unknown>;
  /** As `Type.field`. */
  name: string;
}

/** The committed schema of a subgraph. */
export function committedSchema(subgraph: string): GraphQLSchema {
  const text = readFileSync(fromRoot("subgraphs", subgraph, "schema.graphql"), "utf8");
  return buildASTSchema(parse(text), { assumeValidSDL: true });
}

/** Every field of a schema that gives a list. */
export function listFieldsOf(schema: GraphQLSchema): ListField[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isListType(getNullableType(field.type)))
        .map((field) => ({ type, field, name: `${type.name}.${field.name}` })),
    );
}

/** Whether another subgraph owns the list. */
export function isExternal({ field }: ListField): boolean {
  return field.astNode?.directives?.some(({ name }) => name.value === "external") ?? false;
}

/** Whether the list is a page of a connection, which tells whether rows follow. */
export function isPage({ type }: ListField): boolean {
  const pageInfo = type.getFields().pageInfo?.type;
  return (
    type.name.endsWith("Connection") && pageInfo !== undefined && getNamedType(pageInfo).name === "PageInfo"
  );
}

/** Whether the type says beside the list that something was left out. */
export function hasTruncated({ type }: ListField): boolean {
  const truncated = type.getFields().truncated?.type;
  return isNonNullType(truncated) && getNamedType(truncated).name === "Boolean";
}

/** The fields that lead into a schema, and the type that they lead to. */
export interface Entrance {
  type: string;
  steps: string[];
}

/**
 * The shortest query that selects a list, from one of the entrances, over fields that need no argument but those in
 * `literals`, by `field.argument`. Where only connections lead to it, whose own pages have bounds, `way` is the query
 * without the list.
 */
export function queryFor(
  schema: GraphQLSchema,
  list: ListField,
  entrances: Entrance[],
  literals: Record<string, string>,
): { query: string; way?: string } | undefined {
  const last = call(list.field, literals);
  if (last === undefined) return undefined;
  const selection = isObjectType(getNamedType(list.field.type)) ? [last, "__typename"] : [last];
  const direct = stepsTo(schema, list.type, entrances, literals, false);
  if (direct) return { query: queryOf([...direct, ...selection]) };
  const paged = stepsTo(schema, list.type, entrances, literals, true);
  return paged && { query: queryOf([...paged, ...selection]), way: queryOf([...paged, "__typename"]) };
}

function stepsTo(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  entrances: Entrance[],
  literals: Record<string, string>,
  overPages: boolean,
): string[] | undefined {
  const reached = new Set(entrances.map((entrance) => entrance.type));
  const ways = [...entrances];
  for (const way of ways) {
    const at = schema.getType(way.type);
    if (!isObjectType(at)) continue;
    if (at === type) return way.steps;
    for (const next of Object.values(at.getFields())) {
      const { name } = getNamedType(next.type);
      const step = call(next, literals);
      if (step === undefined || reached.has(name) || (name.endsWith("Connection") && !overPages)) continue;
      reached.add(name);
      ways.push({ type: name, steps: [...way.steps, step] });
    }
  }
  return undefined;
}

function queryOf(steps: readonly string[]): string {
  return `{ ${steps.join(" { ")}${" }".repeat(steps.length)}`;
}

function call(field: GraphQLField<unknown, unknown>, literals: Record<string, string>): string | undefined {
  const required = field.args
    .filter(isRequiredArgument)
    .map(({ name }) => [name, literals[`${field.name}.${name}`]]);
  if (required.length === 0) return field.name;
  if (required.some(([, literal]) => literal === undefined)) return undefined;
  return `${field.name}(${required.map((argument) => argument.join(": ")).join(", ")})`;
}
