import type { TestGraph } from "../world/test-graph";

/** @requires with arguments, of one field in several ways and within others; keys of which some only tell, and do not ask. */
export const travel: TestGraph = {
  name: "travel",
  subgraphs: {
    hotels: `
      type Query { hotels(first: Int = 3): [Hotel!] hotel(code: ID!): Hotel }
      type Mutation { book(input: Booking!): Hotel }
      input Booking { code: ID! nights: Int = 2 guests: [String!] pay: Payment }
      input Payment { currency: Currency! amount: Float }
      enum Currency { VND USD }
      enum Language { VI EN }
      type Hotel @key(fields: "code") {
        code: ID! name(language: Language = VI): String price(currency: Currency!): Float rooms(least: Int = 1): [Room] area: Area
      }
      type Room { beds: Int price(currency: Currency!): Float view: View }
      union View = Garden | Street
      type Garden { trees: Int! flowers: [String] }
      type Street { name: String noise: Float }
      type Area @key(fields: "id", resolvable: false) { id: ID! }
    `,
    taxes: `
      type Query { taxed(above: Float): [Hotel] }
      enum Currency { VND USD }
      enum Language { VI EN }
      type Hotel @key(fields: "code") {
        code: ID! name(language: Language = VI): String @external price(currency: Currency!): Float @external
        rooms(least: Int = 1): [Room] @external
        taxInDong: Float @requires(fields: "price(currency: VND)")
        taxInDollars(rate: Float = 0.1): Float @requires(fields: "price(currency: USD)")
        label: String @requires(fields: "name(language: EN)")
        roomTax: Float @requires(fields: "rooms(least: 2) { price(currency: USD) }")
        stars: Int!
      }
      type Room @external { price(currency: Currency!): Float }
    `,
    maps: `
      type Query { areas: [Area!]! near(code: ID!): [Place] }
      interface Place { title: String within: Area }
      type Peak implements Place { title: String within: Area height: Int }
      type Lake implements Place { title: String within: Area depth: Float! }
      type Area @key(fields: "id") @key(fields: "zone { one two }", resolvable: false) {
        id: ID! zone: Zone! @shareable name: String! size: Float
      }
      type Zone @shareable { one: ID! two: ID! three: ID! }
    `,
    guides: `
      type Query { guided: [Area!] }
      type Area
        @key(fields: "zone { one two }", resolvable: false) @key(fields: "id zone { two three }")
        @key(fields: "id", resolvable: false) {
        id: ID! zone: Zone! @shareable name: String! @external
        caption: String! @requires(fields: "name") density: Float @requires(fields: "name") hotels: [Hotel!]
      }
      type Zone @shareable { one: ID! two: ID! three: ID! }
      type Hotel @key(fields: "code", resolvable: false) { code: ID! }
    `,
  },
};
