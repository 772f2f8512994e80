import type { BenchSubgraphs } from "./answer-query";

/**
 * The graph that gateways are publicly compared on, with data of our own: users, products and their reviews over four
 * subgraphs, and a query that goes from one to the other and back.
 * See https://github.com/graphql-hive/graphql-gateways-benchmark
 */
export const shopQuery = `query Shop {
  users {
    ...User
    reviews {
      ...Review
      product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
    }
  }
  topProducts {
    ...Product
    reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
  }
}
fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }`;

const users = Array.from({ length: 6 }, (_, index) => ({
  __typename: "User",
  id: String(index + 1),
  name: `Nguyễn Văn ${index}`,
  username: `user${index}`,
  birthday: 600_000_000 + index,
  reviews: () => reviews.slice(0, 2),
}));
const products = Array.from({ length: 5 }, (_, index) => ({
  __typename: "Product",
  upc: String(index + 1),
  name: `Bàn số ${index}`,
  price: 150 + 900 * (index % 2),
  weight: 100 * (index + 1),
  inStock: index % 2 === 0,
  shippingEstimate: 50 * (index + 1),
  reviews: () => reviews.filter(({ product }) => product === products[index]),
}));
/** Eleven texts of 200 to 800 characters. */
const reviews: Record<string, unknown>[] = Array.from({ length: 11 }, (_, index) => ({
  __typename: "Review",
  id: String(index + 1),
  body: "Bàn này chắc chắn, giao đúng hẹn. ".repeat(6 + ((index * 5) % 18)),
  product: products[[0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3][index] ?? 0],
  author: users[0],
}));

const userOf = ({ id }: Record<string, unknown>) => users.find((user) => user.id === id) ?? null;
const productOf = ({ upc }: Record<string, unknown>) =>
  products.find((product) => product.upc === upc) ?? null;

export const shopSubgraphs: BenchSubgraphs = {
  accounts: {
    sdl: `type Query { me: User user(id: ID!): User users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
    query: { users },
    entityOf: userOf,
  },
  inventory: {
    sdl: `type Product @key(fields: "upc") {
        upc: String! weight: Int @external price: Int @external
        inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
      }`,
    entityOf: productOf,
  },
  products: {
    sdl: `type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    query: { topProducts: products },
    entityOf: productOf,
  },
  reviews: {
    sdl: `type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
      type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    entityOf: (key) => (key.__typename === "User" ? userOf(key) : productOf(key)),
  },
};
