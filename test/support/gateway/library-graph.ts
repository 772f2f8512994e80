import {
  buildSchema,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  graphql,
  parse,
  validate,
} from "graphql";
import type { OperationRequest, Pipeline } from "../../../gateway/pipeline/pipeline";
import type { GatewayContext } from "../../../gateway/request/context";
import type { JsonObject } from "../../../gateway/values/json";
import { GraphError } from "../../../shared/base/errors/graph-error";

/** Libraries with their loans, as a graph in memory: what tables are read of without a socket. */
export interface LibraryGraph {
  schema: GraphQLSchema;
  pipeline: Pipeline;
  /** Variables of every operation that was asked, in their order. */
  asked: { query: string; variables: JsonObject; context: GatewayContext }[];
  /** What is answered in the place of the next operations, in their order: thrown, or changed. */
  next: ((request: OperationRequest) => Promise<GraphQLError | undefined>)[];
}

export interface LibraryGraphOptions {
  /** How many loans each library has. */
  loans: readonly number[];
  /** Most rows of a page. */
  mostRows?: number;
}

const sdl = `
  scalar Date
  scalar DateTime
  scalar Decimal
  enum DataOrigin { PUBLISHED REPORTED SYNTHETIC }
  interface Node { id: ID! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Loan implements Node { id: ID! number: Int! on: Date at: DateTime fee: Decimal tags: [String!] library: Library! origin: DataOrigin! }
  type LoanEdge { cursor: String! node: Loan! }
  type LoanConnection { nodes: [Loan!]! edges: [LoanEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type Library implements Node { id: ID! code: String! name: String loans(first: Int, after: String): LoanConnection! shelf: Shelf! }
  type Shelf { books(first: Int, after: String): LoanConnection! size: Int! }
  type LibraryConnection { nodes: [Library!]! pageInfo: PageInfo! totalCount: Int! }
  type StatsRow { key: String measures: Measures! }
  type Measures { count: Int! origin: DataOrigin protected: Boolean! }
  type Stats { rows: [StatsRow!]! endCursor: String truncated: Boolean! }
  type Query {
    loans(first: Int, after: String, last: Int, before: String): LoanConnection
    libraries(first: Int, after: String): LibraryConnection
    library(code: String!): Library
    all: [Library!]
    stats(groupBy: [String!], first: Int! = 1000, after: String): Stats
    node(id: ID!): Node
  }
`;

/** A page of a list, by the number of its first row as the cursor. */
interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
}

export function createLibraryGraph({ loans, mostRows = 200 }: LibraryGraphOptions): LibraryGraph {
  const schema = buildSchema(sdl);
  const page = <Row>(rows: readonly Row[], { first, after, last }: PageArguments) => {
    const size = last ?? first ?? 20;
    if (size > mostRows || size < 1)
      throw new GraphError("BAD_USER_INPUT", `first: expected 1 to ${mostRows}.`);
    const begin = last != null ? Math.max(0, rows.length - last) : Number(after ?? 0);
    const nodes = rows.slice(begin, begin + size);
    return {
      nodes,
      edges: nodes.map((node, at) => ({ node, cursor: String(begin + at + 1) })),
      pageInfo: { hasNextPage: begin + size < rows.length, endCursor: String(begin + nodes.length) },
      totalCount: rows.length,
    };
  };
  const libraries = loans.map((count, at) => {
    const library = {
      __typename: "Library",
      id: `Library:${at}`,
      code: String(at).padStart(5, "0"),
      name: null,
    };
    const own = Array.from({ length: count }, (_, number) => ({
      ...{ __typename: "Loan", id: `Loan:${at}-${number}`, number, on: "2025-11-14", fee: "1.50" },
      ...{ at: "2025-11-14T01:00:00.000Z", tags: ["a", "b"] },
      origin: number % 2 === 0 ? "SYNTHETIC" : "PUBLISHED",
      library: () => whole,
    }));
    const loansOf = (given: PageArguments) => page(own, given);
    const whole = { ...library, own, loans: loansOf, shelf: { size: count, books: loansOf } };
    return whole;
  });
  const every = libraries.flatMap(({ own }) => own);
  const rootValue = {
    loans: (given: PageArguments) => page(every, given),
    libraries: (given: PageArguments) => page(libraries, given),
    library: ({ code }: { code: string }) => libraries.find((each) => each.code === code) ?? null,
    all: () => libraries,
    stats: ({ first, after }: { first: number; after?: string | null }) => {
      const begin = Number(after ?? 0);
      const rows = libraries.slice(begin, begin + first).map(({ code, own }) => ({
        key: code,
        measures: { count: own.length, origin: "SYNTHETIC", protected: true },
      }));
      const end = begin + rows.length;
      return { rows, endCursor: rows.length > 0 ? String(end) : null, truncated: end < libraries.length };
    },
    node: ({ id }: { id: string }) => [...libraries, ...every].find((each) => each.id === id) ?? null,
  };
  const asked: LibraryGraph["asked"] = [];
  const next: LibraryGraph["next"] = [];
  const unexpected = () => Promise.reject(new Error("Expected no such call."));
  const pipeline: Pipeline = {
    async answer(request, context) {
      const { query: source, variables: variableValues } = request;
      asked.push({ query: source, variables: variableValues, context });
      const error = await next.shift()?.(request);
      if (error) return { errors: [error] };
      const { data, errors } = await graphql({ schema, source, variableValues, rootValue });
      if (errors) return { errors, data: data ?? null } as ExecutionResult<JsonObject>;
      return Buffer.from(JSON.stringify({ data }));
    },
    async estimate({ query }) {
      const errors = validate(schema, parse(query)).map(
        (error) => new GraphError("GRAPHQL_VALIDATION_FAILED", error.message, { at: error }),
      );
      return errors.length > 0 ? { errors } : { cost: 1, most: "", budget: null, errors: [] };
    },
    ...{
      answerInParts: unexpected,
      answerBatch: unexpected,
      live: unexpected,
      prepare: async () => undefined,
    },
    mostUsed: () => [],
  };
  return { schema, pipeline, asked, next };
}
