import "../../gateway/config/environment";
import { Supergraph } from "@apollo/federation-internals";
import { type GraphQLSchema, Kind, print, printSchema, visit } from "graphql";
import { addSubscriptions } from "../../gateway/schema/add-subscriptions";
import { buildTrustedSchema } from "../../gateway/schema/build-trusted-schema";
import { clientSchema } from "../../gateway/schema/client-schema";
import { buildSupergraph } from "../../gateway/supergraph/build-supergraph";
import { readSupergraph } from "../../gateway/supergraph/read-supergraph";
import { testGraphs } from "./supergraphs/test-graphs";
import { buildGraph } from "./world/test-graph";

/* What the serving thread makes of a text that another thread has read is what federation's library would have made there. */

describe.each(testGraphs().map(buildGraph))("of $name", ({ supergraphSdl }) => {
  const byLibrary = Supergraph.build(supergraphSdl);
  // As it comes from another thread.
  const read = structuredClone(readSupergraph(buildSupergraph(supergraphSdl, true)));

  it("the whole schema is the library's, with what directives say", () => {
    expect(described(buildTrustedSchema(supergraphSdl))).toEqual(
      described(byLibrary.schema.toGraphQLJSSchema()),
    );
  });

  it("the schema of clients is the library's with subscriptions", () => {
    const api = byLibrary.apiSchema().toGraphQLJSSchema({ includeDefer: true });
    expect(described(clientSchema(read.api))).toEqual(described(addSubscriptions(api)));
  });
});

it("inputs of which exactly one field is given are known", () => {
  const sdl = buildGraph(testGraphs()[0] ?? fail()).supergraphSdl.replace(
    "type Query",
    "directive @oneOf on INPUT_OBJECT\ninput Place @join__type(graph: A) @oneOf { ward: ID @join__field(graph: A) road: ID @join__field(graph: A) }\ntype Query",
  );
  const graph = /enum join__Graph \{\s*(\w+)/.exec(sdl)?.[1] ?? fail();
  const named = sdl.replaceAll("(graph: A)", `(graph: ${graph})`);
  const { api } = readSupergraph(buildSupergraph(named, false));
  expect(api.oneOfInputs).toEqual(["Place"]);
});

/** Everything that is read of a schema: each element's text as it was written, with its directives, and as it stands. */
function described(schema: GraphQLSchema): { written: string[]; standing: string } {
  const elements = [...schema.getDirectives(), ...Object.values(schema.getTypeMap())];
  const written = elements.flatMap(({ astNode }) => (astNode ? [print(sortedArguments(astNode))] : []));
  return { written: written.toSorted(), standing: printSchema(schema) };
}

/** The library writes arguments of directives in an order of its own. */
function sortedArguments<Node extends Parameters<typeof print>[0]>(node: Node): Node {
  return visit(node, {
    [Kind.DIRECTIVE]: (directive) => ({
      ...directive,
      arguments: directive.arguments?.toSorted((one, other) =>
        one.name.value.localeCompare(other.name.value),
      ),
    }),
  });
}

function fail(): never {
  throw new Error("Expected a graph with a subgraph.");
}
