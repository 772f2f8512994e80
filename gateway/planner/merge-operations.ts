import {
  type DefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from "graphql";
import { entitiesAlias, type MergedFetch, representationsVariable } from "./fetch-graph";
import type { EntityFetch } from "./query-plan";

/**
 * One fetch of several of one subgraph:
 *
 *     query($representations0:[_Any!]!,$representations1:[_Any!]!){
 *       _entities0:_entities(representations:$representations0){...}
 *       _entities1:_entities(representations:$representations1){...}
 *     }
 *
 * Selections stay as the planner wrote them. Undefined where one is not of this kind: it has fragments or directives of
 * its own, or variables that would be taken for another part's.
 */
export function mergeOperations(parts: readonly EntityFetch[]): MergedFetch | undefined {
  const [first] = parts;
  const read = parts.map(({ operation }) => readOperation(operation));
  const defined = new Map<string, string>();
  const fields: string[] = [];
  for (const [index, part] of read.entries()) {
    if (!part) return undefined;
    for (const [name, text] of part.variables) {
      if (/^representations\d*$/.test(name) || (defined.get(name) ?? text) !== text) return undefined;
      defined.set(name, text);
    }
    const variable = representationsVariable(index);
    fields.push(`${entitiesAlias(index)}:_entities(representations:$${variable})${part.selected}`);
  }
  if (!first) return undefined;
  const own = parts.map((_, index) => `$${representationsVariable(index)}:[_Any!]!`);
  const operation = `query(${[...own, ...defined.values()].join(",")}){${fields.join(" ")}}`;
  return { kind: "MergedFetch", subgraph: first.subgraph, operation, variables: [...defined.keys()], parts };
}

interface ReadOperation {
  /** What is selected of the entities, with its braces. */
  selected: string;
  /** Definitions of the client's variables, by name. */
  variables: ReadonlyMap<string, string>;
}

const representations = "representations";

function readOperation(text: string): ReadOperation | undefined {
  const { definitions } = parse(text);
  const [operation] = definitions;
  if (definitions.length !== 1 || !isQuery(operation) || operation.directives?.length) return undefined;
  const selected = selectedOfEntities(operation.selectionSet);
  if (!selected) return undefined;
  const { variableDefinitions = [] } = operation;
  return {
    selected: textOf(selected, text),
    variables: new Map(
      variableDefinitions
        .filter(({ variable }) => variable.name.value !== representations)
        .map((definition) => [definition.variable.name.value, textOf(definition, text)]),
    ),
  };
}

/** Of an operation that asks for nothing but entities, of the one list of representations that there is. */
function selectedOfEntities({ selections }: SelectionSetNode): SelectionSetNode | undefined {
  const [field] = selections;
  if (selections.length !== 1 || field?.kind !== Kind.FIELD) return undefined;
  const { name, alias, directives, arguments: given = [], selectionSet } = field;
  const [argument] = given;
  const isPlain =
    name.value === "_entities" &&
    !alias &&
    !directives?.length &&
    given.length === 1 &&
    argument?.value.kind === Kind.VARIABLE &&
    argument.value.name.value === representations;
  return isPlain ? selectionSet : undefined;
}

function isQuery(node: DefinitionNode | undefined): node is OperationDefinitionNode {
  return node?.kind === Kind.OPERATION_DEFINITION && node.operation === "query";
}

function textOf({ loc }: { loc?: { start: number; end: number } | undefined }, text: string): string {
  if (!loc) throw new Error("Expected nodes with their locations.");
  return text.slice(loc.start, loc.end);
}
