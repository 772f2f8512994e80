import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { type Budgets, defaultBudgets, trustedBudgets } from "./budgets";

/** What a query may be before it is looked at more closely. */
export interface Limits {
  maxTokens: number;
  /** Fields and fragments, with each fragment counted where it is used, and how deep they lie within one another. */
  maxSelections: number;
  maxDepth: number;
  /** What an operation may cost, by the viewer's role. */
  budgets: Budgets;
  /** The same for a trusted document. */
  trustedBudgets: Budgets;
}

export const defaultLimits: Limits = {
  ...{ maxTokens: 15_000, maxSelections: 10_000, maxDepth: 500 },
  budgets: defaultBudgets,
  trustedBudgets: trustedBudgets(defaultBudgets),
};

export function tooComplex(what: string): GraphError {
  return new GraphError("QUERY_TOO_COMPLEX", `The query has ${what}; ask for less at a time.`);
}

/**
 * How many fields and fragments the smallest operation of a document unfolds to. Throws QUERY_TOO_COMPLEX for an
 * operation that unfolds to more than the limits. What is planned and validated is unfolded: 692 bytes of fragments that
 * each hold the next one twice would take seconds. Each fragment is counted once, so that counting takes no longer than
 * reading did; one that contains itself is left to validation.
 */
export function checkSelections(document: DocumentNode, { maxSelections, maxDepth }: Limits): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    if (node.kind === Kind.OPERATION_DEFINITION) operations.push(node);
  }
  const measured = new Map<string, Size | "being measured">();

  const measureSet = (set: SelectionSetNode | undefined, level: number): Size => {
    if (level > maxDepth) throw tooComplex(`more than ${maxDepth} levels`);
    let selections = 0;
    let depth = 0;
    for (const node of set?.selections ?? []) {
      const inner =
        node.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(node.name.value, level)
          : measureSet(node.selectionSet, level + 1);
      selections += 1 + inner.selections;
      depth = Math.max(depth, 1 + inner.depth);
      if (selections > maxSelections) {
        const limit = maxSelections.toLocaleString("en");
        throw tooComplex(`more than ${limit} fields once its fragments are unfolded`);
      }
    }
    return { selections, depth };
  };
  const measureFragment = (name: string, level: number): Size => {
    const known = measured.get(name);
    if (known === "being measured") return nothing;
    if (known) {
      if (level + known.depth > maxDepth) throw tooComplex(`more than ${maxDepth} levels`);
      return known;
    }
    measured.set(name, "being measured");
    const size = measureSet(fragments.get(name)?.selectionSet, level + 1);
    measured.set(name, size);
    return size;
  };
  const sizes = operations.map(({ selectionSet }) => measureSet(selectionSet, 0).selections);
  return sizes.length === 0 ? 0 : Math.min(...sizes);
}

interface Size {
  selections: number;
  depth: number;
}

const nothing: Size = { selections: 0, depth: 0 };
