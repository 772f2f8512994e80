import {
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { RestrictionMarks } from "../guards/restrict-operation";
import { type Conditions, isSelected } from "../normalise/conditions";
import type { ResponseNames } from "../normalise/response-names";

/** A client's operation, as far as its fields are looked up in it. */
export interface Selected {
  schema: GraphQLSchema;
  /** The supergraph's, which has the directives. */
  supergraph: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  conditions: Conditions;
  /** The names that fields have in what is fetched. */
  names: ResponseNames;
  /** Whether a fragment's fields come later; absent: none do. */
  isDeferred?: (node: FragmentNode) => boolean;
  /** Absent: the viewer may read every field. */
  marks?: RestrictionMarks | undefined;
}

export type FragmentNode = FragmentSpreadNode | InlineFragmentNode;

/** A fragment of an object whose fields come later. */
export interface DeferredSet {
  node: FragmentNode;
  set: SelectionSetNode;
}

/**
 * The fields that are selected of an object, by response name, in the order of the answer. Like graphql-js',
 * but also for an interface or a union: of an `@interfaceObject`, only that much may be known. Those of fragments that
 * come later are left out, and the fragments added to `deferred`.
 * See https://spec.graphql.org/October2021/#CollectFields()
 */
export function collectFields(
  selected: Selected,
  type: GraphQLNamedType,
  selectionSets: Iterable<SelectionSetNode>,
  deferred: DeferredSet[] = [],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      const written = selected.marks?.denied.get(node)?.node ?? node;
      if (!isSelected(written, selected.conditions) || selected.marks?.added.has(node)) continue;
      if (node.kind === Kind.FIELD) {
        const name = node.alias?.value ?? node.name.value;
        const nodes = fields.get(name);
        if (nodes) nodes.push(node);
        else fields.set(name, [node]);
        continue;
      }
      const isDeferred = selected.isDeferred?.(node) ?? false;
      if (node.kind === Kind.FRAGMENT_SPREAD && !isDeferred) {
        if (visited.has(node.name.value)) continue;
        visited.add(node.name.value);
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? selected.fragments.get(node.name.value) : node;
      if (!fragment || !applies(selected.schema, fragment.typeCondition?.name.value, type)) continue;
      if (isDeferred) deferred.push({ node, set: fragment.selectionSet });
      else collect(fragment.selectionSet);
    }
  };
  for (const set of selectionSets) collect(set);
  return fields;
}

/**
 * Whether an object of which no more is known than an interface or a union may have fields that nothing but its own
 * type would show: `... on Dog { tag }` of a Pet.
 */
export function dependsOnType(
  { schema, fragments, conditions }: Selected,
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
): boolean {
  const visited = new Set<SelectionSetNode>();
  const depends = (set: SelectionSetNode): boolean => {
    if (visited.has(set)) return false;
    visited.add(set);
    return set.selections.some((node) => {
      if (node.kind === Kind.FIELD || !isSelected(node, conditions)) return false;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const condition = fragment?.typeCondition?.name.value;
      if (!fragment) return false;
      if (applies(schema, condition, type)) return depends(fragment.selectionSet);
      const wanted = schema.getType(condition ?? "");
      const mayApply =
        isCompositeType(wanted) && isCompositeType(type) && doTypesOverlap(schema, wanted, type);
      return mayApply && hasFields(fragment.selectionSet);
    });
  };
  const hasFields = ({ selections }: SelectionSetNode): boolean =>
    selections.some((node) => {
      if (!isSelected(node, conditions)) return false;
      if (node.kind === Kind.FIELD) return true;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      return fragment !== undefined && hasFields(fragment.selectionSet);
    });
  return selectionSets.some(depends);
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLNamedType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  if (!isAbstractType(wanted)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}
