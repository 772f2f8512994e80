import { ApolloServer } from "@apollo/server";
import {
  type ExecutionResult,
  execute,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from "graphql";
import type { GatewayContext } from "../../gateway/context";
import type { FetchSubgraph } from "../../gateway/executor/execution";
import { createLivingGraph } from "../../gateway/graph/living-graph";
import { type ExecutorKind, loadGraph } from "../../gateway/graph/load-graph";
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
}

/** The same graph under both executors, over the same subgraphs without a socket. */
export interface BothExecutors {
  schema: GraphQLSchema;
  own(operation: RandomOperation, faults: Faults): Promise<Answered>;
  stock(operation: RandomOperation, faults: Faults): Promise<Answered>;
  /** Ours once more, as an operation that is known by now; undefined when it is Apollo Server's to answer. */
  known(operation: RandomOperation, faults: Faults): Promise<Buffer | ExecutionResult> | undefined;
  stop(): Promise<void>;
}

interface TestContext extends GatewayContext {
  faults: Faults;
  refused: string[];
}

export async function startBoth(graph: BuiltGraph, fetch = fetchFrom(graph)): Promise<BothExecutors> {
  const [own, stock] = await Promise.all([start(graph, "own", fetch), start(graph, "stock", fetch)]);
  const ask =
    (server: ApolloServer<TestContext>) =>
    async ({ query, variables }: RandomOperation, faults: Faults): Promise<Answered> => {
      const contextValue = contextFor(faults);
      const { body } = await server.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== "single") throw new Error("Expected a single result.");
      const { data, errors = [], extensions } = JSON.parse(JSON.stringify(body.singleResult));
      const valueErrors = extensions?.valueCompletion ?? [];
      return { data, errors, valueErrors, refused: contextValue.refused };
    };
  return {
    schema: own.schema,
    own: ask(own.server),
    stock: ask(stock.server),
    known: (operation, faults) => own.executeKnown(operation, () => contextFor(faults)),
    stop: async () => {
      await Promise.all([own.server.stop(), stock.server.stop()]);
    },
  };
}

function contextFor(faults: Faults): TestContext {
  return { viewer: publicViewer, requestId: "test", faults, refused: [] };
}

async function start({ supergraphSdl }: BuiltGraph, executor: ExecutorKind, fetch: FetchSubgraph) {
  const log = createLogger("test", "silent");
  const graph = await loadGraph({ supergraphSdl, executor, fetch, log });
  const server = new ApolloServer<TestContext>({
    gateway: createLivingGraph(graph),
    logger: log,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  await server.start();
  return { server, schema: graph.schema, executeKnown: graph.executeKnown };
}

function fetchFrom({ schemas, families }: BuiltGraph): FetchSubgraph {
  return async ({ subgraph, body, expected }, context) => {
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
    const { faults, refused } = context as TestContext;
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
      if (path[0] === "_entities" && path.length <= 2) refused.push(message);
    }
    const data = leaveOut(result.data, faults, `${subgraph}${query}`);
    return checkAnswer(
      { status: 200, bytes: Buffer.from(spoil(JSON.stringify({ ...result, data }))) },
      expected,
    );
  };
}
