import { type GraphQLSchema, Kind, parse, validate } from "graphql";
import type { ReadGraph } from "../../composition/load-composed";
import { usedElements } from "../../recording/used-elements";
import { compileUsedValues } from "../../recording/used-values";
import { clientSchema } from "../../schema/client-schema";
import { findChanges } from "../../schema-changes/find-changes";
import { buildSupergraph } from "../../supergraph/build-supergraph";
import { clientApi } from "../../supergraph/client-api";
import type { Composed, KeptText, TextOnSchemas } from "./composition";

/** A supergraph as clients see it. */
export interface SeenGraph {
  supergraphSdl: string;
  /** Without subscriptions, which mirror queries: a change of one would be told twice. */
  api: GraphQLSchema;
  clients: GraphQLSchema;
}

export function seeGraph({ supergraphSdl, supergraph, schema }: ReadGraph): SeenGraph {
  return { supergraphSdl, api: supergraph.apiSchema().toGraphQLJSSchema(), clients: schema };
}

/** Reads a supergraph that is served, or was. */
export function readSeenGraph(supergraphSdl: string): SeenGraph {
  const supergraph = buildSupergraph(supergraphSdl, false);
  return seeGraph({ supergraphSdl, supergraph, schema: clientSchema(clientApi(supergraph)) });
}

/** What is different for clients between two supergraphs, and what texts use of the first and how they fit the second. */
export function compareGraphs(before: SeenGraph, now: SeenGraph, texts: readonly KeptText[]): Composed {
  return {
    supergraphSdl: now.supergraphSdl,
    changes: findChanges(before.api, now.api),
    texts: texts.map((text) => compareText(text, before.clients, now.clients)),
  };
}

const nothing: TextOnSchemas = { elements: [] };

function compareText(
  { query, operationName, variables = {} }: KeptText,
  before: GraphQLSchema,
  after: GraphQLSchema,
): TextOnSchemas {
  try {
    const document = parse(query, { noLocation: true });
    if (validate(before, document).length > 0) return nothing;
    const definitions = document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || node.name?.value === operationName)
        ? [node]
        : [],
    );
    const elements = definitions.flatMap((definition) => {
      const used = usedElements(before, { document, definition });
      compileUsedValues(before, definition.variableDefinitions ?? [])?.({ ...variables }, used);
      return [...used];
    });
    const [problem] = validate(after, document);
    return { elements: [...new Set(elements)], ...(problem && { problem: problem.message }) };
  } catch {
    // What is no GraphQL was none before.
    return nothing;
  }
}
