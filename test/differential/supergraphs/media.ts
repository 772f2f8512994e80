import type { TestGraph } from "../world/test-graph";

/** An interface that is an entity, seen as an object elsewhere; unions and interfaces within each other. */
export const media: TestGraph = {
  name: "media",
  subgraphs: {
    catalogue: `
      type Query { media(id: ID!): Media allMedia: [Media!]! shown: [Shown] }
      interface Media @key(fields: "id") { id: ID! title: String! maker: Person }
      type Book implements Media @key(fields: "id") { id: ID! title: String! maker: Person pages: Int sequel: Book }
      type Film implements Media @key(fields: "id") { id: ID! title: String! maker: Person minutes: Int! trailers: [String] }
      type Song implements Media @key(fields: "id") { id: ID! title: String! maker: Person album: Shown }
      type Person @key(fields: "id") { id: ID! name: String }
      type Poster { text: String colours: [Colour!] about: Media }
      enum Colour { RED GREEN BLUE }
      union Shown = Book | Film | Poster
    `,
    ratings: `
      type Query { best: [Media] }
      type Media @interfaceObject @key(fields: "id") { id: ID! title: String! @external rank: Int @requires(fields: "title") stars: Int! score(scale: Int = 5): Float critics: [Person!] like: [Media] }
      type Person @key(fields: "id") { id: ID! liked: [Media!] strict: Boolean }
    `,
    loans: `
      type Query { loans: [Loan!] }
      type Loan @key(fields: "id") { id: ID! what: Book by: Borrower due: String }
      type Book @key(fields: "id") { id: ID! pages: Int @external loans: [Loan] thick: Boolean @requires(fields: "pages") }
      union Borrower = Person | Library
      type Person @key(fields: "id") { id: ID! loans: [Loan!]! }
      type Library { name: String! rooms: [Room] }
      interface Room { number: Int! }
      type Hall implements Room { number: Int! seats: Int }
      type Store implements Room { number: Int! locked: Boolean! }
    `,
  },
};
