import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { provenanceFieldsOf } from "./provenance-fields";

/** A number that an operation selects. */
export interface SelectedFigure {
  /** Of response names, without the places in lists: `units.nodes.areaKm2`. */
  path: string;
  /** Of its field in the schema: `Unit.areaKm2`. */
  coordinate: string;
  /** What it counts, in which unit, as the schema describes it and what it is a part of; empty where it does not. */
  meaning: string;
  /** Whether an object around it can tell where it comes from. */
  canTellOrigin: boolean;
}

const numbers = new Set(["Int", "Float", "Decimal", "BigInt", "Long"]);

/** Every number that a valid operation selects, once for each path. */
export function selectedFigures(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SelectedFigure[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const figures = new Map<string, SelectedFigure>();

  const goOver = (set: SelectionSetNode, type: GraphQLNamedType | undefined, around: Place) => {
    const hasOrigin = around.hasOrigin || (provenanceFieldsOf(type)?.origins.length ?? 0) > 0;
    const at = { ...around, hasOrigin };
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) goOverField(node, type, at);
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        const name = node.typeCondition?.name.value;
        goOver(node.selectionSet, name === undefined ? type : schema.getType(name), at);
      } else {
        const fragment = fragments.get(node.name.value);
        if (fragment) goOver(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), at);
      }
    }
  };
  const goOverField = (node: FieldNode, type: GraphQLNamedType | undefined, at: Place) => {
    const field = fieldOf(type, node.name.value);
    if (!field || !type) return;
    const response = node.alias?.value ?? node.name.value;
    const path = at.path === "" ? response : `${at.path}.${response}`;
    const named = getNamedType(field.type);
    if (node.selectionSet) {
      goOver(node.selectionSet, named, {
        ...{ path, hasOrigin: at.hasOrigin },
        whole: isValue(named) ? textOf(field.description) : "",
      });
    } else if (numbers.has(named.name)) {
      const meaning = [at.whole, textOf(field.description)].filter((text) => text !== "").join(" ");
      figures.set(path, {
        path,
        coordinate: `${type.name}.${field.name}`,
        meaning,
        canTellOrigin: at.hasOrigin,
      });
    }
  };
  goOver(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, {
    ...{ path: "", hasOrigin: false, whole: "" },
  });
  return [...figures.values()];
}

/** Whether an object is one value in several fields, such as a rate with numerator and denominator. */
function isValue(type: GraphQLNamedType): boolean {
  return (
    isObjectType(type) &&
    Object.values(type.getFields()).every((field) => isLeafType(getNamedType(field.type)))
  );
}

interface Place {
  path: string;
  hasOrigin: boolean;
  /** What the value is that a number is a part of, e.g. the rate that has a numerator; empty where it is of no value. */
  whole: string;
}

function fieldOf(
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function textOf(description: string | null | undefined): string {
  return (description ?? "").replace(/\s+/g, " ").trim();
}
