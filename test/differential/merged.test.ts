import "../../gateway/config/environment";
import { type CheckedAnswer, checkAnswer } from "../../gateway/transport/check-answer";
import type { FetchSubgraph } from "../../gateway/transport/subgraph-request";
import { alikeMerged } from "./checks";
import { findWrong } from "./find-wrong";
import { openGateway, readAnswer } from "./gateway-under-test";
import { testGraphs } from "./supergraphs/test-graphs";
import { illnessArbitrary } from "./world/illness";
import { buildGraph } from "./world/test-graph";

/* One request for several fetches of a subgraph, beside a gateway that makes a request for each. */
describe.each(testGraphs().map(buildGraph))("over $name, the gateway", (graph) => {
  it("answers the same, and tells the same errors, by fewer requests", async () => {
    const { supergraphSdl } = graph;
    const gateways = [
      openGateway(supergraphSdl),
      openGateway(supergraphSdl, { mergesFetches: false }),
    ] as const;
    let saved = 0;
    const check = alikeMerged(graph, gateways, (requests) => {
      saved += requests;
    });
    const illnesses = illnessArbitrary([...graph.schemas.keys()]);
    expect(await findWrong(graph, check, { runs: 80, seed: 3, illnesses })).toBeUndefined();
    expect(saved).toBeGreaterThan(0);
  });
});

const graph = buildGraph({
  name: "library",
  subgraphs: {
    books: `
      type Query { book: Book author: Author }
      type Book @key(fields: "id") { id: ID! title: String }
      type Author @key(fields: "id") { id: ID! name: String }
    `,
    lending: `
      type Book @key(fields: "id") { id: ID! loans: Int }
      type Author @key(fields: "id") { id: ID! read(year: Int): Int }
    `,
  },
});
const query = "query($year: Int) { book { title loans } author { name read(year: $year) } }";
const books = {
  book: { __typename: "Book", id: "b", title: "Rừng" },
  author: { __typename: "Author", id: "a", name: "Lan" },
};

interface Case {
  name: string;
  /** What the lending subgraph answers to requests for both types at once, and to one for books or authors. */
  merged: object;
  status?: number;
  book?: object;
  author?: object;
  answer: object;
  /** Which were made of lending: "both", "book" or "author". */
  requests: string[];
}

const whole = { book: { title: "Rừng", loans: 3 }, author: { name: "Lan", read: 8 } };
const loans = { data: { _entities: [{ loans: 3 }] } };
const read = { data: { _entities: [{ read: 8 }] } };
const message = "no";

const cases: Case[] = [
  {
    name: "takes both from one answer",
    merged: { data: { _entities0: [{ read: 8 }], _entities1: [{ loans: 3 }] } },
    answer: { data: whole },
    requests: ["both"],
  },
  {
    name: "brings errors to the entity of the part that they are of",
    merged: {
      data: { _entities0: [null], _entities1: [{ loans: 3 }] },
      errors: [{ message, path: ["_entities0", 0] }],
    },
    answer: {
      data: { book: whole.book, author: { name: "Lan", read: null } },
      errors: [{ message, path: ["author", "read"] }],
    },
    requests: ["both"],
  },
  {
    name: "asks for each alone where one part has taken the other's data along",
    merged: { data: null, errors: [{ message, path: ["_entities0"] }] },
    book: loans,
    author: { data: null, errors: [{ message, path: ["_entities"] }] },
    answer: {
      data: { book: whole.book, author: { name: "Lan", read: null } },
      errors: [{ message, path: ["author", "read"] }],
    },
    requests: ["both", "author", "book"],
  },
  {
    name: "asks for each alone where an error does not say which part it is of",
    merged: { data: { _entities0: [{ read: null }], _entities1: [{ loans: 3 }] }, errors: [{ message }] },
    book: loans,
    author: { data: { _entities: [{}] }, errors: [{ message }] },
    answer: {
      data: { book: whole.book, author: { name: "Lan", read: null } },
      errors: [{ message, path: ["author", "read"] }],
    },
    requests: ["both", "author", "book"],
  },
  {
    name: "asks for each alone where a list is too short",
    merged: { data: { _entities0: [], _entities1: [{ loans: 3 }] } },
    ...{ book: loans, author: read },
    answer: { data: whole },
    requests: ["both", "author", "book"],
  },
  {
    name: "asks for each alone where all of it is more than the subgraph takes",
    ...{ merged: {}, status: 413, book: loans, author: read },
    answer: { data: whole },
    requests: ["both", "author", "book"],
  },
  {
    name: "asks a subgraph that has no room for nothing more",
    merged: { data: null, errors: [{ message, extensions: { code: "SERVICE_UNAVAILABLE", retryAfter: 1 } }] },
    answer: {
      data: { book: { title: "Rừng", loans: null }, author: { name: "Lan", read: null } },
      errors: ["book.loans", "author.read"].map((path) => ({
        ...{ message, path: path.split(".") },
        extensions: { code: "SERVICE_UNAVAILABLE", retryAfter: 1 },
      })),
    },
    requests: ["both"],
  },
];

it.each(cases)("$name", async ({ merged, status = 200, book = {}, author = {}, answer, requests }) => {
  const asked: string[] = [];
  const fetch: FetchSubgraph = async ({ subgraph, body }) => {
    if (subgraph === "books") return answerWith({ data: books });
    const ofBooks = body.includes("loans");
    const ofAuthors = body.includes("read(");
    asked.push(ofBooks && ofAuthors ? "both" : ofBooks ? "book" : "author");
    if (ofAuthors) expect(JSON.parse(body).variables.year).toBe(2025);
    const answered = ofBooks && ofAuthors ? merged : ofBooks ? book : author;
    return answerWith(JSON.parse(inItsWords(body, answered)), ofBooks && ofAuthors ? status : 200);
  };
  const gateway = openGateway(graph.supergraphSdl);
  expect(readAnswer(await gateway.ask({ query, variables: { year: 2025 } }, fetch))).toEqual(answer);
  expect(asked).toEqual(requests);
});

it("makes a request of one part where the other has no entities", async () => {
  const asked: string[] = [];
  const fetch: FetchSubgraph = async ({ subgraph, body }) => {
    if (subgraph === "books") return answerWith({ data: { ...books, author: null } });
    asked.push(JSON.parse(body).query);
    return answerWith(loans);
  };
  const gateway = openGateway(graph.supergraphSdl);
  const answer = readAnswer(await gateway.ask({ query, variables: {} }, fetch));
  expect(answer).toEqual({ data: { book: whole.book, author: null } });
  expect(asked).toEqual([
    "query($representations:[_Any!]!){_entities(representations:$representations){...on Book{loans}}}",
  ]);
});

it("tells of each part where the one request is not answered", async () => {
  let asked = 0;
  const fetch: FetchSubgraph = async ({ subgraph }) => {
    if (subgraph === "books") return answerWith({ data: books });
    asked++;
    throw new Error("made up to be down");
  };
  const { errors = [] } = readAnswer(
    await openGateway(graph.supergraphSdl).ask({ query, variables: {} }, fetch),
  );
  expect(errors.map(({ path, extensions }) => [path?.join("."), extensions?.code])).toEqual([
    ["book.loans", "SERVICE_UNAVAILABLE"],
    ["author.read", "SERVICE_UNAVAILABLE"],
  ]);
  expect(asked).toBe(1);
});

/** The answer with the name that the request gives to a field with arguments. */
function inItsWords(body: string, answer: object): string {
  const [, alias = "read"] = /(\w+): ?read\(/.exec(body) ?? [];
  return JSON.stringify(answer).replaceAll('"read"', JSON.stringify(alias));
}

function answerWith(answer: object, status = 200): CheckedAnswer {
  return checkAnswer({ status, bytes: Buffer.from(JSON.stringify(answer)) });
}
