import {
  type FieldNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { type Conditions, isSelected } from "../../normalise/conditions";
import {
  type EntityFetch,
  everyElement,
  type PlanPath,
  type QueryPlan,
  type RequiredSelection,
} from "../../planner/query-plan";
import type { JsonObject } from "../../values/json";
import { fitsCondition } from "./type-conditions";

/**
 * Names of fields that nobody needs of a fetch's entities of a type. A subgraph with an `@interfaceObject` knows nothing of
 * types, so a plan fetches `stars` of all media where the operation has `... on Film { stars }`.
 */
export type UnselectedFields = (
  fetch: Pick<EntityFetch, "paths">,
  names: Iterable<string>,
  typeName: string,
  conditions: Conditions,
) => ReadonlySet<string>;

/** The same of one entity of a fetch. */
export type Unselected = (entity: JsonObject, conditions: Conditions) => ReadonlySet<string>;

/** `operation` is the text that the plan is of. */
export function compileUnselectedFields(
  schema: GraphQLSchema,
  operation: string,
  plan: QueryPlan,
): UnselectedFields {
  const required = requiredNames(plan);
  const [definition] = parse(operation, { noLocation: true }).definitions;
  const root = definition?.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [];
  return ({ paths }, names, typeName, conditions) => {
    if (!isObjectType(schema.getType(typeName))) return new Set();
    const applies = (node: SelectionNode): boolean => {
      const condition = node.kind === Kind.INLINE_FRAGMENT ? node.typeCondition?.name.value : undefined;
      if (condition !== undefined && !fitsCondition(schema, typeName, condition)) return false;
      return isSelected(node, conditions);
    };
    const isNeededAt = (path: PlanPath, name: string): boolean => {
      const here = selectionsAt(path, root);
      // Where the operation does not lead, only the plan knows what for.
      if (here.length === 0) return true;
      return here.some((set) => fieldsIn(set, applies).some((node) => nameOf(node) === name));
    };
    const isNeeded = (name: string) => required.has(name) || paths.some((path) => isNeededAt(path, name));
    return new Set([...names].filter((name) => !isNeeded(name)));
  };
}

function selectionsAt(path: PlanPath, root: readonly SelectionSetNode[]): readonly SelectionSetNode[] {
  let sets = root;
  for (const step of path) {
    if (typeof step !== "string" || step === everyElement) continue;
    sets = sets
      .flatMap((set) => fieldsIn(set, () => true))
      .flatMap((node) => (nameOf(node) === step && node.selectionSet ? [node.selectionSet] : []));
  }
  return sets;
}

/** Fields of a selection that apply, those within fragments that do included. */
function fieldsIn({ selections }: SelectionSetNode, applies: (node: SelectionNode) => boolean): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD || !applies(node)) return [];
    return node.kind === Kind.FIELD ? [node] : fieldsIn(node.selectionSet, applies);
  });
}

function nameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** Names, in what is fetched, of everything that representations are made of. */
function requiredNames(plan: QueryPlan): Set<string> {
  const names = new Set<string>();
  const addAll = (selections: readonly RequiredSelection[]): void => {
    for (const node of selections) {
      if (node.kind === "Field") names.add(node.source ?? node.name);
      addAll(node.selections ?? []);
    }
  };
  const look = (node: QueryPlan): void => {
    if (node?.kind === "EntityFetch") addAll(node.requires);
    if (node?.kind === "Sequence" || node?.kind === "Parallel") for (const child of node.nodes) look(child);
    if (node?.kind === "Condition") for (const child of [node.whenTrue, node.whenFalse]) look(child);
  };
  look(plan);
  return names;
}
