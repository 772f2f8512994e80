import { parse } from "graphql";
import { Client } from "pg";
import { composeSubgraphs } from "../../../gateway/composition/compose-subgraphs";
import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway-options";
import { routedSubgraphs } from "../../../gateway/schema/routed-subgraphs";
import type { RegistrySchema } from "../../../gateway/schema-registry/composition";
import { createTestDatabase } from "../database/test-cluster";
import { startOver, token } from "../gateway/gateway-fixture";
import { type Answer, eventually, postQuery, request } from "../gateway/gateway-request";
import { type StubSubgraph, startStub } from "../gateway/gateway-stub";

/** Gateways over two stubs and one database: `wards`, which SKHCN owns, and `schools`, which extends its Ward. */
export interface RegistryFixture {
  gateways: RunningGateway[];
  wards: StubSubgraph;
  /** Another process of `wards`; it is asked where the fixture was started with replicas. */
  secondWards: StubSubgraph;
  schools: StubSubgraph;
  databaseUrl: string;
  /** Sends JSON to one of the gateways. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** Sends a query of a client. */
  query(text: string, client?: Partial<TestClient>, at?: number): Promise<Answer>;
  /** Puts down what was recorded so far: it stops no gateway. */
  rows(text: string): Promise<Record<string, unknown>[]>;
  /** Another gateway over the same. */
  startGateway(): Promise<RunningGateway>;
  /** Until all gateways serve a graph of the registry. */
  untilServed(number: number): Promise<void>;
  stop(): Promise<void>;
}

export interface AskOptions {
  /** admin, owner: an editor of SKHCN, other: one of GDDT; absent: the public. */
  as?: "admin" | "owner" | "other" | "analyst" | undefined;
  body?: unknown;
  at?: number;
}

export interface TestClient {
  name: string;
  version: string;
  variables: Record<string, unknown>;
}

const people = {
  admin: { role: "admin", sub: "dung" },
  owner: { role: "editor", sub: "chi", org: "SKHCN" },
  other: { role: "editor", sub: "giang", org: "GDDT" },
  analyst: { role: "analyst", sub: "an" },
};

export const wardTypes = `
  enum WardKind { WARD COMMUNE }
  input WardFilter { codes: [ID!] kind: WardKind }
  type Ward @key(fields: "code") { code: ID! name: String population: Int secret: String @deprecated(reason: "Nobody needs it.") }
  type Query { wards(filter: WardFilter, first: Int = 10): [Ward!]  city: String }
  type Mutation { renameWard(code: ID!, name: String!): Ward }`;

const rows = [
  { code: "00004", name: "Ba Đình", kind: "WARD", population: 65_023, secret: "x", mayor: "An" },
  { code: "09877", name: "Ba Vì", kind: "COMMUNE", population: 40_000, secret: "y", mayor: "Bình" },
];

export const wardResolvers = {
  Query: { wards: () => rows, city: () => "Hà Nội" },
  Ward: {
    __resolveReference: (reference: object) =>
      "code" in reference ? (rows.find(({ code }) => code === reference.code) ?? null) : null,
  },
};

export const schoolTypes = `
  interface Node { id: ID! }
  type Organization implements Node @key(fields: "code") { id: ID! @shareable code: ID! name: String }
  type Ward @key(fields: "code") { code: ID! schools: Int }
  type Query { schoolCount: Int }`;

export const schoolResolvers = {
  Query: { schoolCount: () => 12 },
  Ward: { __resolveReference: (reference: object) => reference, schools: () => 6 },
  Organization: {
    __resolveReference: (reference: object) => ({ ...reference, name: "Sở Khoa học và Công nghệ" }),
  },
};

/** What is a node of them, and whose. */
const entitiesOf = (name: string) => (name === "schools" ? [{ type: "Organization", isShared: false }] : []);

export async function startRegistryFixture(
  options: {
    config?: Partial<GatewayOptions["config"]>;
    gateways?: number;
    databaseUrl?: string | null;
    /** Whether two processes answer for `wards`. */
    replicas?: boolean;
    publishedFile?: string;
  } & Partial<Pick<GatewayOptions, "clock" | "log">> = {},
): Promise<RegistryFixture> {
  const databaseUrl = options.databaseUrl ?? (await createTestDatabase("gateway"));
  const [wards, secondWards, schools] = await Promise.all([
    startStub("wards", wardTypes, wardResolvers),
    startStub("wards", wardTypes, wardResolvers),
    startStub("schools", schoolTypes, schoolResolvers),
  ]);
  const listed = [wards, schools].map(
    ({ name, url, sdl }): RegistrySchema => ({ name, url, schema: sdl, entities: entitiesOf(name) }),
  );
  const supergraphSdl = composeSubgraphs(
    [wards, schools].map(({ name, url, sdl }) => ({
      name,
      url,
      typeDefs: parse(sdl),
      entities: entitiesOf(name),
    })),
  );
  const { config, clock, log, gateways: count = 1 } = options;
  const urlsOf = (text: string) =>
    new Map(
      routedSubgraphs(text).map(({ name, url }) => [name, name === "wards" ? [url, secondWards.url] : [url]]),
    );
  const startGateway = async () => {
    const gateway = await startOver(
      supergraphSdl,
      { SUBGRAPH_TIMEOUT_MS: 5_000, ...config },
      {
        databaseUrl: () => (options.databaseUrl === null ? undefined : databaseUrl),
        listedSchemas: async () => listed,
        ...(options.publishedFile && { publishedFile: options.publishedFile }),
        ...(options.replicas && { urlsOf }),
        ...(clock && { clock }),
        ...(log && { log }),
      },
    );
    await gateway.ready;
    return gateway;
  };
  const gateways = await Promise.all(Array.from({ length: count }, startGateway));
  const client = new Client({ connectionString: databaseUrl });
  // A test that cuts the database off does not ask it for rows.
  client.on("error", () => undefined);
  const fixture: RegistryFixture = {
    ...{ gateways, wards, secondWards, schools, databaseUrl },
    async ask(method, path, { as, body, at = 0 } = {}) {
      const authorization = as && `Bearer ${await token(people[as])}`;
      return request(`${gateways[at]?.url}${path}`, {
        method,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(authorization && { authorization }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    query: (text, { name, version, variables } = {}, at = 0) =>
      postQuery(gateways[at]?.url ?? "", text, {
        ...(variables && { variables }),
        headers: {
          ...(name !== undefined && { "apollographql-client-name": name }),
          ...(version !== undefined && { "apollographql-client-version": version }),
        },
      }),
    rows: async (text) => (await client.query(text)).rows,
    startGateway,
    untilServed: async (number) => {
      await eventually(async () => {
        const { body } = await fixture.ask("GET", "/schemas.json", { as: "admin" });
        const { readers = [] } = body as { readers?: { number: number | null }[] };
        const serving = readers.filter((reader) => reader.number === number).length;
        return serving >= gateways.length || undefined;
      });
    },
    async stop() {
      await Promise.all(gateways.map((gateway) => gateway.stop()));
      await client.end();
      await Promise.all([wards.stop(), secondWards.stop(), schools.stop()]);
    },
  };
  await client.connect();
  // Nothing of the graph waits for the gateway's database; what is tested here does.
  await eventually(async () =>
    (await fixture.ask("GET", "/schemas.json", { as: "admin" })).status === 200 ? true : undefined,
  );
  await fixture.ask("PUT", "/schemas/wards", {
    as: "admin",
    body: { owner: "SKHCN", contact: "it@skhcn.test" },
  });
  return fixture;
}
