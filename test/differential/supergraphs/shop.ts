import type { TestGraph } from "../world/test-graph";

/** Keys of every kind, @requires also of nested fields, @provides, @override, @inaccessible, @shareable, mutations. */
export const shop: TestGraph = {
  name: "shop",
  subgraphs: {
    products: `
      type Query { products(first: Int): [Product!]! product(id: ID!): Product shops: [Shop] anything: Thing }
      type Mutation { rename(id: ID!, name: String!): Product touch: Shop }
      type Product @key(fields: "id") @key(fields: "sku brand { code }") {
        id: ID! sku: String! brand: Brand! name(language: Language = VI): String price: Float @shareable weight: Int @shareable
        size: Size @shareable tags: [String!] old: Boolean internalNote: String @inaccessible grid: [[Int]]
      }
      type Brand @key(fields: "code") { code: ID! title: String! products: [Product] }
      type Size @shareable { width: Int! height: Int unit: Unit }
      enum Unit { CM MM INCH @inaccessible }
      enum Language { VI EN }
      type Shop @key(fields: "city { code } number") { city: City! number: String! name: String best: Product }
      type City @shareable { code: ID! name: String }
      union Thing = Product | Shop
    `,
    stock: `
      type Query { shelves: [Shelf!] window: Product @provides(fields: "price size { width }") }
      type Mutation { restock(sku: String!): Shelf }
      type Product @key(fields: "sku brand { code }") @key(fields: "id") {
        id: ID! sku: String! brand: Brand!
        price: Float @external weight: Int @external
        size: Size @external
        shippingCost(to: String): Float @requires(fields: "price weight")
        parcel: String @requires(fields: "size { width height }")
        old: Boolean @override(from: "products")
        amount: Int!
      }
      type Brand @key(fields: "code", resolvable: false) { code: ID! }
      type Size @shareable { width: Int! height: Int }
      type Shelf @key(fields: "id") { id: ID! products: [Product!]! @provides(fields: "weight") label: String full: Boolean! }
    `,
    reviews: `
      type Query { latest: [Review] }
      interface Note { text: String author: User }
      type Review implements Note @key(fields: "id") { id: ID! text: String author: User product: Product stars: Int! }
      type Remark implements Note { text: String author: User private: Boolean }
      type User @key(fields: "login") { login: ID! name: String! reviews: [Review!] notes: [Note] }
      type Product @key(fields: "id") { id: ID! reviews(min: Int = 1): [Review] rating: Float }
      type Shop @key(fields: "city { code } number") { city: City! number: String! reviews: [Review!]! }
      type City @shareable { code: ID! name: String }
    `,
  },
};
