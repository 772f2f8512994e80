import "../../gateway/config/environment";
import { type CheckedAnswer, checkAnswer } from "../../gateway/transport/check-answer";
import type { FetchSubgraph } from "../../gateway/transport/subgraph-request";
import { openGateway, readAnswer } from "./gateway-under-test";
import { buildGraph } from "./world/test-graph";

/* What subgraphs answer that they may not, and no single schema would. */
const { supergraphSdl } = buildGraph({
  name: "pets",
  subgraphs: {
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
      type Thing @interfaceObject @key(fields: "id") { id: ID! stars: Int }
      type Dog @key(fields: "id") { id: ID! visits: Int! bill: Float }
    `,
  },
});

interface Case {
  name: string;
  query: string;
  /** What each subgraph answers. */
  pets: object;
  vets?: object;
  data: object;
  /** Where errors are told. */
  errors: string[];
}

const cases: Case[] = [
  {
    name: "goes by the declared type where nobody tells another",
    query: "{ home { best { ... on Named { ... on Dog { tag } } } } }",
    pets: { data: { home: { best: { tag: "x" } } } },
    data: { home: { best: { tag: "x" } } },
    errors: [],
  },
  {
    name: "keeps the type that is known when a subgraph that knows the interface alone adds to an object",
    query: "{ things { stars ... on Pen { ink } } }",
    pets: { data: { things: [{ __typename: "Pen", id: "p", ink: "blue" }] } },
    vets: { data: { _entities: [{ __typename: "Thing", stars: 3 }] } },
    data: { things: [{ stars: 3, ink: "blue" }] },
    errors: [],
  },
  {
    name: "has null for a single value where a list belongs",
    query: "{ numbers home { size } }",
    pets: { data: { numbers: 5, home: { size: 1 } } },
    data: { numbers: null, home: { size: 1 } },
    errors: ["numbers"],
  },
  {
    name: "has null for a number where an object belongs",
    query: "{ numbers home { size } }",
    pets: { data: { numbers: [5], home: 7 } },
    data: { numbers: [5], home: null },
    errors: ["home"],
  },
  {
    name: "has null for an Int of more than 32 bits",
    query: "{ home { size } }",
    pets: { data: { home: { size: 3_000_000_000 } } },
    data: { home: { size: null } },
    errors: ["home.size"],
  },
  {
    name: "has null for an object whose type's name is asked for and nobody tells",
    query: "{ home { named { __typename name } } }",
    pets: { data: { home: { named: { name: 1 } } } },
    data: { home: { named: null } },
    errors: ["home.named.__typename"],
  },
  {
    name: "has null for an object of which what is selected depends on a type that nobody tells",
    query: "{ home { named { name ... on Dog { tag } } } pets { ... on Cat { lives } } }",
    pets: { data: { home: { named: { name: 1, tag: "x" } }, pets: [{}, { __typename: "Cat", lives: 9 }] } },
    data: { home: { named: null }, pets: null },
    errors: ["home.named", "pets.0"],
  },
  {
    name: "tells of fields that a subgraph leaves out",
    query: "{ home { size best { tag bill } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", tag: "x" } } } },
    vets: { data: { _entities: [{}] } },
    data: { home: { size: null, best: { tag: "x", bill: null } } },
    errors: ["home.size", "home.best.bill"],
  },
  {
    name: "tells of wrong values beside errors that a subgraph tells of",
    query: "{ home { size } numbers }",
    pets: { data: { home: { size: "many" }, numbers: null }, errors: [{ message: "no", path: ["numbers"] }] },
    data: { home: { size: null }, numbers: null },
    errors: ["numbers", "home.size"],
  },
  {
    name: "gives an error to the entity that it is of, also behind one that was not asked for",
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
    data: { pets: [{ name: 1 }, { name: 2, bill: null }] },
    errors: ["pets.1.bill"],
  },
  {
    name: "tells of entities that are fewer than were asked for",
    query: "{ home { best { tag bill } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", tag: "x" } } } },
    vets: { data: { _entities: [] } },
    data: { home: { best: { tag: "x", bill: null } } },
    errors: ["home.best.bill"],
  },
  {
    name: "has null for an object where a number belongs and stood before",
    query: "{ home { best { bill } } }",
    pets: { data: { home: { best: { __typename: "Dog", id: "d", bill: 2.5 } } } },
    vets: { data: { _entities: [{ bill: {} }] } },
    data: { home: { best: { bill: null } } },
    errors: ["home.best.bill"],
  },
  {
    name: "tells an error of all entities at once at each of their fields",
    query: "{ pets { ... on Dog { bill } } }",
    pets: { data: { pets: [{ __typename: "Dog", id: "d" }] } },
    vets: { data: null, errors: [{ message: "no", path: ["_entities"] }] },
    data: { pets: [{ bill: null }] },
    errors: ["pets.0.bill"],
  },
];

it.each(cases)("$name", async ({ query, pets, vets = {}, data, errors }) => {
  const answer = await ask(query, async ({ subgraph }) => answerWith(subgraph === "pets" ? pets : vets));
  expect(answer).toEqual({ data, errors });
});

it("asks for an entity once, however often it stands in the answer, and gives each place its errors", async () => {
  const bodies: unknown[] = [];
  const dog = (id: string) => ({ __typename: "Dog", id });
  const answer = await ask("{ pets { ... on Dog { bill } } }", async ({ subgraph, body }) => {
    if (subgraph === "pets") return answerWith({ data: { pets: [dog("a"), dog("b"), dog("a")] } });
    bodies.push(JSON.parse(body).variables);
    return answerWith({
      data: { _entities: [{ bill: null }, { bill: 2 }] },
      errors: [{ message: "no", path: ["_entities", 0, "bill"] }],
    });
  });
  expect(bodies).toEqual([{ representations: [dog("a"), dog("b")] }]);
  expect(answer).toEqual({
    data: { pets: [{ bill: null }, { bill: 2 }, { bill: null }] },
    errors: ["pets.0.bill", "pets.2.bill"],
  });
});

async function ask(query: string, fetch: FetchSubgraph): Promise<{ data: unknown; errors: unknown[] }> {
  const answer = await openGateway(supergraphSdl).ask({ query, variables: {} }, fetch);
  const { data, errors = [] } = readAnswer(answer);
  return { data, errors: errors.map(({ path }) => path?.join(".")) };
}

function answerWith(answer: object): CheckedAnswer {
  return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify(answer)) });
}
