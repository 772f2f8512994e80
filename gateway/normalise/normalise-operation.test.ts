import {
  buildSchema,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { normaliseOperation } from "./normalise-operation";
import { createGraphNaming } from "./response-names";

const schema = buildSchema(`
  interface Named { name: String! }
  type Ward implements Named { code: ID! name: String! area: Float size: Int tasks(first: Int, filter: Filter): [Task!]! }
  type Office implements Named { code: ID! name: String! size: String owner: Ward }
  union Owner = Ward | Office
  input Filter { open: Boolean late: Boolean }
  type Task { id: ID! owner: Owner named: Named title: String }
  type Query { ward(code: ID!): Ward wards: [Ward!]! tasks: [Task!]! }
  type Mutation { close(id: ID!): Task reopen(id: ID!): Task }
`);
const naming = createGraphNaming(schema, schema);

function normalise(query: string): string | undefined {
  return normalised(query).text;
}

function normalised(query: string) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const [definition] = document.definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!definition) throw new Error("Expected an operation.");
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  return normaliseOperation({ schema, naming, definition, fragments });
}

it.each([
  ["{ w: wards { n: name ...A } } fragment A on Ward { area }", true],
  ["{ wards { name other: name } }", false],
  ["{ wards { name } wards { area } }", false],
  ["{ wards { name __typename } }", false],
  ["{ wards { name ... on Named { ... on Office { size } } } }", false],
  ["{ wards { name @skip(if: true) area } }", true],
])("%s: each field once is %s", (query, isPlain) => {
  expect(normalised(query).isPlain).toBe(isPlain);
});

const same: [string, ...string[]][] = [
  [
    "query {wards {area code name}}",
    "{ wards { code name area } }",
    "query Wards { w: wards { n: name a: area code: code code } }",
    "{ wards { name ...A } wards { ...B } } fragment A on Ward { x: area } fragment B on Ward { ...A code }",
    "{ wards { name ... { code } ... on Ward @include(if: true) { area } ... on Named { name } } }",
    "{ wards { name @skip(if: false) code area __typename } __typename }",
  ],
  [
    'query {ward__0: ward(code: "00004") {code} ward__1: ward(code: "00008") {code}}',
    '{ code: ward(code: "00008") { code } name: ward(code: "00004") { code } }',
    '{ a: ward(code: """00004""") { code } b: ward(code: "00008") { name: code } }',
  ],
  [
    "query ($n: Int = 3) {wards {tasks__0: tasks(filter: {late: true, open: false}, first: $n) {id}}}",
    "query Q($n: Int = 3) { wards { t: tasks(first: $n, filter: { open: false, late: true }) { id } } }",
  ],
  // Of a type that its fields' shapes differ in, each shape has a name.
  [
    "query {tasks {owner {... on Office {size__s1: size} ... on Ward {size__s0: size}}}}",
    "{ tasks { owner { ... on Ward { size } ... on Office { text: size } } } }",
  ],
  // What every object of the place has needs no condition of type.
  ["query {tasks {named {name}}}", "{ tasks { named { ... on Named { name } name ... { name } } } }"],
  // Whether there is a ward has to be known all the same.
  [
    "query {wards {__typename}}",
    "{ wards { __typename } }",
    "{ wards { name @include(if: false) __typename } }",
  ],
  [
    "query ($all: Boolean!) {wards {... @include(if: $all) {area name} code}}",
    "query ($all: Boolean!) { wards { code ... on Ward @include(if: $all) { name ... @include(if: $all) { area } } } }",
    "query ($all: Boolean!) { wards { a: area @include(if: $all) code ... @include(if: $all) { name } } }",
  ],
  // Each change is one of its own, in the client's order.
  [
    'mutation {reopen__0: reopen(id: "2") {id} close__1: close(id: "1") {id} close__2: close(id: "1") {id}}',
    'mutation { b: reopen(id: "2") { id } ... { a: close(id: "1") { id } } close(id: "1") { id } }',
    'mutation { x: reopen(id: "2") { id } y: close(id: "1") { y: id } z: close(id: "1") { id } }',
  ],
  [
    'mutation ($a: Boolean!, $b: Boolean!) {... @include(if: $a) {... @include(if: $b) {close__0: close(id: "1") {id}}}}',
    'mutation ($a: Boolean!, $b: Boolean!) { ... @include(if: $b) { close(id: "1") @include(if: $a) { id } } }',
  ],
  [
    'mutation ($no: Boolean!) {... @skip(if: $no) {close__0: close(id: "1") {id}} reopen__1: reopen(id: "2") {id}}',
    'mutation ($no: Boolean!) { close(id: "1") @skip(if: $no) { id } reopen(id: "2") { id } }',
  ],
  // What may take one of a client's two objects is not asked for beside the other.
  [
    "query {tasks {owner {... on Ward {code}} owner__v1: owner {... on Ward {name}} title}}",
    "{ tasks { title a: owner { ... on Ward { code } } b: owner { ... on Ward { name } } } }",
    "{ tasks { owner { ...N } x: owner { ... on Ward { y: code } } title } } fragment N on Ward { name }",
  ],
  // Both stand or fall with the same.
  [
    "query {tasks {owner {... on Ward {area code size__s0: size}}}}",
    "{ tasks { a: owner { ... on Ward { code area } } b: owner { ... on Ward { size code } } } }",
  ],
];
it.each(same)("%s", (text, ...queries) => {
  expect(queries.map(normalise)).toEqual(queries.map(() => text));
});

it("is nothing where nothing has to be fetched", () => {
  expect(
    ["{ __typename }", "{ __schema { types { name } } }", '{ __type(name: "Ward") { name } }'].map(normalise),
  ).toEqual([undefined, undefined, undefined]);
});

it("leaves variables out that only the schema is asked with", () => {
  expect(
    normalise("query ($t: String!, $n: Int) { __type(name: $t) { name } wards { tasks(first: $n) { id } } }"),
  ).toBe("query ($n: Int) {wards {tasks__0: tasks(first: $n) {id}}}");
});

it("separates names by what no field of the graph has in its name", () => {
  const odd = buildSchema("type Query { a__0: Int a(x: Int): Int a___s1: Int }");
  expect(createGraphNaming(odd, odd).separator).toBe("____");
});
