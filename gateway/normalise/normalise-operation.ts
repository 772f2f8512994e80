import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
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
import { introspectionFields } from "./introspection-fields";
import { conditionsText, fieldSuffix, valueText } from "./node-text";
import { createResponseNames, type GraphNaming, type ResponseNames } from "./response-names";
import { apart, newSelections, type Selections, selectionsText, within } from "./selections";

/** An operation as it is planned, and how the client's fields are found in what it fetches. */
export interface NormalisedOperation {
  /**
   * Equal for operations that ask for the same, whatever their aliases, fragments, order and whitespace. Undefined when
   * nothing has to be fetched.
   */
  text: string | undefined;
  /** The name that a field of the client's operation has in what is fetched. */
  nameOf: ResponseNames["of"];
  /** How many fields and fragments the client's operation unfolds to. */
  selections: number;
}

export interface NormaliseOptions {
  schema: GraphQLSchema;
  naming: GraphNaming;
  definition: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Writes a valid operation in one form: fragments are unfolded, what is selected twice stands once, what a literal
 * `@skip` or `@include` rules out is gone, everything is in one order, and each field has the name that ResponseNames
 * says. Root fields of a mutation are the exception: each is done as often and in the order that the client says.
 */
export function normaliseOperation(options: NormaliseOptions): NormalisedOperation {
  const { schema, naming, definition, fragments } = options;
  const root = schema.getRootType(definition.operation);
  if (!root) throw new Error(`Expected a schema with a root type for ${definition.operation}.`);
  const names = createResponseNames(naming, fieldsIn(definition, fragments));
  const changes = new Map<string, string>();
  let unfolded = 0;
  const isMutation = definition.operation === OperationTypeNode.MUTATION;
  const nameOf: ResponseNames["of"] = (parent, node) =>
    isMutation && parent === root ? changeName(changes, naming, node) : names.of(parent, node);

  const collect = (into: Selections, parent: GraphQLCompositeType, set: SelectionSetNode): void => {
    for (const node of set.selections) {
      unfolded++;
      const conditions = conditionsText(node);
      if (!conditions) continue;
      if (node.kind === Kind.FIELD) {
        addField(within(into, undefined, conditions), parent, node);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const wanted = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
      if (!fragment || !isCompositeType(wanted)) continue;
      if (covers(schema, wanted, parent)) {
        collect(within(into, undefined, conditions), parent, fragment.selectionSet);
      } else if (!isObjectType(parent)) {
        collect(within(into, wanted.name, conditions), wanted, fragment.selectionSet);
      }
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
      if (node.kind === Kind.FIELD) addField(apart(selections, conditions, nameOf(root, node)), root, node);
      else if (fragment?.selectionSet) collectChanges(fragment.selectionSet, conditions);
    }
  };
  const addField = (into: Selections, parent: GraphQLCompositeType, node: FieldNode): void => {
    const { value: name } = node.name;
    // The type of an object is known where no other is possible; the schema is nobody's to be asked for.
    const isKnown = name === "__typename" && isObjectType(parent) && !into.isNarrowed;
    if (introspectionFields.has(name) || isKnown) return;
    const responseName = nameOf(parent, node);
    const field = into.fields.get(responseName) ?? { name, text: fieldSuffix(node) };
    into.fields.set(responseName, field);
    if (!node.selectionSet || isUnionType(parent)) return;
    const type = getNamedType(parent.getFields()[name]?.type);
    if (!isCompositeType(type)) return;
    field.selections ??= newSelections();
    collect(field.selections, type, node.selectionSet);
  };

  const selections = newSelections();
  if (isMutation) collectChanges(definition.selectionSet, []);
  else collect(selections, root, definition.selectionSet);
  return { text: operationText(definition, selections, isMutation), nameOf, selections: unfolded };
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

/** Whether every object of `type` is one of `condition`. */
function covers(schema: GraphQLSchema, condition: GraphQLCompositeType, type: GraphQLCompositeType): boolean {
  if (condition === type) return true;
  return isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
}

/** Each change has a name of its own, by the client's, numbered in the order in which they are met. */
function changeName(changes: Map<string, string>, { separator }: GraphNaming, node: FieldNode): string {
  const { value: clientName } = node.alias ?? node.name;
  const known = changes.get(clientName) ?? `${node.name.value}${separator}${changes.size}`;
  changes.set(clientName, known);
  return known;
}

/** Every field of an operation and of the document's fragments, each once. */
function fieldsIn(
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode[] {
  const fields: FieldNode[] = [];
  const sets = [definition, ...fragments.values()].map(({ selectionSet }) => selectionSet);
  for (let set = sets.pop(); set; set = sets.pop()) {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) fields.push(node);
      if (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet) sets.push(node.selectionSet);
    }
  }
  return fields;
}
