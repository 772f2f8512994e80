import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  print,
  visit,
} from "graphql";
import { hash } from "../world/hash";
import type { BuiltGraph } from "../world/test-graph";

export interface GuardedGraph {
  /** With `@authenticated` here and there. */
  supergraphSdl: string;
  /** What nobody may read without a token, as "Type.field". */
  denied: ReadonlySet<string>;
}

/**
 * Guards some of a graph's types and fields, others for each salt, and says by the schema alone which fields are denied
 * for it. What keys and requirements are made of is left open, for composition refuses a graph where that is less guarded.
 */
export function guardSome({ supergraphSdl, apiSchema, world }: BuiltGraph, salt: number): GuardedGraph {
  const open = new Set(["id", ...world.ownership.tellingNames()]);
  const isChosen = (element: string, oneIn: number) => hash(`${salt} ${element}`) % oneIn === 0;
  const guarded = new Set<string>();
  for (const type of Object.values(apiSchema.getTypeMap())) {
    if (type.name.startsWith("__") || isSpecifiedScalarType(type)) continue;
    const isLeaf = isScalarType(type) || isEnumType(type);
    const isTold = isLeaf && isOfTelling(apiSchema, type.name, open);
    if (!isTold && !isRoot(apiSchema, type.name) && (isLeaf || isObjectType(type)) && isChosen(type.name, 8))
      guarded.add(type.name);
    if (!isObjectType(type)) continue;
    for (const field of Object.keys(type.getFields())) {
      if (!open.has(field) && isChosen(`${type.name}.${field}`, 6)) guarded.add(`${type.name}.${field}`);
    }
  }
  return {
    supergraphSdl: print(withGuards(supergraphSdl, guarded)),
    denied: new Set(deniedFields(apiSchema, guarded)),
  };
}

function* deniedFields(schema: GraphQLSchema, guarded: ReadonlySet<string>): Iterable<string> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const elements = [type.name, `${type.name}.${field.name}`, getNamedType(field.type).name];
      if (elements.some((element) => guarded.has(element))) yield `${type.name}.${field.name}`;
    }
  }
}

/** Whether a key or a requirement may have a value of the type. */
function isOfTelling(schema: GraphQLSchema, leaf: string, open: ReadonlySet<string>): boolean {
  return Object.values(schema.getTypeMap()).some(
    (type) =>
      isObjectType(type) &&
      Object.values(type.getFields()).some(
        (field) => open.has(field.name) && getNamedType(field.type).name === leaf,
      ),
  );
}

function isRoot(schema: GraphQLSchema, name: string): boolean {
  return [schema.getQueryType(), schema.getMutationType()].some((type) => type?.name === name);
}

const [definition] = parse(
  "directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM",
).definitions;
const guard = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "authenticated" } } as const;

function withGuards(supergraphSdl: string, guarded: ReadonlySet<string>) {
  const [linked] = parse(
    'extend schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)',
  ).definitions;
  const links = linked?.kind === Kind.SCHEMA_EXTENSION ? (linked.directives ?? []) : [];
  const added = <Node extends { name: { value: string }; directives?: readonly ConstDirectiveNode[] }>(
    node: Node,
    element = node.name.value,
  ): Node => (guarded.has(element) ? { ...node, directives: [...(node.directives ?? []), guard] } : node);
  const document = visit(parse(supergraphSdl), {
    SchemaDefinition: (node) => ({ ...node, directives: [...(node.directives ?? []), ...links] }),
    EnumTypeDefinition: (node) => added(node),
    ScalarTypeDefinition: (node) => added(node),
    ObjectTypeDefinition: (node) => ({
      ...added(node),
      fields: node.fields?.map((field) => added(field, `${node.name.value}.${field.name.value}`)) ?? [],
    }),
  });
  return { ...document, definitions: [...document.definitions, ...(definition ? [definition] : [])] };
}
