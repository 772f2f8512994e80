import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { liveField, subscriptionTypeName } from "../schema/add-subscriptions";

/** A query that asks for what a subscription shows. */
export interface MirroredQuery {
  definition: OperationDefinitionNode;
  /** What of the document it may use. */
  fragments: Map<string, FragmentDefinitionNode>;
  /** The client's name of `live`, under which the query's answer stands; absent where it selects another field. */
  liveName?: string;
}

/**
 * The query of a valid operation: itself, or for a subscription what is selected of its one field. So all that comes after
 * (cost, plan, projection) knows queries alone.
 */
export function subscriptionAsQuery(
  document: DocumentNode,
  definition: OperationDefinitionNode,
): MirroredQuery {
  const fragments = fragmentsOf(document);
  if (definition.operation !== OperationTypeNode.SUBSCRIPTION) return { definition, fragments };
  const fields = rootFields(definition.selectionSet, fragments);
  const [first] = fields;
  const isLive = first?.name.value === liveField;
  const selections = isLive ? fields.flatMap(({ selectionSet }) => selectionSet?.selections ?? []) : fields;
  for (const [name, { typeCondition }] of fragments)
    if (typeCondition.name.value === subscriptionTypeName) fragments.delete(name);
  return {
    definition: {
      ...definition,
      operation: OperationTypeNode.QUERY,
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    },
    fragments,
    ...(isLive && { liveName: first.alias?.value ?? liveField }),
  };
}

/** All of one name, as SingleFieldSubscriptionsRule sees to, and without conditions, as SubscriptionRootRule does. */
function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    return inner ? rootFields(inner.selectionSet, fragments) : [];
  });
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  return fragments;
}
