import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";

/** A field of an operation, all of its occurrences together, as it stands in the answer. */
export interface SelectedField {
  /** Its name in the answer. */
  name: string;
  /** Where it is selected: several times in fragments on several types, or once. */
  occurrences: readonly [Occurrence, ...Occurrence[]];
  /** What is selected of its objects, in the order of the text; none of a scalar. */
  children: readonly SelectedField[];
}

export interface Occurrence {
  /** The type that it is selected of. */
  parent: GraphQLCompositeType;
  definition: GraphQLField<unknown, unknown>;
  node: FieldNode;
}

export interface Selecting {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether a field or a fragment is there, as its `@skip` and `@include` say. */
  isIncluded(node: SelectionNode): boolean;
}

/** The fields that a valid selection has of an object, its fragments unfolded. */
export function selectFields(
  selecting: Selecting,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
): SelectedField[] {
  return merge(selecting, [{ type, set }]);
}

interface Selected {
  type: GraphQLCompositeType;
  set: SelectionSetNode;
}

function merge(selecting: Selecting, selected: readonly Selected[]): SelectedField[] {
  const byName = new Map<string, [Occurrence, ...Occurrence[]]>();
  const collect = ({ type, set }: Selected): void => {
    for (const node of set.selections) {
      if (!selecting.isIncluded(node)) continue;
      if (node.kind !== Kind.FIELD) {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? selecting.fragments.get(node.name.value) : node;
        const on = fragment?.typeCondition
          ? selecting.schema.getType(fragment.typeCondition.name.value)
          : type;
        if (fragment && isCompositeType(on)) collect({ type: on, set: fragment.selectionSet });
        continue;
      }
      const definition = definitionOf(type, node.name.value);
      if (!definition) continue;
      const name = (node.alias ?? node.name).value;
      const known = byName.get(name);
      const occurrence = { parent: type, definition, node };
      if (known) known.push(occurrence);
      else byName.set(name, [occurrence]);
    }
  };
  for (const each of selected) collect(each);
  return [...byName].map(([name, occurrences]) => ({
    name,
    occurrences,
    children: merge(
      selecting,
      occurrences.flatMap(({ definition, node: { selectionSet: set } }) => {
        const type = getNamedType(definition.type);
        return set && isCompositeType(type) ? [{ type, set }] : [];
      }),
    ),
  }));
}

const metaFields = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];

function definitionOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  const own = isUnionType(type) ? undefined : type.getFields()[name];
  return own ?? metaFields.find((each) => each.name === name);
}
