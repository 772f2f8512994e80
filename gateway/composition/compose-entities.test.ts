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
const owned = (type: string, isShared = false) =>
  subgraph("people", `type ${type} implements Node @key(fields: "code") { id: ID! code: ID! name: String }`, [
    { type, isShared },
  ]);

it("finds the owner and key of each node, in the order of the types", () => {
  const found = composeNodeTypes([
    subgraph("b", 'type Z implements Node @key(fields: "id") { id: ID! }', [{ type: "Z", isShared: false }]),
    subgraph("a", 'type A implements Node @key(fields: "x y") @key(fields: "code") { id: ID! code: ID! }', [
      { type: "A", isShared: false },
    ]),
    subgraph("c", 'type Plain @key(fields: "id") { id: ID! }'),
  ]);
  expect(found).toEqual({
    types: [
      { type: "A", key: "code", owner: "a" },
      { type: "Z", key: "id", owner: "b" },
    ],
    problems: [],
  });
});

it("says in a sentence what is wrong with an owner", () => {
  const { problems } = composeNodeTypes([
    owned("Person"),
    subgraph("staff", 'type Person implements Node @key(fields: "code") { id: ID! code: ID! }', [person]),
    subgraph("keyless", "type Thing implements Node { id: ID! }", [{ type: "Thing", isShared: false }]),
    subgraph("other", 'type Stray implements Node @key(fields: "id") { id: ID! }'),
  ]);
  expect(problems).toEqual([
    "[staff] Expected Person to have one owner; people says that it is.",
    "[keyless] Expected Thing, a Node, to have a @key of one field.",
    "[other] Expected a subgraph that owns Stray, a Node; none says so.",
  ]);
});

it("takes an owner's entity that is no node, whatever its key, and what others give of that", () => {
  const sums = [{ type: "Sum", isShared: false }];
  const asker = subgraph("asker", 'type Sum @key(fields: "unit { code } from") { unit: Unit from: Int! }');
  const owner = subgraph(
    "owner",
    'type Sum @key(fields: "unit { code } from") { unit: Unit from: Int! value: Int! }',
    sums,
  );
  expect(composeNodeTypes([asker, owner])).toEqual({ types: [], problems: [] });
  expect(sharedProblems([asker, owner])).toEqual([]);
});

it("refuses an entity that others answer for where its owner does not say that it is shared", () => {
  const other = subgraph(
    "desks",
    'type Person @key(fields: "code") { id: ID! @shareable code: ID! desk: String @shareable }',
  );
  expect(sharedProblems([owned("Person"), other])).toEqual([
    "[people] Expected Person to be shared, since desks answers for fields of it, too: in its subgraph.ts write " +
      '`Person: owningReference("code", …, { isShared: true }),`.',
  ]);
  expect(sharedProblems([owned("Person", true), other])).toEqual([]);
});

it("lets others refer to an entity by its key, and with fields that the owner brings along", () => {
  const stub = subgraph(
    "desks",
    'type Person implements Node @key(fields: "code") { id: ID! @shareable code: ID! name: String @external }',
  );
  expect(sharedProblems([owned("Person"), stub])).toEqual([]);
});

it("refuses a field of a shared entity that may never be null, whoever has it", () => {
  const other = subgraph("desks", 'type Person @key(fields: "code") { code: ID! desk: String! }');
  const rule = "of an entity that several subgraphs answer for, only its key and id are never null.";
  expect(sharedProblems([owned("Person", true), other])).toEqual([
    `[desks] Expected Person.desk to be nullable, with @semanticNonNull where null comes with an error alone: ${rule}`,
  ]);
});
