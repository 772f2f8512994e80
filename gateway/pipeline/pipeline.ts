import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, OperationTypeNode } from "graphql";
import type { CacheState } from "../../shared/base/cache/weighted-cache";
import type { Logger } from "../../shared/base/log/logger";
import { maskedMessage } from "../../shared/http/server/answer-error";
import { budgetProblem, checkBudget } from "../cost/budgets";
import type { Estimate } from "../cost/estimate";
import type { Limits } from "../cost/limits";
import { admissionOfThisProcess } from "../executor/admission-control";
import type { KeptAnswers } from "../kept-answers/kept-answers";
import type { Answer, AnswerInParts } from "../request/answer";
import type { GatewayContext, UsingClient } from "../request/context";
import { hashOf, type OperationOutcome } from "../request/operation-record";
import { createRevalidationCache } from "../revalidation/revalidation-cache";
import { createSharedRuns } from "../shared-runs/shared-runs";
import type { DocumentWorker } from "../thread/document-worker";
import type { FetchSubgraph } from "../transport/subgraph-request";
import type { JsonObject, ResponsePath } from "../values/json";
import { answerBatch, checkBatch, sumOf } from "./answer-batch";
import { createOperationCache } from "./operation-cache";
import { putUnderLive } from "./put-under-live";
import type { Graph, ReadyOperation } from "./ready-operation";
import { refuseChange, refuseSubscription, requireSubscription, visibleErrors } from "./refusals";
import { keyOf, type OperationRun, type PricedOperation, priceOperation } from "./run-operation";

/** A request as far as its answer depends on it. */
export interface OperationRequest {
  query: string;
  operationName?: string | undefined;
  variables: JsonObject;
  /** Whether it may be a mutation. */
  mayChange: boolean;
  /** Whether it is a document that clients were built with, and may cost more than an open query. */
  isTrusted?: boolean;
  /** Whether its answer will be read page by page, of which this is no part: it is recorded as used when it is estimated. */
  isPaged?: boolean;
}

/**
 * Told of each operation of a client that is about to be run, with its variables as they came. It is on the way of every
 * answer: it waits for nothing, and throws nothing.
 */
export type NoteUse = (
  schema: GraphQLSchema,
  operation: ReadyOperation,
  variables: JsonObject,
  client: UsingClient,
) => void;

/** One of several requests that came together. */
export interface BatchedRequest {
  /** An error where there is none to be read. */
  request: OperationRequest | GraphQLError;
  /** Its own. */
  record: OperationOutcome;
}

/** What an operation may cost, in objects fetched, or what is wrong with it. */
export type OperationEstimate = PricedEstimate | { errors: readonly GraphQLError[] };

export interface PricedEstimate extends Estimate {
  /** What one operation of the viewer may cost; null: anything. */
  budget: number | null;
  /** QUERY_TOO_COMPLEX where it may cost more than that; else empty. */
  errors: readonly GraphQLError[];
}

/** A subscription, made ready to be executed as the query that it mirrors. */
export interface LiveOperation {
  /** Equal for requests that are answered alike, whoever of equal rights sends them. */
  key: string;
  /** Executes it once, with this context's viewer, instant and signals. Charges nobody. */
  run(context: GatewayContext): Promise<LiveRun>;
}

export interface LiveRun {
  answer: Answer;
  /** As reckoned before it ran. */
  cost: number;
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
  /** The same for a client that reads an answer in parts; whole where nothing of it is deferred. */
  answerInParts(request: OperationRequest, context: GatewayContext): Promise<Answer | AnswerInParts>;
  /**
   * Answers several that came together: their costs are one sum, which is held against one operation's budget and
   * charged once, before any of them runs. Queries run side by side, mutations in their order.
   */
  answerBatch(requests: readonly BatchedRequest[], context: GatewayContext): Promise<Answer[]>;
  /**
   * What an operation may cost, without running it: it is validated, its variables are checked, and its cost is held
   * against the role's budget. Charged for the reading alone.
   */
  estimate(request: OperationRequest, context: GatewayContext): Promise<OperationEstimate>;
  /**
   * Makes a subscription ready: it is validated, its variables are checked, its cost is held against the role's budget and
   * charged as that of the query that it mirrors. Gives what is wrong with it, as `answer` does.
   */
  live(
    request: OperationRequest,
    context: GatewayContext,
  ): Promise<LiveOperation | { errors: readonly GraphQLError[] }>;
  /** Makes an operation ready before it is requested. Gives what is wrong with it on this graph, if anything is. */
  prepare(operation: UsedOperation): Promise<GraphQLError | undefined>;
  /** The operations that were requested most, the first the most. */
  mostUsed(limit: number): UsedOperation[];
}

/** A pipeline that tells what it has cached, by name. */
export interface CachingPipeline extends Pipeline {
  caches(): Record<string, CacheState>;
}

export interface PipelineOptions {
  graph: Graph;
  fetch: FetchSubgraph;
  /** Absent: queries of any size. */
  limits?: Limits;
  /** Where long texts are read; absent: here. */
  thread?: Pick<DocumentWorker, "read">;
  /** Of this graph alone; absent: every operation runs. */
  kept?: KeptAnswers | undefined;
  /** Absent: nobody is told. */
  noteUse?: NoteUse | undefined;
  /** Whether equal requests that come at once share a run; absent: each runs for itself. */
  sharesRuns?: boolean | undefined;
  log: Logger;
}

/** The pipeline of one graph. */
export function createPipeline({
  graph,
  fetch,
  limits,
  thread,
  kept,
  noteUse,
  sharesRuns = false,
  log,
}: PipelineOptions): CachingPipeline {
  const texts = createOperationCache({ graph, limits, thread });
  const [gate, runs] = [admissionOfThisProcess(), createRevalidationCache()];
  // Of this pipeline alone: another's operations have the same ids.
  const shared = sharesRuns ? createSharedRuns() : undefined;

  const reportInvalid = ({ requestId }: GatewayContext) => {
    let isTold = false;
    return (path: ResponsePath, problem: string): GraphQLFormattedError => {
      // One line a request: there may be thousands of them.
      if (!isTold) log.error({ path, problem, requestId }, "a subgraph sent an invalid value");
      isTold = true;
      const extensions = { code: "INTERNAL_SERVER_ERROR", ...(requestId && { requestId }) };
      return { message: maskedMessage, path, extensions };
    };
  };
  const ready = async (request: OperationRequest, context: GatewayContext): Promise<OperationRun> => {
    const { query, operationName, variables, isTrusted = false } = request;
    const { record, viewer, rate } = context;
    // A trusted text was found fit when it was taken in.
    const operation = await texts.ready({
      query,
      operationName,
      role: isTrusted ? "admin" : viewer.role,
      viewer,
      rate,
    });
    if (record) recordOperation(record, operation, isTrusted);
    if (!request.mayChange) refuseChange(operation);
    const run = { schema: graph.schema, operation, variables, context, fetch, gate, runs, kept, shared };
    const budgets = isTrusted ? limits?.trustedBudgets : limits?.budgets;
    return { ...run, budgets, isTrusted, reportInvalid: reportInvalid(context) };
  };
  const price = async (request: OperationRequest, context: GatewayContext) =>
    priceOperation(await ready(request, context));
  const note = (
    { operation, variables }: Pick<OperationRun, "operation" | "variables">,
    { client, pageRows }: GatewayContext,
  ) => {
    // A page of a table is a query of ours; the client's was noted when the table was opened.
    if (client && pageRows === undefined) noteUse?.(graph.schema, operation, variables, client);
  };
  const run = async <Result>(
    { type }: PricedOperation,
    { changed }: GatewayContext,
    way: () => Promise<Result>,
  ): Promise<Result> => {
    const answer = await way();
    if (type === OperationTypeNode.MUTATION) changed?.();
    return answer;
  };
  /** Charges an operation, and runs it where no answer is kept; `charge` is given what share of its cost is asked for. */
  const takeOrRun = async <Result>(
    priced: PricedOperation,
    context: GatewayContext,
    way: () => Promise<Result>,
    charge: (share: number) => Promise<void> | undefined,
  ): Promise<Result | Answer> => {
    const taken = way === priced.run ? await priced.take?.() : undefined;
    try {
      await charge(taken?.answer ? keptShare : 1);
      note(priced, context);
      if (!taken?.answer) return await run(priced, context, way);
      if (context.record) context.record.kept = true;
      return taken.answer;
    } finally {
      taken?.recording?.end();
    }
  };
  const answerOne = async <Result>(
    request: OperationRequest,
    context: GatewayContext,
    wayOf: (priced: PricedOperation) => () => Promise<Result>,
  ): Promise<Result | Answer> => {
    const { rate, viewer, record } = context;
    try {
      const priced = await price(request, context);
      if ("errors" in priced) return priced;
      refuseSubscription(priced);
      const budgets = request.isTrusted ? limits?.trustedBudgets : limits?.budgets;
      if (budgets) checkBudget(priced.estimate, budgets, viewer.role);
      const { cost } = priced.estimate;
      return await takeOrRun(priced, context, wayOf(priced), (share) => rate?.charge(cost * share));
    } catch (error) {
      return refused(error, request, record);
    }
  };
  const runLive = async (made: OperationRun): Promise<LiveRun> => {
    const { context, operation } = made;
    const priced = priceOperation({ ...made, reportInvalid: reportInvalid(context) });
    // They fitted before.
    if ("errors" in priced) return { answer: priced, cost: 0 };
    const { cost } = priced.estimate;
    const answer = await priced.run().catch((error: unknown): Answer => ({ errors: visibleErrors(error) }));
    return {
      answer: operation.liveName === undefined ? answer : putUnderLive(answer, operation.liveName),
      cost,
    };
  };
  const priceEach = async ({ request, record }: BatchedRequest, context: GatewayContext) => {
    if (request instanceof GraphQLError) return { errors: [request] };
    try {
      const priced = await price(request, { ...context, record });
      if (!("errors" in priced)) refuseSubscription(priced);
      return priced;
    } catch (error) {
      return refused(error, request, record);
    }
  };
  return {
    answer: (request, context) => answerOne(request, context, (priced) => priced.run),
    answerInParts: (request, context) =>
      answerOne<Answer | AnswerInParts>(request, context, (priced) => priced.runInParts ?? priced.run),
    async answerBatch(requests, context) {
      const operations = await Promise.all(requests.map((each) => priceEach(each, context)));
      const priced = operations.filter((each): each is PricedOperation => !("errors" in each));
      try {
        if (limits) checkBatch(priced, limits, context.viewer.role);
        await context.rate?.charge(sumOf(priced).cost);
      } catch (error) {
        const errors = visibleErrors(error);
        return operations.map((each) => ("errors" in each ? each : { errors }));
      }
      return answerBatch(operations, (each) =>
        takeOrRun(each, context, each.run, () => undefined).catch((error: unknown) => ({
          errors: visibleErrors(error),
        })),
      );
    },
    async estimate(request, context) {
      const { rate, viewer, record } = context;
      try {
        await rate?.charge(estimateCost);
        const priced = await price(request, context);
        if ("errors" in priced) return priced;
        const { estimate } = priced;
        const budgets = request.isTrusted ? limits?.trustedBudgets : limits?.budgets;
        const problem = budgets && budgetProblem(estimate, budgets, viewer.role);
        if (request.isPaged) note(priced, context);
        const budget = budgets?.[viewer.role] ?? null;
        return { ...estimate, budget, errors: problem ? [problem] : [] };
      } catch (error) {
        return refused(error, request, record);
      }
    },
    async live(request, context) {
      const { rate, viewer, record } = context;
      try {
        const made = await ready(request, context);
        requireSubscription(made.operation);
        const priced = priceOperation(made);
        if ("errors" in priced) return priced;
        if (made.budgets) checkBudget(priced.estimate, made.budgets, viewer.role);
        await rate?.charge(priced.estimate.cost);
        note(made, context);
        return { key: keyOf(made), run: (other) => runLive({ ...made, context: other }) };
      } catch (error) {
        return refused(error, request, record);
      }
    },
    async prepare(operation) {
      try {
        // A client that may has requested it.
        const { fetched } = await texts.ready({ ...operation, role: "admin", viewer: null });
        await fetched.fetches("");
        return undefined;
      } catch (error) {
        return visibleErrors(error)[0];
      }
    },
    mostUsed: (limit) => texts.mostUsed(limit),
    caches: () => ({ ...texts.states(), answers: runs.state() }),
  };
}

/** Reading a text that nobody has sent before, and reckoning: about as long as so many objects take. */
const estimateCost = 20;

/** What an answer that is kept counts of its cost in the client's rate: a tenth, for nothing is fetched, read or written. */
const keptShare = 0.1;

/** A text that is no operation is known in the log by its hash all the same. */
function refused(error: unknown, { query }: OperationRequest, record: OperationOutcome | undefined) {
  if (record) record.hash ??= hashOf(query);
  return { errors: visibleErrors(error) };
}

function recordOperation(record: OperationOutcome, { name, hash }: ReadyOperation, isTrusted: boolean): void {
  if (name !== undefined) record.operation = name;
  if (isTrusted) record.trusted = true;
  record.hash = hash;
}
