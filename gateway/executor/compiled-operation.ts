import { operationFromDocument, type Schema } from "@apollo/federation-internals";
import type { QueryPlanner } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { collectFields, type Selected } from "./collect-fields";
import { compileFetch } from "./compile-fetch";
import { compilePlan } from "./compile-plan";
import { compileObject } from "./compile-shape";
import { compileText, type WriteText } from "./compile-text";
import { type Conditions, conditionVariables } from "./conditions";
import type { Step } from "./execution";
import { compileIntrospection } from "./introspection";
import type { JsonObject } from "./json";
import { compileRepeat, type Replay } from "./replay";
import type { Shaping } from "./shaping";

/** One supergraph in the three forms that its operations are compiled with. */
export interface Graph {
  /** What clients see; of graphql-js. */
  schema: GraphQLSchema;
  /** The same, as the planner reads operations. */
  apiSchema: Schema;
  /** All types, those hidden from clients included; of graphql-js. */
  supergraph: GraphQLSchema;
  planner: Pick<QueryPlanner, "buildQueryPlan">;
}

/** An operation, ready to be run again and again. */
export interface CompiledOperation {
  /** Another one for each operation of a graph. */
  id: number;
  definition: OperationDefinitionNode;
  variableNames: readonly string[];
  /** Variables of its `@skip` and `@include`. */
  conditionVariables: readonly string[];
  run: Step;
  /** The same plan, for sending again what a run sent. */
  replay: Step<Replay>;
  /** Bytes of subgraphs' answers that its last run held; 0 before the first. */
  weight: number;
  /** How its answer is shaped when those variables have these values. */
  shapeFor(conditions: Conditions): OperationShape;
}

export interface OperationShape {
  root: (data: JsonObject, shaping: Shaping) => unknown;
  /** The same as text, as long as nothing is wrong; undefined where the selection has to be shaped. */
  text: WriteText | undefined;
  introspect?: (variables: JsonObject) => JsonObject;
}

/** Sixteen ways to set four switches: more are compiled when they come, and forgotten. */
const maxShapes = 16;

/** Plans an operation and turns plan and selection into functions. Throws GraphQLError from planning. */
export function compileOperation(
  graph: Graph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  id: number,
): CompiledOperation {
  const operation = operationFromDocument(graph.apiSchema, ownDocument(document, definition));
  const plan = graph.planner.buildQueryPlan(operation);
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const names = conditionVariables(definition, fragments.values());
  const shapes = new Map<string, OperationShape>();
  return {
    id,
    definition,
    variableNames: (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value),
    conditionVariables: names,
    run: compilePlan(plan, (node, path, number) => compileFetch(node, path, number, graph.supergraph)),
    replay: compilePlan(plan, compileRepeat),
    weight: 0,
    shapeFor(conditions) {
      const key = names.map((name) => (conditions.get(name) ? "1" : "0")).join("");
      const known = shapes.get(key);
      if (known) return known;
      const shape = compileOperationShape({ schema: graph.schema, fragments, conditions }, definition);
      if (shapes.size < maxShapes) shapes.set(key, shape);
      return shape;
    },
  };
}

/** Without the document's other operations, so that the name of this one is not needed, nor missed. */
function ownDocument(document: DocumentNode, definition: OperationDefinitionNode): DocumentNode {
  const definitions = document.definitions.filter(
    (node) => node === definition || node.kind === Kind.FRAGMENT_DEFINITION,
  );
  return { kind: Kind.DOCUMENT, definitions };
}

function compileOperationShape(selected: Selected, definition: OperationDefinitionNode): OperationShape {
  const { schema, fragments } = selected;
  const type = schema.getRootType(definition.operation);
  if (!type) throw new Error(`Expected a schema with a root type for ${definition.operation}.`);
  const sets = [definition.selectionSet];
  const rootFields = collectFields(selected, type, sets).values();
  const introspect = compileIntrospection(schema, definition, fragments.values(), rootFields);
  return {
    root: compileObject(selected, type, sets),
    text: compileText(selected, type, sets),
    ...(introspect && { introspect }),
  };
}
