import { findEquivalentLeaves } from "./equivalent-leaves";

const supergraph = `
  scalar Day
  enum Kind { WARD COMMUNE }
  interface Place @join__type(graph: A) @join__type(graph: B, isInterfaceObject: true, key: "code") { name: String }
  type Unit implements Place
    @join__type(graph: A, key: "code") @join__type(graph: B, key: "code seat { building }") {
    code: ID!
    building: String
    seat: Unit @join__field(graph: A) @join__field(graph: B, external: true, provides: "phone")
    phone: String @join__field(graph: A) @join__field(graph: B, external: true)
    fax: String @join__field(graph: B, external: true) @join__field(graph: A)
    mail: [String!] @join__field(graph: A) @join__field(graph: B, external: true, type: "[String]")
    area: Float @join__field(graph: A, type: "Float!")
    founded: Day @join__field(graph: A)
    kind: Kind @join__field(graph: A)
    motto(language: String): String @join__field(graph: A)
    parent: Unit @join__field(graph: A)
    rank: Int @join__field(graph: B)
    density: Float @join__field(graph: B, requires: "area")
    moved: Int @join__field(graph: B, override: "a")
    visits: Int @join__field
    name: String
    note: String
  }
  type Person @join__type(graph: A) { born: Day died: Day }
`;

it("finds the leaves of a type that are in the same subgraphs on the same terms, and nothing else", () => {
  const standIn = findEquivalentLeaves(supergraph);
  const fields = supergraph.match(/^ {4}\w+(?=[:(])/gm)?.map((name) => name.trim()) ?? [];
  const found = fields.map((field) => [field, standIn("Unit", field)]);
  const nothing = ["code", "building", "seat", "phone", "motto", "parent", "density", "moved", "visits"];
  expect(Object.fromEntries(found)).toEqual({
    ...Object.fromEntries(nothing.map((field) => [field, undefined])),
    ...{ fax: "fax", mail: "fax" },
    ...{ area: "area", founded: "area", kind: "area" },
    ...{ rank: "rank" },
    ...{ name: "name", note: "name" },
  });
  expect([standIn("Person", "died"), standIn("Person", "age"), standIn("Nobody", "born")]).toEqual([
    "born",
    undefined,
    undefined,
  ]);
});
