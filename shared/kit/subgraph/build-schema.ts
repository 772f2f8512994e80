import "reflect-metadata";
import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLSchema, lexicographicSortSchema, parse } from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import { dateScalar, dateTimeScalar, decimalScalar } from "../../base/graphql/scalars";
import { scheduleLists } from "../../base/work/schedule-lists";
import { auditRefusals } from "../audit-api/audit-refusals";
import { checkCodes } from "../codes/check-codes";
import type { SubgraphContext } from "../context/context";
import type { Subgraph } from "./define-subgraph";
import { withListSizes } from "./list-sizes";

const federationLink = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@cost", "@listSize"])
`;

/** The subgraph's schema as text: what `schema.graphql` holds and the graph is composed from. */
export async function printSubgraph(subgraph: Subgraph): Promise<string> {
  const schema = await buildClassSchema(subgraph);
  return `# Generated from the classes by \`npm run schema\`; do not edit.\n${federated(schema)}\n`;
}

/** The executable schema with `_service` and `_entities`. */
export async function buildFederatedSchema(subgraph: Subgraph): Promise<GraphQLSchema> {
  const schema = await buildClassSchema(subgraph);
  // The two packages describe the same map by different types; type-graphql's is the wider one.
  const resolvers = createResolversMap(schema) as GraphQLResolverMap<SubgraphContext>;
  for (const [type, reference] of Object.entries(subgraph.references)) {
    // type-graphql makes no __resolveReference; next to it are the type's fields that the map has.
    resolvers[type] = { ...resolvers[type], __resolveReference: reference.resolve } as TypeResolvers;
  }
  const executable = buildSubgraphSchema([{ typeDefs: parse(federated(schema)), resolvers }]);
  checkCodes(executable, subgraph.codes ?? {});
  scheduleLists(executable);
  auditRefusals(executable);
  return executable;
}

type TypeResolvers = GraphQLResolverMap<SubgraphContext>[string];

async function buildClassSchema({ resolvers, orphanedTypes = [] }: Subgraph): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers,
    orphanedTypes,
    scalarsMap: [{ type: Date, scalar: dateTimeScalar }],
    validate: { forbidUnknownValues: true },
    skipCheck: true,
  });
  return lexicographicSortSchema(schema);
}

function federated(schema: GraphQLSchema): string {
  return `${federationLink}\n${withListSizes(printSchemaWithDirectives(schema))}`;
}

/** The kit's scalars by name, for building a schema without the classes. */
export const kitScalars = [dateScalar, dateTimeScalar, decimalScalar];
