import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { fieldSuffix } from "./node-text";
import { createResponseNames, type GraphNaming, type ResponseNames } from "./response-names";
import { separateViews } from "./views";

export interface NormaliseOptions {
  schema: GraphQLSchema;
  naming: GraphNaming;
  definition: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The names that the fields of an operation have in what is fetched; `root` is the type of its own selections. */
export function operationNames(options: NormaliseOptions, root: GraphQLCompositeType): ResponseNames {
  const { schema, naming, definition, fragments } = options;
  const fields = fieldsIn(definition, fragments);
  const names = createResponseNames(naming, fields);
  const isMutation = definition.operation === OperationTypeNode.MUTATION;
  const all = isMutation ? withChanges(names, naming, root) : names;
  if (!hasTwoNames(options, fields)) return all;
  const { separator } = naming;
  return separateViews({ schema, fragments, names: all, separator }, root, definition.selectionSet);
}

/** Whether a field may have two names that matter: nearly never. Those of a leaf do where types are distinguished. */
function hasTwoNames({ definition, fragments }: NormaliseOptions, fields: readonly FieldNode[]): boolean {
  if (!differInNames(fields, ({ name }) => name.value)) return false;
  const tellsTypes = fragments.size > 0 || hasTypeCondition(definition.selectionSet);
  const relevant = tellsTypes ? fields : fields.filter(({ selectionSet }) => selectionSet);
  return differInNames(relevant, (node) => `${node.name.value}${fieldSuffix(node)}`);
}

function differInNames(fields: readonly FieldNode[], callOf: (node: FieldNode) => string): boolean {
  const seen = new Map<string, string>();
  return fields.some((node) => {
    const clientName = (node.alias ?? node.name).value;
    const call = callOf(node);
    const known = seen.get(call);
    if (known === undefined) seen.set(call, clientName);
    return known !== undefined && known !== clientName;
  });
}

function hasTypeCondition({ selections }: SelectionSetNode): boolean {
  return selections.some(
    (node) =>
      (node.kind === Kind.INLINE_FRAGMENT && node.typeCondition !== undefined) ||
      (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet && hasTypeCondition(node.selectionSet)),
  );
}

/** Each change has a name of its own, by the client's, numbered in the order in which they are met. */
function withChanges(
  names: ResponseNames,
  { separator }: GraphNaming,
  root: GraphQLCompositeType,
): ResponseNames {
  const changes = new Map<string, string>();
  return {
    of(parent, node) {
      if (parent !== root) return names.of(parent, node);
      const { value: clientName } = node.alias ?? node.name;
      const known = changes.get(clientName) ?? `${node.name.value}${separator}${changes.size}`;
      changes.set(clientName, known);
      return known;
    },
    within: () => names,
  };
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
