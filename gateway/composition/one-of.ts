import { type DocumentNode, Kind, parse, print, visit } from "graphql";

/** A subgraph's inputs that take exactly one field. */
export interface OneOfSubgraph {
  name: string;
  typeDefs: DocumentNode;
  oneOf: ReadonlySet<string>;
}

/** What is wrong with `@oneOf` of inputs that several subgraphs have: a sentence for each. */
export function oneOfProblems(subgraphs: readonly OneOfSubgraph[]): string[] {
  const inputs = new Set(subgraphs.flatMap(({ oneOf }) => [...oneOf]));
  return [...inputs].flatMap((input) =>
    subgraphs
      .filter(({ typeDefs, oneOf }) => hasInput(typeDefs, input) && !oneOf.has(input))
      .map(
        ({ name }) =>
          `[${name}] ${input}: expected @oneOf, as other subgraphs have it: whether a client gives one field or several is one rule for all of them.`,
      ),
  );
}

function hasInput({ definitions }: DocumentNode, input: string): boolean {
  return definitions.some(
    (node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.name.value === input,
  );
}

const [definition] = parse("directive @oneOf on INPUT_OBJECT", { noLocation: true }).definitions;
const mark = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "oneOf" } } as const;

/** Puts `@oneOf` into a supergraph, which composition from npm has never heard of. */
export function restoreOneOf(supergraphSdl: string, subgraphs: readonly OneOfSubgraph[]): string {
  const inputs = new Set(subgraphs.flatMap(({ oneOf }) => [...oneOf]));
  if (inputs.size === 0 || !definition) return supergraphSdl;
  const document = visit(parse(supergraphSdl, { noLocation: true }), {
    InputObjectTypeDefinition: (node) =>
      inputs.has(node.name.value) ? { ...node, directives: [...(node.directives ?? []), mark] } : undefined,
  });
  return print({ ...document, definitions: [...document.definitions, definition] });
}
