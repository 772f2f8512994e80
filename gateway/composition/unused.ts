import { buildSubgraph } from "@apollo/federation-internals";
import { type DocumentNode, Kind, specifiedDirectives, visit } from "graphql";
import { coordinateOf } from "./prepare-schema";

/** The last versions of these are `@deprecated` and the like, and libraries of servers declare them as well. */
const known = new Set([...specifiedDirectives.map(({ name }) => name), "link", "core"]);

/**
 * What a subgraph says by directives that nobody here reads: a sentence for each directive. Composition leaves those of the
 * subgraph's own out without a word.
 */
export function unusedDirectives(name: string, typeDefs: DocumentNode): string[] {
  const places = new Map<string, string[]>();
  visit(typeDefs, {
    Directive(node, _key, _parent, _path, ancestors) {
      const known = places.get(node.name.value) ?? [];
      places.set(node.name.value, [...known, coordinateOf(ancestors)]);
    },
  });
  const composed = composedBy(typeDefs);
  const declared = typeDefs.definitions.flatMap((node) =>
    node.kind === Kind.DIRECTIVE_DEFINITION && !known.has(node.name.value) ? [node.name.value] : [],
  );
  const own = declared.filter((each) => !isOfFederation(name, typeDefs, each));
  const where = (directive: string) => {
    const [first, ...others] = places.get(directive) ?? [];
    return `${first}: @${directive}${others.length > 0 ? `, there and at ${others.length} more,` : ""}`;
  };
  return [
    ...own
      .filter((directive) => places.has(directive))
      .map((directive) =>
        composed.has(directive)
          ? `[${name}] ${where(directive)} is in the supergraph, and neither the gateway nor its clients read it.`
          : `[${name}] ${where(directive)} is read by the subgraph alone: the supergraph does not have it.`,
      ),
    ...["cacheTag", "federation__cacheTag"]
      .filter((directive) => places.has(directive))
      .map(
        (directive) =>
          `[${name}] ${where(directive)} is not used: answers are kept as long as subgraphs say that nothing has changed (docs/composition.md).`,
      ),
  ];
}

/** Names in `@composeDirective`. */
function composedBy(typeDefs: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(typeDefs, {
    Directive(node) {
      if (!node.name.value.endsWith("composeDirective")) return;
      for (const { value } of node.arguments ?? []) {
        if (value.kind === Kind.STRING) names.add(value.value.replace(/^@/, ""));
      }
    },
  });
  return names;
}

/** A library may declare those of federation, too, word by word. */
function isOfFederation(name: string, typeDefs: DocumentNode, directive: string): boolean {
  try {
    const { schema } = buildSubgraph(name, "", typeDefs);
    const definition = schema.directive(directive);
    const source = definition && schema.coreFeatures?.sourceFeature(definition);
    return source?.feature.url.identity.startsWith("https://specs.apollo.dev/") ?? false;
  } catch {
    // Composition says what is wrong with the schema.
    return true;
  }
}
