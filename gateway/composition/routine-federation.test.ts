import "../config/environment";
import { parse } from "graphql";
import { startOver } from "../../test/support/gateway/gateway-fixture";
import { postQuery } from "../../test/support/gateway/gateway-request";
import { type StubSubgraph, startStub } from "../../test/support/gateway/gateway-stub";
import type { RunningGateway } from "../gateway-options";
import { composeSubgraphs } from "./compose-subgraphs";

/*
 * What routine federation composes to, and is answered: each subgraph gives another value for what both could be asked, so
 * that the answer says who was.
 */

const homeSdl = `
  "A road, as the first tells it." type Road @key(fields: "id") {
    id: ID!
    name: String @shareable
    metres(unit: String! = "m"): Float
    moved: String
    secret: String @federation__inaccessible
    internal: String @federation__tag(name: "internal")
  }
  interface Thing @key(fields: "id") { id: ID! }
  type Lamp implements Thing @key(fields: "id") { id: ID! colour: String }
  input Wanted @oneOf { id: ID name: String }
  type Query { road: Road  roadBy(wanted: Wanted!): String  things: [Thing!]! }
`;
const otherSdl = `
  "A road, as the second tells it." type Road @key(fields: "id") {
    id: ID!
    name: String @federation__external
    metres(unit: String! = "m"): Float @federation__external
    moved: String @federation__override(from: "home")
    secret: String @federation__external
    far: Boolean @federation__requires(fields: "metres(unit: \\"km\\")")
    farInMetres: Boolean @federation__requires(fields: "metres(unit: \\"m\\")")
    guess: String @federation__requires(fields: "secret")
  }
  type Thing @federation__interfaceObject @key(fields: "id") { id: ID! rank: Int }
  directive @cacheControl(maxAge: Int) on FIELD_DEFINITION
  type Query { longest: Road @federation__provides(fields: "name") @cacheControl(maxAge: 60)  ranked: [Thing!]! }
`;

const metres: Record<string, number> = { m: 12_000, km: 12 };
let [home, other]: StubSubgraph[] = [];
let gateway: RunningGateway;
beforeAll(async () => {
  const road = {
    ...{ id: "1", name: "home's", moved: "home's", secret: "x", internal: "i" },
    metres: ({ unit }: { unit: string }) => metres[unit],
  };
  home = await startStub("home", homeSdl, {
    Query: {
      road: () => road,
      roadBy: (_: unknown, { wanted }: { wanted: object }) => JSON.stringify(wanted),
      things: () => [{ __typename: "Lamp", id: "7", colour: "red" }],
    },
    Road: { __resolveReference: () => road },
    Lamp: { __resolveReference: () => ({ id: "7", colour: "red" }) },
    Thing: { __resolveReference: () => ({ __typename: "Lamp", id: "7", colour: "red" }) },
  });
  other = await startStub("other", otherSdl, {
    Query: { longest: () => ({ id: "1", name: "provided" }), ranked: () => [{ id: "7", rank: 3 }] },
    Road: {
      __resolveReference: async (given) => given,
      moved: () => "other's",
      far: (given: { metres: number }) => given.metres > 100,
      farInMetres: (given: { metres: number }) => given.metres > 100,
      guess: (given: { secret: string }) => `${given.secret}!`,
    },
    Thing: { __resolveReference: async (given) => ({ ...given, rank: 3 }) },
  });
  const composed = composeSubgraphs(
    [home, other].map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl), entities: [] })),
  );
  gateway = await startOver(composed, { GATEWAY_EXECUTOR: "own" });
  await gateway.ready;
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([home?.stop(), other?.stop()]);
});
const ask = async (query: string, variables = {}) =>
  (await postQuery(gateway.url, query, { variables })).body as { errors?: { message: string }[] };

it.each<[string, string, object]>([
  ["a field that has moved is asked where it is now", "{ road { moved } }", { road: { moved: "other's" } }],
  [
    "what a subgraph provides is not asked elsewhere",
    "{ longest { name internal } }",
    { longest: { name: "provided", internal: "i" } },
  ],
  ["elsewhere it is", "{ road { name } }", { road: { name: "home's" } }],
  [
    "what is required with arguments comes with each field's own",
    '{ road { far farInMetres metres hm: metres(unit: "km") } longest { far farInMetres } }',
    {
      road: { far: false, farInMetres: true, metres: 12_000, hm: 12 },
      longest: { far: false, farInMetres: true },
    },
  ],
  ["what clients do not see can be required", "{ road { guess } }", { road: { guess: "x!" } }],
  [
    "an interface is seen as an object",
    "{ things { __typename id rank ... on Lamp { colour } } ranked { __typename rank } }",
    {
      things: [{ __typename: "Lamp", id: "7", rank: 3, colour: "red" }],
      ranked: [{ __typename: "Lamp", rank: 3 }],
    },
  ],
  ["an input of one field is passed on", '{ roadBy(wanted: { name: "x" }) }', { roadBy: '{"name":"x"}' }],
  [
    "the description that clients read is the first's",
    '{ __type(name: "Road") { description } wanted: __type(name: "Wanted") { isOneOf } none: __type(name: "CacheControlScope") { name } }',
    { __type: { description: "A road, as the first tells it." }, wanted: { isOneOf: true }, none: null },
  ],
])("%s", async (_, query, data) => {
  expect(await ask(query)).toEqual({ data });
});

it.each<[string, string, object, RegExp]>([
  [
    "both fields of an input of one",
    '{ roadBy(wanted: { id: "1", name: "x" }) }',
    {},
    /"Wanted" must specify exactly one key/,
  ],
  [
    "both of them in a variable",
    "query Q($w: Wanted!) { roadBy(wanted: $w) }",
    { w: { id: "1", name: "x" } },
    /Exactly one key must be specified/,
  ],
  ["what is inaccessible", "{ road { secret } }", {}, /Cannot query field "secret"/],
])("refuses %s", async (_, query, variables, reason) => {
  const { errors } = await ask(query, variables);
  expect(errors?.[0]?.message).toMatch(reason);
  expect(home?.requests.some(({ query: sent }) => sent.includes("$w"))).toBe(false);
});
