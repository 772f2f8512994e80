import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { composeDeclarations } from "./compose-declarations";

const schema = buildSchema(`
  type Loan { id: ID! }
  type Query { loans: [Loan!]! }
  input RecordInput { loans: [ID!]! }
  type UserError { message: String! }
  type Payload { userErrors: [UserError!]! }
  type Mutation { recordLoans(input: RecordInput!): Payload! }`);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "graph-declarations-"));
});
afterEach(() => rm(folder, { recursive: true }));

const path = { path: "/loans.csv", subgraph: "library", timeoutMs: 1_000, cost: 1 };
const fact = {
  name: "loans",
  from: { field: "loans" },
  selection: "{ id }",
  to: { mutation: "recordLoans", list: "loans" },
  afterMutations: false,
};
const declare = async (name: string, declared: object) => {
  await mkdir(join(folder, name));
  const whole = { generated: "by hand", entities: [], forwardedPaths: [], copiedFacts: [], ...declared };
  await writeFile(join(folder, name, "gateway.json"), JSON.stringify(whole));
};
const compose = () => composeDeclarations(["library", "roads"], folder, schema);

it("puts those of all subgraphs into one, and takes it that a subgraph has none", async () => {
  await declare("library", { forwardedPaths: [path], copiedFacts: [fact] });
  expect(compose()).toEqual({
    declarations: { generated: expect.any(String), forwardedPaths: [path], copiedFacts: [fact] },
    problems: [],
  });
});

it("says in a sentence what does not fit", async () => {
  await declare("library", {
    forwardedPaths: [path, { ...path, path: "/health/all" }, { ...path, subgraph: "parks" }],
  });
  await declare("roads", {
    copiedFacts: [
      { ...fact, selection: "{ title }" },
      { ...fact, selection: "{ id" },
      { ...fact, from: { type: "Road" }, to: { mutation: "recordRoads", list: "roads" } },
    ],
  });
  expect(compose().problems).toEqual([
    "[library] Expected a path that the gateway does not answer itself; got /health/all.",
    "Expected /loans.csv to be answered by one of library, roads; got parks.",
    "[parks] Expected each path once; got /loans.csv again.",
    'Expected the fact "loans" to be read and written by valid operations: Cannot query field "title" on type "Loan".',
    'Expected the fact "loans" to be read and written by valid operations: Syntax Error: Expected Name, found <EOF>.',
    'Expected a root field for the fact "loans"; none is a list of Road.',
    'Expected a mutation with an input for the fact "loans"; none is recordRoads.',
  ]);
});

it("names the subgraph whose file is not understood", async () => {
  await declare("roads", { forwardedPaths: [{ ...path, cost: "much" }] });
  expect(compose().problems).toEqual([
    expect.stringMatching(/^\[roads\] Expected declarations in gateway\.json; .*expected number/),
  ]);
});
