import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  OperationTypeNode,
  parse,
} from "graphql";
import { createWeightedCache } from "../../shared/cache/weighted-cache";
import { GraphError } from "../../shared/errors/graph-error";
import { maskedMessage } from "../../shared/http/answer-error";
import type { Logger } from "../../shared/log/logger";
import type { GatewayContext } from "../context";
import type { FetchSubgraph } from "../executor/execution";
import type { JsonObject, ResponsePath } from "../executor/json";
import { createRememberedRuns } from "../executor/remembered-runs";
import { gateOfThisProcess } from "../executor/work-gate";
import { PlanRefused } from "../planner/query-planner";
import { isPlainlyValid } from "../validate/plainly-valid";
import { validateDocument } from "../validate/validate-document";
import type { Answer } from "./answer";
import { chooseOperation } from "./choose-operation";
import { checkSelections, type Limits, tooComplex } from "./limits";
import { parseDocument } from "./parse-document";
import {
  createFetched,
  type FetchedOperation,
  type Graph,
  makeReady,
  type ReadyOperation,
} from "./ready-operation";
import { runOperation } from "./run-operation";

/** A request as far as its answer depends on it. */
export interface OperationRequest {
  query: string;
  operationName?: string | undefined;
  variables: JsonObject;
  /** Whether it may be a mutation. */
  mayChange: boolean;
}

/** A request that was answered, as it can be made ready on another graph. */
export type UsedOperation = Pick<OperationRequest, "query" | "operationName">;

/**
 * The way of every operation, one file a step: parse, validate, normalise, cost, plan, compile, execute, project.
 *
 * What comes before execution is done once for a text, and what is fetched is planned once for all texts that ask for
 * the same: the client's names are put on at the very end, and never reach a planner or a subgraph.
 */
export interface Pipeline {
  /** Answers whatever a client sends and a subgraph does; what is wrong with either is in the answer. */
  answer(request: OperationRequest, context: GatewayContext): Promise<Answer>;
  /** Makes an operation ready before anybody asks for it. Gives what is wrong with it on this graph, if anything is. */
  prepare(operation: UsedOperation): GraphQLError | undefined;
  /** The operations that were asked for most, the first the most. */
  mostUsed(limit: number): UsedOperation[];
}

export interface PipelineOptions {
  graph: Graph;
  fetch: FetchSubgraph;
  /** Absent: queries of any size. */
  limits?: Limits;
  log: Logger;
}

/** In characters of text, with what each costs at least: what is kept takes memory in proportion to its text. */
const maxCharacters = 1024 * 1024;
const leastCharacters = 1024;

/** A text of clients: what is wrong with it, and the operations of it that were asked for. */
interface KnownText {
  text: string;
  /** Until an operation of it is ready: of most texts no other is asked for, and for one that is they are read again. */
  document: DocumentNode | undefined;
  errors: readonly GraphError[];
  operations: Map<string | undefined, ReadyOperation>;
}

/** The pipeline of one graph. */
export function createPipeline({ graph, fetch, limits, log }: PipelineOptions): Pipeline {
  const texts = createWeightedCache<KnownText>(maxCharacters);
  const fetched = createWeightedCache<FetchedOperation>(maxCharacters);
  const [gate, runs] = [gateOfThisProcess(), createRememberedRuns()];
  let readyOperations = 0;

  const knownText = (query: string): KnownText => {
    const known = texts.get(query);
    if (known) return known;
    const document = parseDocument(query, limits?.maxTokens);
    if (limits) checkSelections(document, limits);
    const read = { text: query, operations: new Map(), ...validated(query, document) };
    texts.set(query, read, query.length + leastCharacters);
    return read;
  };
  const validated = (query: string, document: DocumentNode): Pick<KnownText, "document" | "errors"> => {
    if (isPlainlyValid(graph.schema, document)) return { document, errors: [] };
    const located = parse(query);
    return { document: located, errors: validateDocument(graph.schema, located) };
  };
  const fetchedFor = (text: string): FetchedOperation => {
    const known = fetched.get(text);
    if (known) return known;
    const created = createFetched(graph, text);
    fetched.set(text, created, text.length + leastCharacters);
    return created;
  };
  const ready = ({ query, operationName }: UsedOperation): ReadyOperation => {
    const text = knownText(query);
    if (text.errors.length > 0) throw new InvalidDocument(text.errors);
    const known = text.operations.get(operationName);
    if (known) return known;
    const document = text.document ?? parse(query);
    const definition = chooseOperation(document, operationName);
    const located = () => chooseOperation(parse(query), operationName);
    const made = makeReady({ graph, id: readyOperations++, document, definition, located, fetchedFor });
    text.operations.set(operationName, made);
    text.document = undefined;
    return made;
  };
  const reportInvalid =
    ({ requestId }: GatewayContext) =>
    (path: ResponsePath, problem: string): GraphQLFormattedError => {
      log.error({ path, problem, requestId }, "a subgraph sent an invalid value");
      const extensions = { code: "INTERNAL_SERVER_ERROR", ...(requestId && { requestId }) };
      return { message: maskedMessage, path, extensions };
    };
  return {
    async answer(request, context) {
      try {
        const operation = ready(request);
        if (!request.mayChange) refuseChange(operation);
        const { variables } = request;
        const budgets = limits?.budgets;
        const run = { schema: graph.schema, operation, variables, context, fetch, gate, runs, budgets };
        return await runOperation({ ...run, reportInvalid: reportInvalid(context) });
      } catch (error) {
        return { errors: toldErrors(error) };
      }
    },
    prepare(operation) {
      try {
        ready(operation).fetched.fetches();
        return undefined;
      } catch (error) {
        return toldErrors(error)[0];
      }
    },
    mostUsed: (limit) =>
      texts
        .mostUsed(limit)
        .flatMap(({ text, operations }) =>
          [...operations.keys()].map((operationName) => ({ query: text, operationName })),
        ),
  };
}

function refuseChange({ type }: ReadyOperation): void {
  if (type === OperationTypeNode.QUERY) return;
  throw new GraphError("METHOD_NOT_ALLOWED", `Expected a query by GET; a ${type} is a POST.`);
}

/** A text that does not fit the schema, in as many ways as there are errors. */
class InvalidDocument extends Error {
  override name = "InvalidDocument";

  constructor(readonly errors: readonly GraphError[]) {
    super("Expected a valid document.");
  }
}

/** What a client may be told of an error; throws one that is a fault of ours. */
function toldErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof InvalidDocument) return error.errors;
  if (error instanceof GraphQLError) return [error];
  if (error instanceof PlanRefused)
    return [tooComplex("more ways through the subgraphs than can be planned")];
  // Many steps go by recursion.
  if (error instanceof RangeError) return [tooComplex("more levels than can be read")];
  throw error;
}
