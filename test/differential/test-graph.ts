import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import { type DocumentNode, type GraphQLSchema, Kind, parse } from "graphql";
import { type Families, familiesOf, type Source } from "./fake-data";

/** Subgraphs that compose, by name; a text without a link to federation gets one. */
export interface TestGraph {
  name: string;
  subgraphs: Record<string, string>;
}

export interface BuiltGraph {
  supergraphSdl: string;
  families: Families;
  /** Executable, by subgraph. */
  schemas: ReadonlyMap<string, GraphQLSchema>;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides", ' +
  '"@external", "@shareable", "@override", "@inaccessible", "@interfaceObject"])\n';

export function buildGraph({ name, subgraphs }: TestGraph): BuiltGraph {
  const documents = Object.entries(subgraphs).map(([subgraph, sdl]) => ({
    name: subgraph,
    url: `http://${subgraph}.test/graphql`,
    typeDefs: parse(sdl.includes("@link(") ? sdl : link + sdl),
  }));
  const { supergraphSdl, errors } = composeServices(documents);
  if (!supergraphSdl) throw new Error(`The graph ${name} does not compose: ${errors?.join("\n")}`);
  const families = familiesOf(documents.map(({ typeDefs }) => typeDefs));
  const schemas = new Map(
    documents.map(({ name: subgraph, typeDefs }) => {
      const schema: GraphQLSchema = buildSubgraphSchema([
        { typeDefs, resolvers: resolversOf(typeDefs, families, () => schema) },
      ]);
      return [subgraph, schema];
    }),
  );
  return { supergraphSdl, families, schemas };
}

/** Only references need resolvers: every other field is made up by `fake-data`. */
function resolversOf(
  typeDefs: DocumentNode,
  families: Families,
  schema: () => GraphQLSchema,
): GraphQLResolverMap<unknown> {
  const resolvers: GraphQLResolverMap<unknown> = {};
  for (const node of typeDefs.definitions) {
    const isObject = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
    const isInterface = node.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (!isObject && !isInterface) continue;
    const family = families.of(node.name.value);
    if (!family || !node.directives?.some((directive) => directive.name.value === "key")) continue;
    resolvers[node.name.value] = {
      __resolveReference: (reference: object) => families.resolve(family, reference, schema()),
      ...(isInterface && { __resolveType: ({ __typename }: Source) => __typename }),
    };
  }
  return resolvers;
}
