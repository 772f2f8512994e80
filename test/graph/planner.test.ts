import { systemClock } from "../../shared/base/clock/clock";
import "../../gateway/config/environment";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import { loadHere } from "../../gateway/graph/load-here";
import { checkAnswer } from "../../gateway/transport/check-answer";
import { createLogger } from "../../shared/base/log/logger";
import { publicViewer } from "../../shared/http/identity/viewer";

/* What Apollo's planner misreads, by itself: fields with arguments in `@requires`, and keys that nobody can ask by. */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])\n';
const products: Record<string, Record<string, number>> = {
  p1: { USD: 10, VND: 250 },
  p2: { USD: 40, VND: 1000 },
};
const priceOf = ({ id }: { id: string }, { currency }: { currency: string }) =>
  products[id]?.[currency] ?? null;
const asked: string[] = [];

const subgraphs = {
  catalogue: {
    sdl: `enum Currency { USD VND }
      type Query { products: [Product!]! }
      type Product @key(fields: "id") { id: ID! price(currency: Currency!): Int weight: Int! seller: Seller! }
      type Seller @key(fields: "id") @key(fields: "name") { id: ID! name: String! rating(scale: Int = 5): Int }`,
    resolvers: {
      Query: {
        products: () =>
          Object.keys(products).map((id) => ({ id, weight: 3, seller: { id: "s", name: "Lan" } })),
      },
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id, weight: 3, seller: { id: "s", name: "Lan" } }),
        price: priceOf,
      },
      Seller: {
        __resolveReference: () => ({ id: "s", name: "Lan" }),
        rating: (_: unknown, { scale }: { scale: number }) => scale * 2,
      },
    },
  },
  delivery: {
    sdl: `enum Currency { USD VND }
      type Product @key(fields: "id") {
        id: ID!
        price(currency: Currency!): Int @external
        weight: Int! @external
        seller: Seller! @external
        dollars: Int @requires(fields: "price(currency: USD) weight")
        dong: Int @requires(fields: "price(currency: VND)")
        both: String @requires(fields: "price(currency: USD) seller { rating(scale: 10) }")
      }
      type Seller @key(fields: "id", resolvable: false) @key(fields: "name") {
        id: ID!
        name: String!
        rating(scale: Int = 5): Int @external
        stars: Int @requires(fields: "rating(scale: 100)")
      }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: object) => reference,
        dollars: ({ price, weight }: { price: number; weight: number }) => price + weight,
        dong: ({ price }: { price: number }) => price + 1,
        both: ({ price, seller }: { price: number; seller: { rating: number } }) =>
          `${price} by ${seller.rating}`,
      },
      Seller: {
        __resolveReference: (reference: { name?: string }) =>
          reference.name === undefined ? null : reference,
        stars: ({ rating }: { rating: number }) => rating,
      },
    },
  },
};

const schemas = new Map(
  Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => [
    name,
    buildSubgraphSchema([{ typeDefs: parse(link + sdl), resolvers }]),
  ]),
);
const { supergraphSdl = "", errors } = composeServices(
  Object.entries(subgraphs).map(([name, { sdl }]) => ({
    name,
    url: `http://${name}.test`,
    typeDefs: parse(link + sdl),
  })),
);
const { pipeline } = loadHere({
  clock: systemClock,
  supergraphSdl,
  log: createLogger("test", "silent"),
  async fetch({ subgraph, body }) {
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
    asked.push(`${subgraph} ${body}`);
    const { query, variables } = JSON.parse(body);
    const result = await execute({ schema, document: parse(query), variableValues: variables });
    return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify(result)) });
  },
});

async function ask(query: string): Promise<unknown> {
  const context = { viewer: publicViewer, requestId: "test", begunAt: "" };
  const answer = await pipeline.answer({ query, variables: {}, mayChange: true }, context);
  return Buffer.isBuffer(answer) ? JSON.parse(answer.toString("utf8")) : answer;
}

it("has subgraphs that compose", () => {
  expect(errors).toBeUndefined();
});

it.each([
  ["{ products { dollars } }", [{ dollars: 13 }, { dollars: 43 }]],
  ["{ products { dong } }", [{ dong: 251 }, { dong: 1001 }]],
  [
    "{ products { dollars dong } }",
    [
      { dollars: 13, dong: 251 },
      { dollars: 43, dong: 1001 },
    ],
  ],
  [
    "{ products { dong price: dollars x: price(currency: USD) both } }",
    [
      { dong: 251, price: 13, x: 10, both: "10 by 20" },
      { dong: 1001, price: 43, x: 40, both: "40 by 20" },
    ],
  ],
  [
    "{ products { price(currency: VND) dollars weight: id seller { rating stars } } }",
    [
      { price: 250, dollars: 13, weight: "p1", seller: { rating: 10, stars: 200 } },
      { price: 1000, dollars: 43, weight: "p2", seller: { rating: 10, stars: 200 } },
    ],
  ],
])("fields get what they require, whatever else is asked: %s", async (query, expected) => {
  expect(await ask(query)).toEqual({ data: { products: expected } });
});

it("two fields that require one with different arguments are asked for apart", async () => {
  asked.length = 0;
  await ask("{ products { dollars dong } }");
  const representations = asked
    .filter((line) => line.startsWith("delivery"))
    // By one request or by two: each has a list of its own.
    .flatMap((line) =>
      Object.values<{ price: number }[]>(JSON.parse(line.slice("delivery ".length)).variables),
    );
  expect(representations.sort((left, right) => (left[0]?.price ?? 0) - (right[0]?.price ?? 0))).toEqual([
    [
      { __typename: "Product", id: "p1", price: 10, weight: 3 },
      { __typename: "Product", id: "p2", price: 40, weight: 3 },
    ],
    [
      { __typename: "Product", id: "p1", price: 250, weight: 3 },
      { __typename: "Product", id: "p2", price: 1000, weight: 3 },
    ],
  ]);
});
