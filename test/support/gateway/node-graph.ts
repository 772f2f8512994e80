import "../../../gateway/config/environment";
import { buildSubgraphSchema, type GraphQLResolverMap } from "@apollo/subgraph";
import { execute, type GraphQLSchema, parse } from "graphql";
import { composeSubgraphs } from "../../../gateway/composition/compose-subgraphs";
import { defaultLimits } from "../../../gateway/cost/limits";
import type { LoadedGraph } from "../../../gateway/graph/load-graph";
import { loadHere } from "../../../gateway/graph/load-here";
import type { GatewayContext } from "../../../gateway/request/context";
import { checkAnswer } from "../../../gateway/transport/check-answer";
import { systemClock } from "../../../shared/base/clock/clock";
import { GraphError } from "../../../shared/base/errors/graph-error";
import { createLogger, type Logger } from "../../../shared/base/log/logger";
import { publicViewer, type Viewer } from "../../../shared/http/identity/viewer";

/*
 * Two subgraphs as the kit makes them: their entities are nodes, and of those that both answer for only keys are never
 * null. `people` is home of Organization and Task, `places` of Ward.
 */

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@composeDirective"])
  @link(url: "https://specs.apollo.dev/nullability/v0.4", import: ["@semanticNonNull"])
  @composeDirective(name: "@semanticNonNull")
directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION
"An entity." interface Node { "Its id." id: ID! }
`;

export const peopleSdl = `${link}
  type Organization implements Node @key(fields: "code") {
    id: ID! @shareable
    code: ID!
    name: String @semanticNonNull
    motto: String
    tags: [String] @semanticNonNull(levels: [0, 1])
  }
  type Task implements Node @key(fields: "id") { id: ID! title: String! lead: Organization }
  type Query { organization(code: ID!): Organization task(id: ID!): Task }
  type Mutation { rename(code: ID!): Organization @semanticNonNull }`;

export const placesSdl = `${link}
  type Organization implements Node @key(fields: "code") {
    id: ID! @shareable
    code: ID!
    wards: [Ward!] @semanticNonNull
  }
  type Ward implements Node @key(fields: "code") { id: ID! @shareable code: ID! name: String! keeper: Organization! }
  type Query { ward(code: ID!): Ward wardList: [Ward!] @semanticNonNull }`;

export const entities = {
  people: [
    { type: "Organization", isShared: true },
    { type: "Task", isShared: false },
  ],
  places: [{ type: "Ward", isShared: false }],
};

const subgraph = (name: keyof typeof entities, sdl: string) => ({
  ...{ name, url: `http://${name}.test/graphql`, typeDefs: parse(sdl), entities: entities[name] },
});

export const nodeSupergraph = () =>
  composeSubgraphs([subgraph("people", peopleSdl), subgraph("places", placesSdl)]);

type Row = Record<string, unknown>;

/** What the subgraphs know. A test may change it. */
export interface NodeRows {
  organizations: Map<string, Row>;
  tasks: Map<string, Row>;
  wards: Map<string, Row>;
  /** Codes of wards that nobody may refer to. */
  secret: Set<string>;
}

const idOf = (type: string, key: string) => `${type}:${encodeURIComponent(key)}`;
const stub = (type: string, code: string) => ({ __typename: type, code, id: idOf(type, code) });

function rowsOfTest(): NodeRows {
  const organization = (code: string, name: string) =>
    [code, { ...stub("Organization", code), name }] as const;
  const ward = (code: string, name: string, keeper: string) =>
    [code, { ...stub("Ward", code), name, keeper: stub("Organization", keeper) }] as const;
  const task = (key: string, title: string) =>
    [idOf("Task", key), { id: idOf("Task", key), title, lead: "SKHCN" }] as const;
  return {
    organizations: new Map([organization("SKHCN", "Science"), organization("a/b ợ", "Encoded")]),
    tasks: new Map([task("1", "First")]),
    wards: new Map([ward("00004", "Ba Đình", "SKHCN"), ward("00008", "Ngọc Hà", "GONE")]),
    secret: new Set(),
  };
}

function schemasOf({ organizations, tasks, wards, secret }: NodeRows): Record<string, GraphQLSchema> {
  const people: GraphQLResolverMap<unknown> = {
    Query: {
      organization: (_: unknown, { code }: { code: string }) => organizations.get(code) ?? null,
      task: (_: unknown, { id }: { id: string }) => tasks.get(id) ?? null,
    },
    Mutation: { rename: () => null },
    Organization: {
      __resolveReference: (given) => organizations.get(String(Reflect.get(given, "code"))) ?? null,
    },
    Task: {
      __resolveReference: (given) => tasks.get(String(Reflect.get(given, "id"))) ?? null,
      lead: ({ lead }: { lead: string }) => organizations.get(lead) ?? null,
    },
  };
  const places: GraphQLResolverMap<unknown> = {
    Query: {
      ward: (_: unknown, { code }: { code: string }) => wards.get(code) ?? null,
      wardList: () => [...wards.values()],
    },
    Organization: {
      __resolveReference: (given) => given,
      id: ({ code }: { code: string }) => idOf("Organization", code),
      wards: () => [...wards.values()],
    },
    Ward: {
      async __resolveReference(given) {
        const code = String(Reflect.get(given, "code"));
        const row = wards.get(code) ?? null;
        if (secret.has(code)) throw new GraphError("FORBIDDEN", "Expected a viewer who may read this ward.");
        return row;
      },
    },
  };
  return {
    people: buildSubgraphSchema([{ typeDefs: parse(peopleSdl), resolvers: people }]),
    places: buildSubgraphSchema([{ typeDefs: parse(placesSdl), resolvers: places }]),
  };
}

export interface NodeGraph extends LoadedGraph {
  rows: NodeRows;
  /** Names of subgraphs that do not answer. */
  down: Set<string>;
  /** What subgraphs were asked: `people: query …`, with the viewers' roles. */
  asked: { subgraph: string; query: string; role: string }[];
  answer(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<JsonAnswer>;
}

export interface JsonAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** The two with the gateway's own subgraph, loaded as a gateway does, and asked within this process. */
export function loadNodeGraph(log: Logger = createLogger("test", "silent")): NodeGraph {
  const rows = rowsOfTest();
  const schemas = schemasOf(rows);
  const down = new Set<string>();
  const asked: NodeGraph["asked"] = [];
  const graph = loadHere({
    ...{ supergraphSdl: nodeSupergraph(), clock: systemClock, log, limits: defaultLimits },
    async fetch({ subgraph: name, body, expected }, { viewer }: GatewayContext) {
      const { query, variables } = JSON.parse(body);
      asked.push({ subgraph: name, query, role: viewer.role });
      const schema = schemas[name];
      if (!schema || down.has(name)) throw new Error(`Nobody answers for ${name}.`);
      const result = await execute({ schema, document: parse(query), variableValues: variables });
      return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify(result)) }, expected);
    },
  });
  return {
    ...{ ...graph, rows, down, asked },
    async answer(query, variables = {}, viewer = publicViewer) {
      const context = { viewer, requestId: "test", begunAt: "" };
      const answered = await graph.pipeline.answer({ query, variables, mayChange: true }, context);
      return JSON.parse(Buffer.isBuffer(answered) ? answered.toString() : JSON.stringify(answered));
    },
  };
}
