import "../config/environment";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "graphql";
import { internalTokenHeader } from "../../shared/http/identity/internal-token";
import { startOver, statements, token } from "../../test/support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../../test/support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../../test/support/gateway/gateway-stub";
import { itWithOwnExecutor } from "../../test/support/gateway/own-executor";
import { composeSubgraphs } from "../composition/compose-subgraphs";
import type { RunningGateway } from "../gateway-options";

/* What the gateway answers itself, over HTTP and with both executors: GATEWAY_EXECUTOR=apollo. */

const unitSdl = `interface Node { id: ID! }
  type Organization implements Node @key(fields: "code") { id: ID! @shareable code: ID! name: String }
  type Query { organization(code: ID!): Organization }`;
const roadSdl = `interface Node { id: ID! }
  type Road implements Node @key(fields: "code") { id: ID! @shareable code: ID! }
  type Query { road: Road }`;

const startUnits = () =>
  startStub("units", unitSdl, {
    Query: { organization: (_: unknown, { code }: { code: string }) => ({ code, name: code.toLowerCase() }) },
    Organization: {
      __resolveReference: async (given) => ("code" in given && given.code === "GONE" ? null : given),
      id: ({ code }: { code: string }) => `Organization:${code}`,
      name: ({ code }: { code: string }) => code.toLowerCase(),
    },
  });
const startRoads = () =>
  startStub("roads", roadSdl, {
    Road: {
      __resolveReference: async (given) => given,
      id: ({ code }: { code: string }) => `Road:${code}`,
    },
  });
const composed = (stubs: readonly [StubSubgraph, string][]) =>
  composeSubgraphs(
    stubs.map(([{ name, url, sdl }, type]) => ({
      ...{ name, url, typeDefs: parse(sdl), entities: [{ type, isShared: false }] },
    })),
  );

let directory: string;
let file: string;
let [units, roads]: StubSubgraph[] = [];
let gateway: RunningGateway;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-own-fields-"));
  file = join(directory, "supergraph.graphql");
  [units, roads] = await Promise.all([startUnits(), startRoads()]);
  const supergraphSdl = composed([[units, "Organization"]]);
  await writeFile(file, supergraphSdl);
  gateway = await startOver(supergraphSdl, {}, { supergraphFile: file });
  await gateway.ready;
});
afterEach(async () => {
  await gateway.stop();
  await Promise.all([units?.stop(), roads?.stop()]);
  await rm(directory, { recursive: true });
});

const bearer = async (claims: Parameters<typeof token>[0]) => ({
  authorization: `Bearer ${await token(claims)}`,
});

it("is ready without a process of that name, and watches none", async () => {
  const headers = await bearer({ role: "admin" });
  expect((await request(`${gateway.url}/health/ready`, { headers })).body).toMatchObject({
    status: "ready",
    details: { subgraphs: { units: { state: "up" } } },
  });
  expect(JSON.stringify((await request(`${gateway.url}/health/ready`, { headers })).body)).not.toContain(
    "graph:",
  );
});

it("answers node and nodes, each with errors at its path, and asks the owner as the viewer", async () => {
  const query = `query ($id: ID!, $ids: [ID!]!) {
    node(id: $id) { id ... on Organization { name } }
    nodes(ids: $ids) { id ... on Organization { code } }
  }`;
  const variables = { id: "Organization:A", ids: ["Organization:B", "nonsense", "Organization:GONE"] };
  const headers = await bearer({ role: "analyst", sub: "lan" });
  const { body } = await postQuery(gateway.url, query, { variables, headers });
  const { data, errors } = body as {
    data: unknown;
    errors: { path: unknown; extensions: { code: string } }[];
  };
  expect(data).toEqual({
    node: { id: "Organization:A", name: "a" },
    nodes: [{ id: "Organization:B", code: "B" }, null, null],
  });
  expect(errors.map(({ path, extensions: { code } }) => [path, code])).toEqual(
    expect.arrayContaining([
      [["nodes", 1], "BAD_USER_INPUT"],
      [["nodes", 2], "NOT_FOUND"],
    ]),
  );
  const verify = statements.verifierOf("units");
  const viewers = await Promise.all(
    (units?.requests ?? []).map(({ headers: sent }) => verify.verify(String(sent[internalTokenHeader]))),
  );
  expect(new Set(viewers.map(({ role, subject }) => `${role} ${subject}`))).toEqual(new Set(["analyst lan"]));
});

it("answers viewer from the token", async () => {
  const query = "{ viewer { role subject organization { id name } } }";
  expect((await postQuery(gateway.url, query)).body).toEqual({
    data: { viewer: { role: "PUBLIC", subject: null, organization: null } },
  });
  const headers = await bearer({ role: "editor", sub: "lan", org: "SKHCN" });
  expect((await postQuery(gateway.url, query, { headers })).body).toEqual({
    data: {
      viewer: {
        ...{ role: "EDITOR", subject: "lan" },
        organization: { id: "Organization:SKHCN", name: "skhcn" },
      },
    },
  });
});

itWithOwnExecutor(
  "finds nodes of the types that a new supergraph brings, and serves its schema",
  async () => {
    const query = '{ node(id: "Road:1") { id } }';
    expect((await postQuery(gateway.url, query)).body).toMatchObject({
      errors: [{ path: ["node"], extensions: { code: "BAD_USER_INPUT" } }],
    });
    const schemaOf = () => request(`${gateway.url}/schema.graphql`);
    const before = await schemaOf();
    if (!units || !roads) throw new Error("Expected two stubs.");
    await writeFile(
      `${file}.new`,
      composed([
        [units, "Organization"],
        [roads, "Road"],
      ]),
    );
    await rename(`${file}.new`, file);
    await eventually(async () => {
      const { body } = await postQuery(gateway.url, query);
      return (body as { errors?: unknown }).errors
        ? undefined
        : (expect(body).toEqual({ data: { node: { id: "Road:1" } } }) ?? true);
    });
    const after = await schemaOf();
    expect([String(before.body).includes("type Road"), String(after.body).includes("type Road")]).toEqual([
      false,
      true,
    ]);
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  },
);

it("serves the schema to everybody, and 304 to who has it", async () => {
  for (const path of ["/schema.graphql", "/schema.strict.graphql"]) {
    const headers = { origin: "https://page.test" };
    const first = await request(gateway.url + path, { headers });
    expect([
      first.status,
      first.headers.get("content-type"),
      first.headers.get("access-control-allow-origin"),
    ]).toEqual([200, "text/plain; charset=utf-8", "*"]);
    expect(first.body).toContain(
      path.includes("strict") ? "viewer: Viewer!" : "viewer: Viewer @semanticNonNull",
    );
    const etag = String(first.headers.get("etag"));
    const again = await request(gateway.url + path, { headers: { "if-none-match": etag } });
    expect([again.status, again.body]).toEqual([304, ""]);
  }
});
