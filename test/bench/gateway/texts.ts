import { parse, print, type SelectionNode, visit } from "graphql";

/** As many orders of the fields, and ways to set it, as a query is written in. */
const writings = 16;

/**
 * Gives texts of a query of which no two are the same: other aliases of all fields, other names of operation and
 * fragments, fields and definitions in another order, other whitespace. What is asked for is always the same.
 */
export function otherTexts(query: string): () => string {
  const mark = "__NUMBER__";
  const templates = Array.from({ length: writings }, (_, writing) => {
    const random = randomFrom(writing + 1);
    const shuffled = <Node>(nodes: readonly Node[]): Node[] =>
      nodes
        .map((node) => ({ node, place: random() }))
        .sort((left, right) => left.place - right.place)
        .map(({ node }) => node);
    const named = <Named extends { name: { value: string } }>(node: Named): Named => ({
      ...node,
      name: { ...node.name, value: `${node.name.value}${mark}` },
    });
    const document = visit(parse(query, { noLocation: true }), {
      Document: { leave: (node) => ({ ...node, definitions: shuffled(node.definitions) }) },
      SelectionSet: { leave: (node) => ({ ...node, selections: shuffled<SelectionNode>(node.selections) }) },
      Field: { leave: (node) => ({ ...node, alias: named(node).name }) },
      FragmentSpread: { leave: named },
      FragmentDefinition: { leave: named },
      OperationDefinition: { leave: (node) => ({ ...node, ...(node.name && named({ name: node.name })) }) },
    });
    return print(document).replaceAll("  ", " ".repeat(writing % 5));
  });
  let asked = 0;
  return () => {
    const text = templates[asked % writings] ?? query;
    return text.replaceAll(mark, String(asked++));
  };
}

/** Gives queries of which each asks with another argument, so that each has to be planned. */
export function otherForms(write: (number: number) => string): () => string {
  let asked = 0;
  return () => write(asked++);
}

/** Numbers from 0 to 1, always the same ones. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
