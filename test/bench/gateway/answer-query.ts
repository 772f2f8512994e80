import {
  type DocumentNode,
  type FieldNode,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";

type Data = Record<string, unknown>;

/** The subgraphs of a graph by name, with their made-up data; a field that is a function gets the arguments. */
export type BenchSubgraphs = Record<string, BenchSubgraph>;

export interface BenchSubgraph {
  sdl: string;
  query?: Data;
  /** The entity with a representation's key. */
  entityOf(representation: Data): unknown;
}

/**
 * Answers a query without looking at a schema: what is measured is the gateway, and the subgraphs of a gateway that asks
 * them something else each time would take longer than it does by graphql-js.
 */
export function answerQuery({ query = {}, entityOf }: BenchSubgraph, text: string, variables: Data): Data {
  const document = parse(text, { noLocation: true });
  const entities = ({ representations }: Data) => (representations as Data[]).map(entityOf);
  const root = { __typename: "Query", ...query, _entities: entities };
  return { data: select(root, setOf(document), { document, variables }) };
}

interface Asked {
  document: DocumentNode;
  variables: Data;
}

/** What a fragment selects; without a name, the operation. */
function setOf({ definitions }: DocumentNode, fragment?: string): SelectionSetNode {
  for (const node of definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && fragment === undefined) return node.selectionSet;
    if (node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === fragment) return node.selectionSet;
  }
  throw new Error(`Expected ${fragment ?? "an operation"}.`);
}

function select(source: Data, { selections }: SelectionSetNode, asked: Asked, into: Data = {}): Data {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) into[(node.alias ?? node.name).value] = fieldValue(source, node, asked);
    else if (node.kind === Kind.FRAGMENT_SPREAD) {
      select(source, setOf(asked.document, node.name.value), asked, into);
    } else if ((node.typeCondition?.name.value ?? source.__typename) === source.__typename) {
      select(source, node.selectionSet, asked, into);
    }
  }
  return into;
}

function fieldValue(source: Data, node: FieldNode, asked: Asked): unknown {
  const found = source[node.name.value];
  if (found === undefined) throw new Error(`Expected a field ${node.name.value} of ${source.__typename}.`);
  const { selectionSet } = node;
  const value = typeof found === "function" ? found(argumentsOf(node, asked)) : found;
  const part = (each: unknown) => (selectionSet && each ? select(each as Data, selectionSet, asked) : each);
  return Array.isArray(value) ? value.map(part) : part(value);
}

function argumentsOf({ arguments: given = [] }: FieldNode, { variables }: Asked): Data {
  return Object.fromEntries(
    given.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
  );
}
