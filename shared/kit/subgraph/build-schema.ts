import "reflect-metadata";
import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLSchema, lexicographicSortSchema, parse, print } from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import { mutationDescription, queryDescription } from "../../base/graphql/descriptions";
import {
  dateScalar,
  dateTimeScalar,
  decimalScalar,
  monthScalar,
  weekScalar,
} from "../../base/graphql/scalars";
import { scheduleLists } from "../../base/work/schedule-lists";
import { auditRefusals } from "../audit-api/audit-refusals";
import { checkCodes } from "../codes/check-codes";
import type { SubgraphContext } from "../context/context";
import { answerEntities } from "./answer-entities";
import type { Reference, Subgraph } from "./define-subgraph";
import { callDirectly, readPlainFields } from "./direct-resolvers";
import { withListSizes } from "./list-sizes";
import { answerIds, nodeKeys, withLocalId, withNodes } from "./nodes";
import { nullabilityLink, withNullability } from "./nullability";

const federationLink = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@composeDirective", "@inaccessible", "@cost", "@listSize"])
`;

/** The subgraph's schema as text: what `schema.graphql` holds and the graph is composed from. */
export async function printSubgraph(subgraph: Subgraph): Promise<string> {
  const schema = await buildClassSchema(subgraph);
  return `# Generated from the classes by \`npm run schema\`; do not edit.\n${federated(subgraph, schema)}\n`;
}

/** The executable schema with `_service` and `_entities`. */
export async function buildFederatedSchema(subgraph: Subgraph): Promise<GraphQLSchema> {
  const schema = await buildClassSchema(subgraph);
  // The two packages describe the same map by different types; type-graphql's is the wider one.
  const resolvers = createResolversMap(schema) as GraphQLResolverMap<SubgraphContext>;
  const typeDefs = parse(federated(subgraph, schema), { noLocation: true });
  const keys = nodeKeys(typeDefs);
  const resolves = new Map<string, Reference["resolve"]>();
  for (const [type, given] of Object.entries(subgraph.references)) {
    const reference = keys.get(type) === "id" ? withLocalId(type, given) : given;
    resolves.set(type, reference.resolve);
    // type-graphql makes no __resolveReference; next to it are the type's fields that the map has.
    resolvers[type] = { ...resolvers[type], __resolveReference: reference.resolve } as TypeResolvers;
  }
  const executable = buildSubgraphSchema([{ typeDefs, resolvers }]);
  answerEntities(executable, resolves);
  callDirectly(executable, subgraph.resolvers);
  answerIds(executable, keys);
  checkCodes(executable, subgraph.codes ?? {});
  scheduleLists(executable);
  auditRefusals(executable);
  return executable;
}

type TypeResolvers = GraphQLResolverMap<SubgraphContext>[string];

async function buildClassSchema({ resolvers, orphanedTypes = [] }: Subgraph): Promise<GraphQLSchema> {
  readPlainFields();
  const schema = await buildSchema({
    resolvers,
    orphanedTypes,
    scalarsMap: [{ type: Date, scalar: dateTimeScalar }],
    validate: { forbidUnknownValues: true },
    skipCheck: true,
  });
  for (const [type, description] of [
    [schema.getQueryType(), queryDescription],
    [schema.getMutationType(), mutationDescription],
  ] as const)
    if (type) type.description = description;
  return lexicographicSortSchema(schema);
}

function federated({ references }: Subgraph, schema: GraphQLSchema): string {
  const shared = Object.entries(references).flatMap(([type, { isHome, isShared }]) =>
    isHome && !isShared ? [] : [type],
  );
  const types = parse(printSchemaWithDirectives(schema), { noLocation: true });
  const made = withListSizes(withNodes(withNullability(types, new Set(shared))));
  return `${federationLink}${nullabilityLink}\n${print(made)}`;
}

/** The kit's scalars by name, for building a schema without the classes. */
export const kitScalars = [dateScalar, dateTimeScalar, decimalScalar, monthScalar, weekScalar];
