import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
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
import { compileFetch } from "../executor/compile-fetch";
import { compilePlan } from "../executor/compile-plan";
import type { Step } from "../executor/execution";
import { compileUnselectedFields } from "../executor/selections/unselected-fields";
import { type Conditions, conditionVariables } from "../normalise/conditions";
import { normaliseOperation } from "../normalise/normalise-operation";
import type { GraphNaming } from "../normalise/response-names";
import { mergeFetches } from "../planner/merge-fetches";
import type { QueryPlanner } from "../planner/query-planner";
import { collectFields, type Selected } from "../projection/collect-fields";
import { compileObject } from "../projection/compile-projection";
import type { ObjectOf } from "../projection/projection";
import { compileRevalidation, type Replay } from "../revalidation/replay";
import type { JsonObject } from "../values/json";
import { compileIntrospection } from "./introspection";

/** One supergraph, in the forms that its operations are made ready with. */
export interface Graph {
  /** What clients see. */
  schema: GraphQLSchema;
  /** All types, those hidden from clients included. */
  supergraph: GraphQLSchema;
  naming: GraphNaming;
  planner: QueryPlanner;
  clock: Clock;
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
  run: Step;
  /** The same plan, for sending again what a run sent. */
  replay: Step<Replay>;
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
  variableNames: readonly string[];
  /** Variables of its `@skip` and `@include`. */
  conditionVariables: readonly string[];
  fetched: FetchedOperation;
  cost: OperationCost;
  /** How its answer is projected when those variables have these values. */
  projectionFor(conditions: Conditions): OperationProjection;
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
  document: DocumentNode;
  definition: OperationDefinitionNode;
  hash: string;
  located: ReadyOperation["located"];
  /** What is fetched for a normalised operation. */
  fetchedFor(text: string): FetchedOperation;
}

/** Normalises a valid operation. */
export function makeReady(options: ReadyOptions): ReadyOperation {
  const { graph, id, document, definition, hash, located, fetchedFor } = options;
  const { schema, naming } = graph;
  const fragments = fragmentsOf(document);
  const {
    text,
    names: fetchedNames,
    selections,
    isPlain,
  } = normaliseOperation({ schema, naming, definition, fragments });
  const names = conditionVariables(definition, fragments.values());
  const { operation: type, variableDefinitions = [] } = definition;
  const fetched = text === undefined ? nothingFetched() : fetchedFor(text);
  return {
    ...{ id, type, variableDefinitions, located, hash },
    name: definition.name?.value,
    variableNames: variableDefinitions.map(({ variable }) => variable.name.value),
    conditionVariables: names,
    fetched,
    cost: compileOperationCost({
      ...{ schema: graph.supergraph, clock: graph.clock, fetched: fetched.cost },
      ...{ definition, fragments, selections, isPlain },
    }),
    projectionFor: projector(
      { schema, supergraph: graph.supergraph, fragments, names: fetchedNames },
      definition,
      names,
    ),
  };
}

function projector(
  selected: Omit<Selected, "conditions">,
  definition: OperationDefinitionNode,
  names: readonly string[],
): ReadyOperation["projectionFor"] {
  return names.length === 0
    ? always(compileProjection({ ...selected, conditions: new Map() }, definition))
    : byConditions(names, (conditions) => compileProjection({ ...selected, conditions }, definition));
}

function always(projection: OperationProjection): ReadyOperation["projectionFor"] {
  return () => projection;
}

function byConditions(
  names: readonly string[],
  compile: (conditions: Conditions) => OperationProjection,
): ReadyOperation["projectionFor"] {
  const projections = new Map<string, OperationProjection>();
  return (conditions) => {
    const key = names.map((name) => (conditions.get(name) ? "1" : "0")).join("");
    const known = projections.get(key);
    if (known) return known;
    const projection = compile(conditions);
    if (projections.size < maxProjections) projections.set(key, projection);
    return projection;
  };
}

/** What is fetched for a normalised operation. Its `fetches` throw what the planner throws. */
export function createFetched({ planner, supergraph, clock }: Graph, text: string): FetchedOperation {
  let made: Promise<Fetches> | undefined;
  const make = async (client: string): Promise<Fetches> => {
    const plan = mergeFetches(await planner.plan(text, client));
    if (!plan) throw new Error(`Expected a plan; no subgraph can answer ${text}.`);
    const unselected = lazily(() => compileUnselectedFields(supergraph, text, plan));
    return {
      run: compilePlan(plan, (fetch, number) => compileFetch(fetch, number, supergraph, unselected)),
      replay: compilePlan(plan, compileRevalidation),
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
  return { cost: nothingPaid, weight: 0, fetches: async () => ({ run: nothing, replay: nothing }) };
}

function compileProjection(selected: Selected, definition: OperationDefinitionNode): OperationProjection {
  const { schema, fragments } = selected;
  const type = schema.getRootType(definition.operation);
  if (!type) throw new Error(`Expected a schema with a root type for ${definition.operation}.`);
  const sets = [definition.selectionSet];
  const rootFields = collectFields(selected, type, sets).values();
  const introspect = compileIntrospection(schema, definition, fragments.values(), rootFields);
  return { root: compileObject(selected, type, sets), ...(introspect && { introspect }) };
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  return fragments;
}
