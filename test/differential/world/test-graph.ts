import { composeServices } from "@apollo/composition";
import { type DocumentNode, type GraphQLSchema, Kind, parse } from "graphql";
import { readDeclaredTypes } from "./declared-types";
import { Ownership } from "./ownership";
import { buildSubgraph } from "./subgraph-servers";
import { World } from "./world";

/** Subgraphs that compose, by name; a text without a link to federation gets one. */
export interface TestGraph {
  name: string;
  subgraphs: Record<string, string>;
}

export interface BuiltGraph {
  name: string;
  supergraphSdl: string;
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** Its fields with `@semanticNonNull`, as "Type.field". */
  marked: ReadonlySet<string>;
  /** Executable, by subgraph. */
  schemas: ReadonlyMap<string, GraphQLSchema>;
  world: World;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides", ' +
  '"@external", "@shareable", "@override", "@inaccessible", "@interfaceObject"])\n';

/**
 * Composes a graph and puts one world behind all of its subgraphs. Throws for a field that is null in one subgraph's schema
 * where another's forbids it: how far an error spreads would then depend on who is asked.
 */
export function buildGraph({ name, subgraphs }: TestGraph): BuiltGraph {
  const documents = Object.entries(subgraphs).map(([subgraph, sdl]) => ({
    name: subgraph,
    url: `http://${subgraph}.test/graphql`,
    typeDefs: parse(sdl.includes("@link(") ? sdl : link + sdl),
  }));
  const { supergraphSdl, schema, errors, hints } = composeServices(documents);
  const refusals = errors ?? hints?.filter(({ definition }) => refusedHints.includes(definition.code)) ?? [];
  if (!supergraphSdl || refusals.length > 0) throw new Error(`The graph ${name}: ${refusals.join("\n")}`);
  const declared = new Map(documents.map((each) => [each.name, readDeclaredTypes(each.typeDefs)]));
  const schemas = new Map<string, GraphQLSchema>();
  const world = new World(new Ownership(declared), schemas);
  for (const { name: subgraph, typeDefs } of documents) {
    schemas.set(subgraph, buildSubgraph(subgraph, typeDefs, world));
  }
  const marked = new Set(documents.flatMap(({ typeDefs }) => markedFields(typeDefs)));
  return { name, supergraphSdl, apiSchema: schema.toAPISchema().toGraphQLJSSchema(), marked, schemas, world };
}

function markedFields({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((definition) =>
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION
      ? []
      : (definition.fields ?? [])
          .filter(({ directives }) => directives?.some(({ name }) => name.value === "semanticNonNull"))
          .map(({ name }) => `${definition.name.value}.${name.value}`),
  );
}

const refusedHints = ["INCONSISTENT_BUT_COMPATIBLE_FIELD_TYPE", "INCONSISTENT_ARGUMENT_PRESENCE"];
