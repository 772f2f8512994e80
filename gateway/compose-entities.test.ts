import { parse } from "graphql";
import { composeNodeTypes, type DeclaringSubgraph, sharedProblems } from "./compose-entities";

const subgraph = (
  name: string,
  sdl: string,
  entities: DeclaringSubgraph["entities"] = [],
): DeclaringSubgraph => ({
  ...{ name, typeDefs: parse(sdl), entities },
});
const person = { type: "Person", isShared: true };
const home = (type: string, isShared = false) =>
  subgraph(
    "people",
    `type ${type} implements Node @key(fields: "code") { id: ID! code: ID! name: String }`,
    [{ type, isShared }],
  );

it("finds the home and key of each node, in the order of the types", () => {
  const found = composeNodeTypes([
    subgraph("b", 'type Z implements Node @key(fields: "id") { id: ID! }', [{ type: "Z", isShared: false }]),
    subgraph("a", 'type A implements Node @key(fields: "x y") @key(fields: "code") { id: ID! code: ID! }', [
      { type: "A", isShared: false },
    ]),
    subgraph("c", 'type Plain @key(fields: "id") { id: ID! }'),
  ]);
  expect(found).toEqual({
    types: [
      { type: "A", key: "code", home: "a" },
      { type: "Z", key: "id", home: "b" },
    ],
    problems: [],
  });
});

it("says in a sentence what is wrong with a home", () => {
  const { problems } = composeNodeTypes([
    home("Person"),
    subgraph("staff", 'type Person implements Node @key(fields: "code") { id: ID! code: ID! }', [person]),
    subgraph("keyless", "type Thing implements Node { id: ID! }", [{ type: "Thing", isShared: false }]),
    subgraph("other", 'type Stray implements Node @key(fields: "id") { id: ID! }'),
  ]);
  expect(problems).toEqual([
    "[staff] Expected Person to have one home; people is one, too.",
    "[keyless] Expected Thing, which it is home of, to have a @key of one field.",
    "[other] Expected a subgraph that is home of Stray, a Node; none says so.",
  ]);
});

it("refuses an entity that others answer for where its home does not say that it is shared", () => {
  const other = subgraph(
    "desks",
    'type Person @key(fields: "code") { id: ID! @shareable code: ID! desk: String @shareable }',
  );
  expect(sharedProblems([home("Person"), other])).toEqual([
    "[people] Expected Person to be shared, since desks answers for fields of it, too: in subgraphs/people/subgraph.ts write " +
      '`Person: owningReference("code", …, { isShared: true }),`.',
  ]);
  expect(sharedProblems([home("Person", true), other])).toEqual([]);
});

it("lets others refer to an entity by its key, and with fields that the home brings along", () => {
  const stub = subgraph(
    "desks",
    'type Person implements Node @key(fields: "code") { id: ID! @shareable code: ID! name: String @external }',
  );
  expect(sharedProblems([home("Person"), stub])).toEqual([]);
});

it("refuses a field of a shared entity that may never be null, whoever has it", () => {
  const other = subgraph("desks", 'type Person @key(fields: "code") { code: ID! desk: String! }');
  const rule = "of an entity that several subgraphs answer for, only its key and id are never null.";
  expect(sharedProblems([home("Person", true), other])).toEqual([
    `[desks] Expected Person.desk to be nullable, with @semanticNonNull where null comes with an error alone: ${rule}`,
  ]);
});
