import {
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import { callNode, type PreparedSupergraph, type RequiredCall } from "./prepare-supergraph";
import type { EntityFetch, PlanNode, RequiredSelection } from "./query-plan";

type Calls = Pick<PreparedSupergraph, "calls" | "callsOf">;

/**
 * Puts the fields back that `prepareSupergraph` made: a subgraph is queried for `price__required0: price(currency: "USD")`,
 * and gets it as `price`. Fields that require one field with different arguments are fetched apart, for a
 * representation has room for one of them.
 */
export function restoreCalls(node: PlanNode, prepared: Calls): PlanNode {
  switch (node.kind) {
    case "Sequence":
    case "Parallel":
      return { ...node, nodes: node.nodes.map((child) => restoreCalls(child, prepared)) };
    case "Condition":
      return {
        ...node,
        whenTrue: node.whenTrue && restoreCalls(node.whenTrue, prepared),
        whenFalse: node.whenFalse && restoreCalls(node.whenFalse, prepared),
      };
    case "RootFetch":
      return { ...node, operation: withCalls(parse(node.operation), prepared.calls) };
    case "EntityFetch": {
      const fetches = split(node, prepared);
      const [only] = fetches;
      return fetches.length === 1 && only ? only : { kind: "Parallel", nodes: fetches };
    }
  }
}

/** An operation's text with calls in the place of the fields that stood for them. */
function withCalls(document: DocumentNode, calls: ReadonlyMap<string, RequiredCall>): string {
  const restored = visit(document, {
    Field(node): FieldNode | undefined {
      const call = calls.get(node.name.value);
      if (!call) return undefined;
      return {
        ...node,
        ...callNode(call),
        alias: node.alias ?? node.name,
        directives: node.directives ?? [],
      };
    },
  });
  return stripIgnoredCharacters(print(restored));
}

/** Fields of entities that can be fetched together. */
interface Group {
  calls: Set<string>;
  fields: { fragment: InlineFragmentNode; field: SelectionNode }[];
}

function split(fetch: EntityFetch, { calls, callsOf }: Calls): EntityFetch[] {
  const document = parse(fetch.operation, { noLocation: true });
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const entities = operation?.selectionSet.selections[0];
  if (!operation || entities?.kind !== Kind.FIELD) return [fetch];

  const groups: Group[] = [];
  for (const fragment of entities.selectionSet?.selections ?? []) {
    if (fragment.kind !== Kind.INLINE_FRAGMENT) continue;
    const type = fragment.typeCondition?.name.value;
    for (const field of fragment.selectionSet.selections) {
      const needed = callsNeeded(field, type, callsOf);
      const fits = ({ calls: known }: Group) => ![...needed].some((name) => clashes(name, known, calls));
      let group = groups.find(fits);
      if (!group) {
        group = { calls: new Set(), fields: [] };
        groups.push(group);
      }
      for (const name of needed) group.calls.add(name);
      group.fields.push({ fragment, field });
    }
  }
  return groups.map((group) => {
    const own = operationOf(document, operation, entities, group);
    const requires = requiredBy(fetch, group, calls);
    return { ...fetch, operation: withCalls(own, calls), requires };
  });
}

/** The calls that a selection of a type requires, those within its fragments included. */
function callsNeeded(
  node: SelectionNode,
  type: string | undefined,
  callsOf: Calls["callsOf"],
): readonly string[] {
  if (node.kind === Kind.FIELD) return [...(callsOf.get(`${type}.${node.name.value}`) ?? [])];
  if (node.kind === Kind.FRAGMENT_SPREAD) return [];
  const narrowed = node.typeCondition?.name.value ?? type;
  return node.selectionSet.selections.flatMap((inner) => callsNeeded(inner, narrowed, callsOf));
}

/** Whether a call is of a field that another call of the group is of. */
function clashes(
  name: string,
  group: ReadonlySet<string>,
  calls: ReadonlyMap<string, RequiredCall>,
): boolean {
  const call = calls.get(name);
  return [...group].some((other) => {
    const known = calls.get(other);
    return other !== name && known?.type === call?.type && known?.field === call?.field;
  });
}

function operationOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  entities: FieldNode,
  { fields }: Group,
): DocumentNode {
  const selections = [...new Set(fields.map(({ fragment }) => fragment))].map((fragment) => ({
    ...fragment,
    selectionSet: {
      ...fragment.selectionSet,
      selections: fields.filter((each) => each.fragment === fragment).map(({ field }) => field),
    },
  }));
  const field: FieldNode = { ...entities, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  const own = { ...operation, selectionSet: { ...operation.selectionSet, selections: [field] } };
  return {
    ...document,
    definitions: document.definitions.map((node) => (node === operation ? own : node)),
  };
}

/** What a representation is made of that has the calls of a group, and none of the others'. */
function requiredBy(
  { requires }: EntityFetch,
  group: Group,
  calls: ReadonlyMap<string, RequiredCall>,
): RequiredSelection[] {
  const restore = (node: RequiredSelection): RequiredSelection[] => {
    const selections = node.selections?.flatMap(restore);
    if (node.kind === "InlineFragment") return [{ ...node, selections: selections ?? [] }];
    const call = calls.get(node.name);
    if (call && !group.calls.has(node.name)) return [];
    if (selections?.length === 0) return [];
    const renamed = call ? { ...node, name: call.field, source: call.name } : node;
    return [{ ...renamed, ...(selections && { selections }) }];
  };
  return requires.flatMap(restore);
}
