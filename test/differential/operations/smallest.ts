import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  validate,
  visit,
} from "graphql";
import type { Operation } from "./operation";

/**
 * The smallest operation within one for which something holds: selections, fragments, conditions, arguments and aliases are
 * taken away one after the other, for as long as one can be. fast-check knows nothing of GraphQL, and leaves more.
 */
export async function smallest(
  schema: GraphQLSchema,
  operation: Operation,
  holds: (operation: Operation) => Promise<boolean>,
): Promise<Operation> {
  let found = operation;
  for (let at = 0, isSmaller = false; ; ) {
    const reduced = reduce(parse(found.query), at);
    if (reduced === undefined) {
      if (!isSmaller) return found;
      // What could not go before may go now.
      [at, isSmaller] = [0, false];
      continue;
    }
    const document = withoutUnused(reduced);
    const candidate = {
      query: stripIgnoredCharacters(print(document)),
      variables: usedVariables(document, found.variables),
    };
    const isShorter = candidate.query.length < stripIgnoredCharacters(found.query).length;
    if (isShorter && validate(schema, document).length === 0 && (await holds(candidate))) {
      [found, isSmaller] = [candidate, true];
    } else at++;
  }
}

/** The document after the reduction of this number; undefined when there are fewer. */
function reduce(document: DocumentNode, wanted: number): DocumentNode | undefined {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet.selections]] : [],
    ),
  );
  let number = 0;
  let isDone = false;
  const reduced = visit(document, {
    enter(node) {
      if (isDone) return false;
      for (const change of reductionsOf(node, fragments)) {
        if (number++ < wanted) continue;
        isDone = true;
        return change();
      }
      return undefined;
    },
  });
  return isDone ? reduced : undefined;
}

type Change = () => ASTNode | null;
type Fragments = ReadonlyMap<string, readonly SelectionNode[]>;

function reductionsOf(node: ASTNode, fragments: Fragments): Change[] {
  switch (node.kind) {
    case Kind.SELECTION_SET:
      return node.selections.flatMap((selection, at) =>
        insteadOf(selection, node.selections.length > 1, fragments).map(
          (others): Change =>
            () => ({ ...node, selections: node.selections.toSpliced(at, 1, ...others) }),
        ),
      );
    case Kind.FIELD:
      return node.alias ? [() => ({ ...node, alias: undefined })] : [];
    case Kind.DIRECTIVE:
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return [() => null];
    default:
      return [];
  }
}

/** Nothing, where it is not alone, or what is within a fragment. */
function insteadOf(
  selection: SelectionNode,
  isOneOfMany: boolean,
  fragments: Fragments,
): (readonly SelectionNode[])[] {
  const nothing = isOneOfMany ? [[]] : [];
  if (selection.kind === Kind.INLINE_FRAGMENT) return [...nothing, selection.selectionSet.selections];
  const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : undefined;
  return spread ? [...nothing, spread] : nothing;
}

function withoutUnused(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    FragmentSpread: ({ name }) => void used.add(`...${name.value}`),
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(`$${name.value}`),
  });
  const kept = visit(document, {
    FragmentDefinition: ({ name }) => (used.has(`...${name.value}`) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? undefined : null),
  });
  return kept;
}

function usedVariables(document: DocumentNode, variables: Operation["variables"]): Operation["variables"] {
  const defined = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void defined.add(variable.name.value) });
  return Object.fromEntries(Object.entries(variables).filter(([name]) => defined.has(name)));
}
