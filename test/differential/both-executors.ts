import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import {
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from "graphql";
import type { GatewayContext } from "../../gateway/context";
import type { FetchSubgraph } from "../../gateway/executor/execution";
import { loadGraph } from "../../gateway/graph/load-graph";
import type { Answer } from "../../gateway/pipeline/run-operation";
import { SubgraphDataSource } from "../../gateway/stock/subgraph-data-source";
import { checkAnswer } from "../../gateway/subgraphs/check-answer";
import { publicViewer } from "../../shared/identity/viewer";
import { createLogger } from "../../shared/log/logger";
import { type Faults, fakeResolver, hash, leaveOut, spoil } from "./fake-data";
import type { RandomOperation } from "./random-operation";
import type { BuiltGraph } from "./test-graph";

export interface Answered {
  data: unknown;
  errors: readonly GraphQLFormattedError[];
  /** Errors that Apollo's executor shows in `extensions` alone. */
  valueErrors: readonly GraphQLFormattedError[];
  /** What subgraphs said of entities that they could not even look up, told to the client or not. */
  refused: readonly string[];
  /** Each fetch, its subgraph and its body, sorted. */
  sent: readonly string[];
}

/** What goes wrong in all subgraphs, or in each. */
export type FaultsOf = Faults | ((subgraph: string) => Faults);

/** What was answered to an operation that is known by now. */
export interface Known {
  answer: Buffer | ExecutionResult;
  /** Each fetch, its subgraph and its body, sorted. */
  sent: readonly string[];
  /** How many of the answers were those expected, and not read. */
  expected: number;
}

/** The same graph under both executors, over the same subgraphs without a socket. */
export interface BothExecutors {
  schema: GraphQLSchema;
  own(operation: RandomOperation, faults: FaultsOf): Promise<Answered>;
  stock(operation: RandomOperation, faults: FaultsOf): Promise<Answered>;
  /** Ours once more, as an operation that is known by now. */
  known(operation: RandomOperation, faults: FaultsOf): Promise<Known>;
  stop(): Promise<void>;
}

interface TestContext extends GatewayContext {
  faultsOf: (subgraph: string) => Faults;
  refused: string[];
  sent: string[];
  expected: number;
}

export async function startBoth(graph: BuiltGraph, fetch = fetchFrom(graph)): Promise<BothExecutors> {
  const { supergraphSdl } = graph;
  const { schema, pipeline } = loadGraph({ supergraphSdl, fetch, log });
  const stock = await startStock(supergraphSdl, fetch);
  const answerOf = async ({ query, variables }: RandomOperation, context: TestContext) =>
    pipeline.answer({ query, variables, mayChange: true }, context);
  const answered = (result: Answer | FormattedExecutionResult, context: TestContext): Answered => {
    const text = Buffer.isBuffer(result) ? result.toString("utf8") : JSON.stringify(result);
    const { data, errors = [], extensions } = JSON.parse(text);
    const valueErrors = extensions?.valueCompletion ?? [];
    return { data, errors, valueErrors, refused: context.refused, sent: context.sent.sort() };
  };
  return {
    schema,
    async own(operation, faults) {
      const context = contextFor(faults);
      return answered(await answerOf(operation, context), context);
    },
    async stock({ query, variables }, faults) {
      const contextValue = contextFor(faults);
      const { body } = await stock.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== "single") throw new Error("Expected a single result.");
      return answered(body.singleResult, contextValue);
    },
    async known(operation, faults) {
      const context = contextFor(faults);
      const answer = await answerOf(operation, context);
      return { answer, sent: context.sent.sort(), expected: context.expected };
    },
    stop: () => stock.stop(),
  };
}

const log = createLogger("test", "silent");

async function startStock(supergraphSdl: string, fetch: FetchSubgraph): Promise<ApolloServer<TestContext>> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: log,
    buildService: ({ name }) => new SubgraphDataSource({ name, fetch }),
  });
  const server = new ApolloServer<TestContext>({
    gateway,
    logger: log,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  await server.start();
  return server;
}

function contextFor(faults: FaultsOf): TestContext {
  const faultsOf = typeof faults === "function" ? faults : () => faults;
  return {
    viewer: publicViewer,
    requestId: "test",
    begunAt: "",
    faultsOf,
    refused: [],
    sent: [],
    expected: 0,
  };
}

/** The graph's subgraphs, without a socket. */
export function fetchFrom({ schemas, families }: BuiltGraph): FetchSubgraph {
  return async ({ subgraph, body, expected }, context) => {
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
    const asked = context as TestContext;
    asked.sent.push(`${subgraph} ${body}`);
    const faults = asked.faultsOf(subgraph);
    const { query, variables } = JSON.parse(body);
    const isDown = faults.kind === "down" && hash(`${faults.salt}${subgraph}${query}`) % 6 === 0;
    if (isDown) throw new Error("made up to be down");
    const result = await execute({
      schema,
      document: parse(query),
      variableValues: variables,
      fieldResolver: fakeResolver(families, faults),
    });
    for (const { path = [], message } of result.errors ?? []) {
      if (path[0] === "_entities" && path.length <= 2) asked.refused.push(message);
    }
    const data = leaveOut(result.data, faults, `${subgraph}${query}`);
    const bytes = Buffer.from(spoil(JSON.stringify({ ...result, data })));
    const answer = checkAnswer({ status: 200, bytes }, expected);
    if (answer.isExpected) asked.expected++;
    return answer;
  };
}
