import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type VariableDefinitionNode,
} from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import { lazily } from "../../shared/base/function/lazily";
import {
  compileFetchCost,
  compileOperationCost,
  type FetchCost,
  nothingFetched as nothingPaid,
  type OperationCost,
} from "../cost/operation-cost";
import { type DeferredFragments, findDeferred, isDeferred } from "../defer/deferred-fragments";
import { compileSchedule, type Schedule } from "../defer/schedule";
import { compileFetch } from "../executor/compile-fetch";
import { type CompileFetch, compileGraph } from "../executor/compile-graph";
import type { Execution, Step } from "../executor/execution";
import { compileUnselectedFields } from "../executor/selections/unselected-fields";
import type { Guard, Guards } from "../guards/guard";
import { guardsIn, type RestrictionMarks, restrictOperation } from "../guards/restrict-operation";
import { type Conditions, conditionVariables } from "../normalise/conditions";
import { normaliseOperation } from "../normalise/normalise-operation";
import type { GraphNaming } from "../normalise/response-names";
import { fetchGraphOf } from "../planner/fetch-graph";
import { mergeFetches } from "../planner/merge-fetches";
import { mergeRequests } from "../planner/merge-requests";
import { subgraphsOf } from "../planner/query-plan";
import type { QueryPlanner } from "../planner/query-planner";
import { collectFields, type Selected } from "../projection/collect-fields";
import { compileObject } from "../projection/compile-projection";
import type { ObjectOf } from "../projection/projection";
import { compileRevalidation, type Replay } from "../revalidation/replay";
import type { JsonObject } from "../values/json";
import { compileIntrospection } from "./introspection";
import { type MirroredQuery, subscriptionAsQuery } from "./subscription-as-query";

/** One supergraph, in the forms that its operations are made ready with. */
export interface Graph {
  /** What clients see. */
  schema: GraphQLSchema;
  /** All types, those hidden from clients included. */
  supergraph: GraphQLSchema;
  naming: GraphNaming;
  planner: QueryPlanner;
  /** Whether fetches of one subgraph at one step of a plan are one request. */
  mergesFetches: boolean;
  clock: Clock;
  /** Absent: everybody may read every field. */
  guards?: Guards | undefined;
}

/** A document, and which of its operations is meant. */
export interface OperationSource {
  document: DocumentNode;
  definition: OperationDefinitionNode;
}

/** What is fetched for a normalised operation. Operations that differ in the client's names share one. */
export interface FetchedOperation {
  /** What its fields cost. */
  cost: FetchCost;
  /** Its plan as functions, made when they are first needed: nothing is planned that costs too much. */
  fetches(client: string): Promise<Fetches>;
  /** Bytes of subgraphs' answers that its last run had in memory; 0 before the first. */
  weight: number;
}

export interface Fetches {
  /** The subgraphs that it may ask, in the order of their names. */
  subgraphs: readonly string[];
  run: Step;
  /** The same plan, for sending again what a run sent. */
  replay: Step<Replay>;
  /** The same plan, for an answer in parts: by a request for each fetch, so that none waits for another. */
  schedule: () => Schedule;
}

/**
 * A client's operation, ready to be run again and again. It holds no more of the document than it will need: what is
 * cached of thousands of texts is gone over by the garbage collector.
 */
export interface ReadyOperation {
  /** Another one for each operation of a graph. */
  id: number;
  type: OperationTypeNode;
  name: string | undefined;
  /** SHA-256 of its text. */
  hash: string;
  variableDefinitions: readonly VariableDefinitionNode[];
  /** Reads its text again, with the locations of its nodes, for the report of an error. */
  located(): OperationDefinitionNode;
  /** Reads its text again: of the document nothing is kept. */
  source(): OperationSource;
  variableNames: readonly string[];
  /** Variables of its `@skip` and `@include`. */
  conditionVariables: readonly string[];
  fetched: FetchedOperation;
  /** All that it meets; of these a viewer has to meet all, or it is made ready anew for what he may read. */
  guards: readonly Guard[];
  cost: OperationCost;
  /** How its answer is projected when those variables have these values. */
  projectionFor(conditions: Conditions): OperationProjection;
  /** Of a subscription to `live`: the name under which its answer stands. */
  liveName?: string;
  /** How it is answered in parts; absent without `@defer`. */
  inParts?: OperationInParts;
}

export interface OperationInParts {
  /** Variables of its `@defer`. */
  variables: readonly string[];
  /** How the first part is projected when these and the others of conditions have these values; absent: nothing is deferred. */
  projectionFor(conditions: Conditions): ObjectOf | undefined;
}

export interface OperationProjection {
  root: ObjectOf;
  /** Answers the fields that ask for the schema; absent when there are none. */
  introspect?: (variables: JsonObject) => JsonObject;
}

/** Sixteen ways to set four switches: more are compiled when they come, and forgotten. */
const maxProjections = 16;

export interface ReadyOptions {
  graph: Graph;
  id: number;
  text: string;
  document: DocumentNode;
  definition: OperationDefinitionNode;
  hash: string;
  located: ReadyOperation["located"];
  source: ReadyOperation["source"];
  /** What is fetched for a normalised operation. */
  fetchedFor(text: string): FetchedOperation;
  /** Guards that its viewers do not meet; absent: none. */
  denied?: ReadonlySet<Guard>;
}

/** Normalises a valid operation; a subscription as the query that it mirrors. */
export function makeReady(options: ReadyOptions): ReadyOperation {
  const { graph, id, text: clientText, document, hash, located, source, fetchedFor } = options;
  const { schema, naming } = graph;
  const { operation: type } = options.definition;
  const { liveName, ...written } = subscriptionAsQuery(document, options.definition);
  const guards = graph.guards ? guardsIn(schema, graph.guards, written) : [];
  const { definition, fragments, marks } = restricted(graph, written, options.denied);
  const {
    text,
    names: fetchedNames,
    selections,
    isPlain,
  } = normaliseOperation({ schema, naming, definition, fragments });
  const names = conditionVariables(written.definition, written.fragments.values());
  const { variableDefinitions = [] } = definition;
  const fetched = text === undefined ? nothingFetched() : fetchedFor(text);
  const selected = { schema, supergraph: graph.supergraph, fragments, names: fetchedNames, marks };
  const deferred = findDeferred(clientText, definition, fragments.values());
  return {
    ...{ id, type, variableDefinitions, located, source, hash, guards },
    name: definition.name?.value,
    variableNames: variableDefinitions.map(({ variable }) => variable.name.value),
    conditionVariables: names,
    fetched,
    cost: compileOperationCost({
      ...{ schema: graph.supergraph, clock: graph.clock, fetched: fetched.cost },
      ...{ definition, fragments, selections, isPlain },
    }),
    projectionFor: projector(names, (conditions) =>
      compileProjection({ ...selected, conditions }, definition),
    ),
    ...(liveName !== undefined && { liveName }),
    ...(deferred && { inParts: compileInParts(deferred, selected, definition, names) }),
  };
}

/** The operation without what its viewers may not read; as it was written where they may read all of it. */
function restricted(
  { schema, guards }: Graph,
  written: Pick<MirroredQuery, "definition" | "fragments">,
  denied: ReadonlySet<Guard> = new Set(),
): Pick<MirroredQuery, "definition" | "fragments"> & { marks?: RestrictionMarks } {
  return guards && denied.size > 0 ? restrictOperation(schema, guards, denied, written) : written;
}

function compileInParts(
  { variables, isAny }: DeferredFragments,
  selected: Omit<Selected, "conditions">,
  definition: OperationDefinitionNode,
  names: readonly string[],
): OperationInParts {
  const projectionFor = projector([...new Set([...names, ...variables])].sort(), (conditions) =>
    isAny(conditions)
      ? compileRoot(
          { ...selected, conditions, isDeferred: (node) => isDeferred(node, conditions) },
          definition,
        )
      : undefined,
  );
  return { variables, projectionFor };
}

/** What is compiled for the values of some variables, each time once. */
function projector<Compiled>(
  names: readonly string[],
  compile: (conditions: Conditions) => Compiled,
): (conditions: Conditions) => Compiled {
  if (names.length === 0) {
    const compiled = compile(new Map());
    return () => compiled;
  }
  const projections = new Map<string, { compiled: Compiled }>();
  return (conditions) => {
    const key = names.map((name) => conditions.get(name) ?? "none").join(" ");
    const known = projections.get(key);
    if (known) return known.compiled;
    const compiled = compile(conditions);
    if (projections.size < maxProjections) projections.set(key, { compiled });
    return compiled;
  };
}

/** What is fetched for a normalised operation. Its `fetches` throw what the planner throws. */
export function createFetched(graph: Graph, text: string): FetchedOperation {
  const { planner, supergraph, clock, mergesFetches } = graph;
  let made: Promise<Fetches> | undefined;
  const make = async (client: string): Promise<Fetches> => {
    const plan = mergeFetches(await planner.plan(text, client));
    if (!plan) throw new Error(`Expected a plan; no subgraph can answer ${text}.`);
    const unselected = lazily(() => compileUnselectedFields(supergraph, text, plan));
    const fetches = fetchGraphOf(plan);
    const requests = mergesFetches ? mergeRequests(fetches) : fetches;
    const compile: CompileFetch<Execution> = (fetch, number) =>
      compileFetch(fetch, number, supergraph, unselected);
    return {
      subgraphs: subgraphsOf(plan),
      run: compileGraph(requests, compile),
      replay: compileGraph(requests, compileRevalidation),
      schedule: lazily(() => compileSchedule(plan, supergraph, compile)),
    };
  };
  return {
    cost: compileFetchCost(supergraph, text, clock),
    weight: 0,
    fetches(client) {
      made ??= make(client).catch((error: unknown) => {
        // Another time it may be planned.
        made = undefined;
        throw error;
      });
      return made;
    },
  };
}

function nothingFetched(): FetchedOperation {
  const nothing = async () => {};
  const fetches = { subgraphs: [], run: nothing, replay: nothing, schedule: () => nothing };
  return { cost: nothingPaid, weight: 0, fetches: async () => fetches };
}

function compileProjection(selected: Selected, definition: OperationDefinitionNode): OperationProjection {
  const { schema, fragments } = selected;
  const type = rootOf(schema, definition);
  const rootFields = collectFields(selected, type, [definition.selectionSet]).values();
  const introspect = compileIntrospection(schema, definition, fragments.values(), rootFields);
  return { root: compileRoot(selected, definition), ...(introspect && { introspect }) };
}

function compileRoot(selected: Selected, definition: OperationDefinitionNode): ObjectOf {
  return compileObject(selected, rootOf(selected.schema, definition), [definition.selectionSet]);
}

function rootOf(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const type = schema.getRootType(operation);
  if (!type) throw new Error(`Expected a schema with a root type for ${operation}.`);
  return type;
}
