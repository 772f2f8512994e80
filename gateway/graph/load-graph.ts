import type { GraphQLSchema } from "graphql";
import type { CacheState } from "../../shared/base/cache/weighted-cache";
import type { Clock } from "../../shared/base/clock/clock";
import { lazily } from "../../shared/base/function/lazily";
import type { Logger } from "../../shared/base/log/logger";
import type { Limits } from "../cost/limits";
import { createGuards } from "../guards/guard";
import type { KeptAnswers } from "../kept-answers/kept-answers";
import { createGraphNaming } from "../normalise/response-names";
import { answerOwnFields } from "../own-fields/answer-own-fields";
import { createPipeline, type NoteUse, type Pipeline } from "../pipeline/pipeline";
import { findEquivalentLeaves } from "../planner/equivalent-leaves";
import { planByRoots } from "../planner/plan-by-roots";
import { planByShape } from "../planner/plan-by-shape";
import type { QueryPlanner } from "../planner/query-planner";
import { buildTrustedSchema } from "../schema/build-trusted-schema";
import { checkScalars } from "../schema/check-scalars";
import { clientSchema } from "../schema/client-schema";
import { clientSdl, strictClientSdl } from "../schema/client-sdl";
import { subgraphsOfRootField } from "../schema/resolving-subgraphs";
import type { SupergraphReading } from "../supergraph/supergraph-reading";
import type { DocumentWorker } from "../thread/document-worker";
import type { FetchSubgraph } from "../transport/subgraph-request";
import { warmUp } from "./warm-up";
import { warmUpForms } from "./warm-up-forms";

export interface GraphOptions {
  supergraphSdl: string;
  /** What was read of the text, which is valid. */
  read: SupergraphReading;
  planner: QueryPlanner;
  fetch: FetchSubgraph;
  /** Absent: queries of any size. */
  limits?: Limits;
  /** Where long texts are read; absent: in this one. */
  thread?: DocumentWorker;
  /** Answers that are kept between changes; absent: none. */
  kept?: KeptAnswers | undefined;
  /** Told of each operation of a client; absent: nobody is. */
  noteUse?: NoteUse | undefined;
  /** Whether equal requests that come at once share a run; absent: each runs for itself. */
  sharesRuns?: boolean | undefined;
  /** Whether fetches of one subgraph at one step of a plan are one request; absent: they are. */
  mergesFetches?: boolean | undefined;
  clock: Clock;
  log: Logger;
}

/** One supergraph and the pipeline of its operations. It never changes: a new supergraph is another graph. */
export interface LoadedGraph {
  supergraphSdl: string;
  /** What clients see. */
  schema: GraphQLSchema;
  /** The same as text, made when it is first needed. */
  sdl: () => ClientSdl;
  /** The names of the subgraphs that answer a field of Query. */
  subgraphsOf: (field: string) => readonly string[];
  /** To all subgraphs, the gateway's own among them. */
  fetch: FetchSubgraph;
  pipeline: Pipeline;
  /** What is cached of its operations, by name. */
  caches(): Record<string, CacheState>;
  /** Has large texts answered once in this process, so that the first of a client's takes no longer than the next. */
  warmUp(): Promise<void>;
  /** Has operations of new forms made ready, for so long in milliseconds, so that a client's first ones take no longer than the next. */
  warmUpForms(forMs: number, isOver: () => boolean): Promise<number>;
}

/** The schema as text in the forms that clients read; see gateway/schema/client-sdl.ts. */
export interface ClientSdl {
  marked: string;
  strict: string;
}

/**
 * Makes a graph of what was read. It takes some 70 ms, for which requests wait; reading the text takes ten times as long, and
 * libraries that a thread that serves does not load.
 */
export function loadGraph({ supergraphSdl, read, ...options }: GraphOptions): LoadedGraph {
  const schema = clientSchema(read.api);
  checkScalars(schema);
  const all = buildTrustedSchema(supergraphSdl);
  const standIn = findEquivalentLeaves(supergraphSdl);
  const byShape = planByShape(options.planner, schema, standIn);
  const subgraphsOf = (field: string) => subgraphsOfRootField(all, field);
  const graph = {
    schema,
    supergraph: all,
    clock: options.clock,
    naming: createGraphNaming(schema, all),
    planner: planByRoots(byShape, subgraphsOf),
    mergesFetches: options.mergesFetches ?? true,
    guards: read.guards && createGuards(read.guards),
  };
  const fetch = answerOwnFields(all, options.fetch);
  const fetchNothing = () => Promise.reject(new Error("Expected no fetch while a process warms up."));
  const { limits, thread, log } = options;
  // Nothing of it is kept, shared or recorded.
  const forWarmUp = { fetch: fetchNothing, log, ...(limits && { limits }), ...(thread && { thread }) };
  const openForWarmUp = () => createPipeline({ graph, ...forWarmUp });
  const openForForms = () => {
    const planner = planByRoots(planByShape(options.planner, schema, standIn), subgraphsOf);
    return createPipeline({ graph: { ...graph, planner }, ...forWarmUp });
  };
  const pipeline = createPipeline({ graph, ...options, fetch });
  return {
    ...{ supergraphSdl, schema, fetch, pipeline },
    subgraphsOf,
    caches: () => ({ ...pipeline.caches(), plans: byShape.state() }),
    sdl: lazily(() => ({ marked: clientSdl(schema, all), strict: strictClientSdl(schema, all) })),
    warmUp: () => warmUp(schema, openForWarmUp),
    warmUpForms: (forMs, isOver) => warmUpForms({ schema, pipeline: openForForms(), forMs, isOver }),
  };
}
