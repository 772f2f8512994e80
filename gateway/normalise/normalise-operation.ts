import {
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from "graphql";
import { covers } from "./covers";
import { introspectionFields } from "./introspection-fields";
import { conditionsText, fieldSuffix, valueText } from "./node-text";
import { type NormaliseOptions, operationNames } from "./operation-names";
import type { ResponseNames } from "./response-names";
import { apart, newSelections, type Selections, selectionsText, within } from "./selections";

/** An operation as it is planned, and how the client's fields are found in what it fetches. */
export interface NormalisedOperation {
  /**
   * Equal for operations that select the same, whatever their aliases, fragments, order and whitespace. Undefined when
   * nothing has to be fetched.
   */
  text: string | undefined;
  /** The names that the fields of the client's operation have in what is fetched. */
  names: ResponseNames;
  /** How many fields and fragments the client's operation unfolds to. */
  selections: number;
  /** Whether it selects each of the fetched fields once, and no others. */
  isPlain: boolean;
}

/**
 * Writes a valid operation in one form: fragments are unfolded, what is selected twice stands once, what a literal
 * `@skip` or `@include` rules out is gone, everything is in one order, and each field has the name that ResponseNames
 * says. Root fields of a mutation are the exception: each is done as often and in the order that the client says.
 */
export function normaliseOperation(options: NormaliseOptions): NormalisedOperation {
  const { schema, definition, fragments } = options;
  const root = schema.getRootType(definition.operation);
  if (!root) throw new Error(`Expected a schema with a root type for ${definition.operation}.`);
  let [unfolded, isPlain] = [0, true];
  const isMutation = definition.operation === OperationTypeNode.MUTATION;
  const names = operationNames(options, root);

  const collect = (
    into: Selections,
    parent: GraphQLCompositeType,
    set: SelectionSetNode,
    names: ResponseNames,
  ): void => {
    for (const node of set.selections) {
      unfolded++;
      const conditions = conditionsText(node);
      if (!conditions) continue;
      if (node.kind === Kind.FIELD) {
        addField(within(into, undefined, conditions), parent, node, names);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const wanted = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
      if (!fragment || !isCompositeType(wanted)) continue;
      if (covers(schema, wanted, parent)) {
        collect(within(into, undefined, conditions), parent, fragment.selectionSet, names);
      } else if (!isObjectType(parent)) {
        collect(within(into, wanted.name, conditions), wanted, fragment.selectionSet, names);
      } else isPlain = false;
    }
  };
  /** Root fields of a mutation, each apart from the others. */
  const collectChanges = (set: SelectionSetNode, outer: readonly string[]): void => {
    for (const node of set.selections) {
      unfolded++;
      const own = conditionsText(node);
      if (!own) continue;
      const conditions = [...new Set([...outer, ...own])];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (node.kind === Kind.FIELD) {
        addField(apart(selections, conditions, names.of(root, node)), root, node, names);
      } else if (fragment?.selectionSet) collectChanges(fragment.selectionSet, conditions);
    }
  };
  const addField = (
    into: Selections,
    parent: GraphQLCompositeType,
    node: FieldNode,
    names: ResponseNames,
  ): void => {
    const { value: name } = node.name;
    // The type of an object is known where no other is possible; nobody fetches the schema.
    const isKnown = name === "__typename" && isObjectType(parent) && !into.isNarrowed;
    if (introspectionFields.has(name) || isKnown) {
      isPlain = false;
      return;
    }
    const responseName = names.of(parent, node);
    const known = into.fields.get(responseName);
    if (known) isPlain = false;
    const field = known ?? { name, text: fieldSuffix(node) };
    into.fields.set(responseName, field);
    if (!node.selectionSet || isUnionType(parent)) return;
    const type = getNamedType(parent.getFields()[name]?.type);
    if (!isCompositeType(type)) return;
    field.selections ??= newSelections();
    collect(field.selections, type, node.selectionSet, names.within(parent, node));
  };

  const selections = newSelections();
  if (isMutation) collectChanges(definition.selectionSet, []);
  else collect(selections, root, definition.selectionSet, names);
  return { text: operationText(definition, selections, isMutation), names, selections: unfolded, isPlain };
}

function operationText(
  { operation, variableDefinitions = [] }: OperationDefinitionNode,
  selections: Selections,
  inOrder: boolean,
): string | undefined {
  const text = selectionsText(selections, inOrder);
  if (text === "{}") return undefined;
  const variables = variableDefinitions
    .filter(({ variable }) => new RegExp(`\\$${variable.name.value}\\b`).test(text))
    .map(variableText)
    .sort();
  return `${operation} ${variables.length === 0 ? "" : `(${variables.join(", ")}) `}${text}`;
}

function variableText({ variable, type, defaultValue }: VariableDefinitionNode): string {
  return `${valueText(variable)}: ${print(type)}${defaultValue ? ` = ${valueText(defaultValue)}` : ""}`;
}
