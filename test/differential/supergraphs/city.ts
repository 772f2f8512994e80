import type { TestGraph } from "../world/test-graph";

/** Long chains over many subgraphs, @requires of what others have, nested lists, much that is shared. */
export const city: TestGraph = {
  name: "city",
  subgraphs: {
    units: `
      type Query { units: [Unit!]! unit(code: ID!): Unit blocks: [[Block]] }
      type Unit @key(fields: "code") { code: ID! name: String! population: Int! area: Float parent: Unit neighbours: [Unit!]! place: Place @shareable }
      type Place @shareable { lat: Float! lng: Float! }
      type Block @key(fields: "id") { id: ID! unit: Unit! rows: [[Cell!]] }
      type Cell { value: Int! note: String unit: Unit }
    `,
    money: `
      type Query { budgets(year: Int): [Budget] }
      type Unit @key(fields: "code") { code: ID! population: Int! @external area: Float @external place: Place @shareable
        perHead: Float density: Float @requires(fields: "population area") budget: Budget }
      type Place @shareable { lat: Float! lng: Float! }
      type Budget @key(fields: "unit { code } year") { unit: Unit! year: String! total: Float! lines: [Line!] }
      type Line { amount: Float! label: String paidTo: Payee }
      union Payee = Firm | Unit
      type Firm @key(fields: "tax") { tax: ID! name: String @shareable }
    `,
    plans: `
      type Query { firms: [Firm] }
      type Unit @key(fields: "code") { code: ID! perHead: Float @external verdict: String @requires(fields: "perHead") plans: [Plan] }
      type Budget @key(fields: "unit { code } year") { unit: Unit! year: String! approved: Boolean }
      type Firm @key(fields: "tax") { tax: ID! name: String @shareable plans: [Plan!]! }
      interface Plan { title: String! of: Unit }
      type Road implements Plan { title: String! of: Unit length: Int builder: Firm }
      type School implements Plan { title: String! of: Unit pupils: Int! near: [Unit] }
    `,
  },
};
