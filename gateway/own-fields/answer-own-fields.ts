import {
  buildASTSchema,
  type DocumentNode,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { GatewayContext } from "../request/context";
import { checkAnswer } from "../transport/check-answer";
import type { FetchSubgraph } from "../transport/subgraph-request";
import { createFindNode, type FindNode } from "./find-nodes";
import { checkIds, nodeOf, readNodeId } from "./node-ids";
import { nodeTypesOf } from "./node-types";
import { organizationType, ownSchema } from "./own-schema";
import { type NodeType, ownSubgraph } from "./own-subgraph";

/** What its resolvers need of a request. */
interface OwnContext {
  viewer: GatewayContext["viewer"];
  findNode: FindNode;
}

/** Parsed operations that are cached: there is one for each form in which a plan asks for these fields. */
const maxDocuments = 1_000;

/**
 * Sends requests to subgraphs, and answers those to the gateway's own here. Its answer is JSON like any subgraph's, so that
 * nothing that comes after knows the difference.
 */
export function answerOwnFields(supergraph: GraphQLSchema, fetch: FetchSubgraph): FetchSubgraph {
  const types = nodeTypesOf(supergraph);
  if (!types) return fetch;
  const schema = executableSchema(types);
  const documents = new LRUCache<string, DocumentNode>({ max: maxDocuments });
  const documentOf = (query: string) => {
    const known = documents.get(query);
    if (known) return known;
    const document = parse(query, { noLocation: true });
    documents.set(query, document);
    return document;
  };
  return async (request, context) => {
    if (request.subgraph !== ownSubgraph.name) return fetch(request, context);
    const { query, operationName, variables } = JSON.parse(request.body);
    const contextValue: OwnContext = { viewer: context.viewer, findNode: createFindNode(fetch, context) };
    const { data, errors } = await execute({
      ...{ schema, document: documentOf(query), operationName, contextValue },
      variableValues: variables,
    });
    const bytes = Buffer.from(JSON.stringify({ data, errors }));
    return checkAnswer({ status: 200, bytes }, request.expected);
  };
}

function executableSchema(types: readonly NodeType[]): GraphQLSchema {
  const schema = buildASTSchema(parse(ownSchema(types)), { assumeValid: true });
  const byName = new Map(types.map((type) => [type.type, type]));
  const owner = organizationType(types);
  const node = async (text: string, { findNode }: OwnContext) => {
    const found = readNodeId(text, byName);
    await findNode(found);
    return found.stub;
  };
  const resolvers: Record<string, GraphQLFieldResolver<unknown, OwnContext>> = {
    node: (_, { id }, context) => node(id, context),
    nodes: (_, { ids }, context) => {
      checkIds(ids);
      return ids.map((id: string) => node(id, context));
    },
    viewer: (_, _arguments, { viewer: { role, subject, organization } }) => ({
      ...{ role: role.toUpperCase(), subject },
      organization: organization === null || !owner ? null : nodeOf(owner, organization).stub,
    }),
  };
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const [name, field] of Object.entries(fields)) {
    const resolve = resolvers[name];
    if (resolve) field.resolve = resolve;
  }
  return schema;
}
