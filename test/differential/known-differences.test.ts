import "../../gateway/environment";
import { isDeepStrictEqual } from "node:util";
import type { FetchSubgraph } from "../../gateway/executor/execution";
import { type CheckedAnswer, checkAnswer } from "../../gateway/subgraphs/check-answer";
import { type Answered, startBoth } from "./both-executors";
import { buildGraph } from "./test-graph";

/*
 * Where Apollo's executor is wrong, and ours is held to what GraphQL says. Its answers stand beside ours: when a
 * later version answers rightly, a case fails here, and can go.
 */
const subgraphs = {
  pets: `
    type Query { pets: [Pet!] home: Home numbers: [Int!] things: [Thing!] }
    interface Thing @key(fields: "id") { id: ID! title: String }
    type Pen implements Thing @key(fields: "id") { id: ID! title: String ink: String }
    type Cup implements Thing @key(fields: "id") { id: ID! title: String }
    union Pet = Cat | Dog
    type Cat implements Named @key(fields: "id") { id: ID! name: Int lives: Int! }
    type Dog implements Named @key(fields: "id") { id: ID! name: Int tag: String }
    interface Named { id: ID! name: Int }
    type Home { size: Int rooms: [Room] best: Dog named: Named }
    type Room { number: Int! }
  `,
  vets: `
    type Thing @interfaceObject @key(fields: "id") {
      id: ID! title: String @external stars: Int rank: Int @requires(fields: "title")
    }
    type Dog @key(fields: "id") {
      id: ID! visits: Int! bill: Float name: Int @external tag: String @external
      dose: Float @requires(fields: "name") label: String @requires(fields: "tag")
    }
  `,
};

interface Case {
  why: string;
  query: string;
  /** `data` of each subgraph's answer, or the whole answer. */
  pets: object;
  vets?: object | ((representations: readonly object[]) => object);
  ours: object;
  theirs: object;
}

/** What a subgraph answers when one of the entities has a name that it does not know. */
const noEntities = { data: null, errors: [{ message: "no", path: ["_entities"] }] };

const cases: Case[] = [
  {
    why: "What is selected of a type within a fragment on its interface is lost when no type's name was fetched.",
    query: "{ home { best { ... on Named { ... on Dog { tag } } } } }",
    pets: { data: { home: { best: { tag: "x" } } } },
    ours: { data: { home: { best: { tag: "x" } } }, paths: [] },
    theirs: { data: { home: { best: {} } }, paths: [] },
  },
  {
    why: "The type is forgotten when a subgraph that knows the interface alone adds to an object.",
    query: "{ things { stars ... on Pen { ink } } }",
    pets: { data: { things: [{ __typename: "Pen", id: "p", ink: "blue" }] } },
    vets: { data: { _entities: [{ __typename: "Thing", stars: 3 }] } },
    ours: { data: { things: [{ stars: 3, ink: "blue" }] }, paths: [] },
    theirs: { data: { things: [{ stars: 3 }] }, paths: [] },
  },
  {
    why: "A single value for a list takes the whole answer away.",
    query: "{ numbers home { size } }",
    pets: { data: { numbers: 5, home: { size: 1 } } },
    ours: { data: { numbers: null, home: { size: 1 } }, paths: ["numbers"] },
    theirs: { data: undefined, paths: [undefined] },
  },
  {
    why: "A number for an object takes the whole answer away.",
    query: "{ numbers home { size } }",
    pets: { data: { numbers: [5], home: 7 } },
    ours: { data: { numbers: [5], home: null }, paths: ["home"] },
    theirs: { data: undefined, paths: [undefined] },
  },
  {
    why: "An Int of more than 32 bits passes.",
    query: "{ home { size } }",
    pets: { data: { home: { size: 3_000_000_000 } } },
    ours: { data: { home: { size: null } }, paths: ["home.size"] },
    theirs: { data: { home: { size: 3_000_000_000 } }, paths: [] },
  },
  {
    why: "When nobody says which type an object is of, a null stands for its name and nothing tells why.",
    query: "{ home { named { __typename name } } }",
    pets: { data: { home: { named: { name: 1 } } } },
    ours: { data: { home: { named: null } }, paths: ["home.named.__typename"] },
    theirs: { data: { home: { named: null } }, paths: [] },
  },
  {
    why: "When nobody says which type an object is of, it lacks what is selected of its type, and nothing tells why.",
    query: "{ home { named { name ... on Dog { tag } } } pets { ... on Cat { lives } } }",
    pets: { data: { home: { named: { name: 1, tag: "x" } }, pets: [{}, { __typename: "Cat", lives: 9 }] } },
    ours: { data: { home: { named: null }, pets: null }, paths: ["home.named", "pets.0"] },
    theirs: { data: { home: { named: { name: 1 } }, pets: [{}, { lives: 9 }] }, paths: [] },
  },
  {
    why: "A field that a subgraph leaves out is null, and nothing tells why.",
    query: "{ home { size best { tag bill } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", tag: "x" } } } },
    vets: { data: { _entities: [{}] } },
    ours: {
      data: { home: { size: null, best: { tag: "x", bill: null } } },
      paths: ["home.size", "home.best.bill"],
    },
    theirs: { data: { home: { size: null, best: { tag: "x", bill: null } } }, paths: [] },
  },
  {
    why: "A plan asks for what is required of a skipped field and of another at once, so the other is never asked for.",
    query: "query ($no: Boolean! = true) { home { best { label dose @skip(if: $no) } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", tag: "x" } } } },
    ours: { data: { home: { best: { label: null } } }, paths: ["home.best.label"] },
    theirs: { data: { home: { best: { label: null } } }, paths: [] },
  },
  {
    why: "A wrong value is not told of once a subgraph told of an error elsewhere.",
    query: "{ home { size } numbers }",
    pets: { data: { home: { size: "many" }, numbers: null }, errors: [{ message: "no", path: ["numbers"] }] },
    ours: { data: { home: { size: null }, numbers: null }, paths: ["numbers", "home.size"] },
    theirs: { data: { home: { size: null }, numbers: null }, paths: ["numbers"] },
  },
  {
    why: "An error of the second entity lands on the first, when the first could not be asked for.",
    query: "{ pets { ... on Dog { name bill } ... on Cat { name } } }",
    pets: {
      data: {
        pets: [
          { __typename: "Cat", name: 1 },
          { __typename: "Dog", id: "d", name: 2 },
        ],
      },
    },
    vets: {
      data: { _entities: [{ bill: null }] },
      errors: [{ message: "no", path: ["_entities", 0, "bill"] }],
    },
    ours: { data: { pets: [{ name: 1 }, { name: 2, bill: null }] }, paths: ["pets.1.bill"] },
    theirs: { data: { pets: [{ name: 1 }, { name: 2, bill: null }] }, paths: ["pets.0.bill"] },
  },
  {
    why: "Entities that are fewer than were asked for: the error stands nowhere.",
    query: "{ home { best { tag bill } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", tag: "x" } } } },
    vets: { data: { _entities: [] } },
    ours: { data: { home: { best: { tag: "x", bill: null } } }, paths: ["home.best.bill"] },
    theirs: { data: { home: { best: { tag: "x", bill: null } } }, paths: [undefined] },
  },
  {
    why: "An object for a number is passed over when a number stands there already.",
    query: "{ home { best { bill } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", bill: 2.5 } } } },
    vets: { data: { _entities: [{ bill: {} }] } },
    ours: { data: { home: { best: { bill: null } } }, paths: ["home.best.bill"] },
    theirs: { data: { home: { best: { bill: 2.5 } } }, paths: [] },
  },
  {
    why: "An error of all entities at once stands at a place that the answer does not have.",
    query: "{ pets { ... on Dog { bill } } }",
    pets: { data: { pets: [{ __typename: "Dog", id: "d" }] } },
    vets: noEntities,
    ours: { data: { pets: [{ bill: null }] }, paths: ["pets.0.bill"] },
    theirs: { data: { pets: [{ bill: null }] }, paths: ["pets.@._entities"] },
  },
  {
    why: "What is required of some types is sent for all of them, and without a key.",
    query: "{ things { title ... on Pen { rank } } }",
    pets: {
      data: {
        things: [
          { __typename: "Pen", id: "p", title: "x" },
          { __typename: "Cup", id: "c", title: "y" },
        ],
      },
    },
    vets: (representations) =>
      isDeepStrictEqual(representations, [{ __typename: "Thing", id: "p", title: "x" }])
        ? { data: { _entities: [{ rank: 3 }] } }
        : noEntities,
    ours: { data: { things: [{ title: "x", rank: 3 }, { title: "y" }] }, paths: [] },
    theirs: {
      data: { things: [{ title: "x", rank: null }, { title: "y" }] },
      paths: ["things.@._entities"],
    },
  },
];

it.each(cases)("$why", async ({ query, pets, vets, ours, theirs }) => {
  const graph = buildGraph({ name: "pets", subgraphs });
  const fetch: FetchSubgraph = async ({ subgraph, body }) => {
    const ofVets = () =>
      typeof vets === "function" ? vets(JSON.parse(body).variables.representations) : vets;
    return answerWith(subgraph === "pets" ? pets : ofVets());
  };
  const both = await startBoth(graph, fetch);
  const operation = { query, variables: {} };
  const faults = { kind: "none", salt: 0 } as const;
  const found = [await both.own(operation, faults), await both.stock(operation, faults)];
  await both.stop();
  expect(found.map(brief)).toEqual([ours, theirs]);
});

it("asks for an entity once, however often it stands in the answer, and gives each place its errors", async () => {
  const graph = buildGraph({ name: "pets", subgraphs });
  const bodies: unknown[] = [];
  const dog = (id: string) => ({ __typename: "Dog", id });
  const fetch: FetchSubgraph = async ({ subgraph, body }) => {
    if (subgraph === "pets") return answerWith({ data: { pets: [dog("a"), dog("b"), dog("a")] } });
    bodies.push(JSON.parse(body).variables);
    const entities = [{ bill: null }, { bill: 2 }];
    return answerWith({
      data: { _entities: entities },
      errors: [{ message: "no", path: ["_entities", 0, "bill"] }],
    });
  };
  const both = await startBoth(graph, fetch);
  const answer = await both.own(
    { query: "{ pets { ... on Dog { bill } } }", variables: {} },
    { kind: "none", salt: 0 },
  );
  await both.stop();
  expect(bodies).toEqual([{ representations: [dog("a"), dog("b")] }]);
  expect(brief(answer)).toEqual({
    data: { pets: [{ bill: null }, { bill: 2 }, { bill: null }] },
    paths: ["pets.0.bill", "pets.2.bill"],
  });
});

function answerWith(answer: object): CheckedAnswer {
  return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify(answer)) });
}

function brief({ data, errors, valueErrors }: Answered) {
  return { data, paths: [...errors, ...valueErrors].map(({ path }) => path?.join(".")) };
}
