import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { type AnswerTogether, togetherOf } from "./answer-together";
import { type ObjectSelection, selectObject } from "./select-object";

/** One operation while it is executed. */
export interface Execution extends ObjectSelection {
  operation: OperationDefinitionNode;
  contextValue: unknown;
  /** What went wrong so far. */
  errors: GraphQLError[];
}

/** A field of all objects of one type at one place of the answer. */
export interface PlannedField {
  name: string;
  type: GraphQLOutputType;
  resolve: GraphQLFieldResolver<unknown, unknown>;
  /** In place of the resolver, where it has an answer. */
  together: AnswerTogether | undefined;
  args: Record<string, unknown>;
  /** What is wrong with its arguments: its error at every object. */
  problem: { error: unknown } | undefined;
  info: GraphQLResolveInfo;
  /** What is selected of its objects. */
  sets: readonly SelectionSetNode[];
  /** The fields of these by their type, made when the first of them comes. */
  below: Map<GraphQLObjectType, readonly Planned[]>;
}

/** `typeName`: it is the type's name. */
export type Planned = PlannedField | { name: string; typeName: string };

/** The fields that selections have of objects of a type, in their order. */
export function planObject(
  execution: Execution,
  parentType: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Planned[] {
  return [...selectObject(execution, parentType, sets)].flatMap(([name, nodes]): Planned[] => {
    if (nodes[0].name.value === "__typename") return [{ name, typeName: parentType.name }];
    const field = planField(execution, parentType, name, nodes);
    return field ? [field] : [];
  });
}

/** Undefined for a field that the type does not have: graphql-js leaves it out as well. */
function planField(
  execution: Execution,
  parentType: GraphQLObjectType,
  name: string,
  fieldNodes: [FieldNode, ...FieldNode[]],
): PlannedField | undefined {
  const { schema, fragments, operation, variables } = execution;
  const [node] = fieldNodes;
  const fieldName = node.name.value;
  const definition = parentType.getFields()[fieldName];
  if (!definition) return undefined;
  const { type, resolve = defaultFieldResolver } = definition;
  const path = { prev: undefined, key: name, typename: parentType.name };
  const info = {
    ...{ fieldName, fieldNodes, returnType: type, parentType, path },
    ...{ schema, fragments, rootValue: undefined, operation, variableValues: variables },
  };
  const sets = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const planned = {
    ...{ name, type, resolve, together: togetherOf(definition), info, sets },
    below: new Map(),
  };
  try {
    return { ...planned, args: getArgumentValues(definition, node, variables), problem: undefined };
  } catch (error) {
    return { ...planned, args: {}, problem: { error } };
  }
}
