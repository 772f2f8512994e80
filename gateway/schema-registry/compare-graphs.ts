import { type GraphQLSchema, Kind, parse, validate } from "graphql";
import { usedElements } from "../recording/used-elements";
import { compileUsedValues } from "../recording/used-values";
import { checkScalars } from "../schema/check-scalars";
import { clientSchema } from "../schema/client-schema";
import { findChanges } from "../schema-changes/find-changes";
import { buildSupergraph } from "../supergraph/build-supergraph";
import type { Composed, KeptText, TextOnSchemas } from "./composition";

/**
 * What is different for clients between two supergraphs, and what texts use of the first and how they fit the second. Throws
 * where the second is none that the gateway serves.
 */
export function compareGraphs(before: string, supergraphSdl: string, texts: readonly KeptText[]): Composed {
  const old = buildSupergraph(before, false);
  const now = buildSupergraph(supergraphSdl, true);
  // Without subscriptions, which mirror queries: a change of one would be told twice.
  const [oldApi, nowApi] = [old.apiSchema().toGraphQLJSSchema(), now.apiSchema().toGraphQLJSSchema()];
  const [oldClients, nowClients] = [clientSchema(old), clientSchema(now)];
  checkScalars(nowClients);
  return {
    supergraphSdl,
    changes: findChanges(oldApi, nowApi),
    texts: texts.map((text) => compareText(text, oldClients, nowClients)),
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
